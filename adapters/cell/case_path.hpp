#pragma once

#include "adapters/cell/case_file.hpp"
#include "engine/page_data.hpp"

namespace rexflow::cell {

/// Adds the list "path": the stages of the case's process as one reads them in two seconds, each `is_past`, `is_now`
/// or neither, and `is_skipped` where the case went by without it.
void add_path(engine::PageData& page, const Viewpoint& view, const CaseFile& file);

}  // namespace rexflow::cell
