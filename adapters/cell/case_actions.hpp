#pragma once

#include "adapters/cell/case_file.hpp"
#include "engine/page_data.hpp"

namespace rexflow::cell {

/// Adds what can be done now: lists "next" (steps, the first one first), "not_yet" (steps with the reasons why not),
/// and "groups" (everything else by what it is about, each with "offers"). Nothing of it for who may record nothing.
void add_actions(engine::PageData& page, const Viewpoint& view, const CaseFile& file, const Permission& may);

/// Adds what waits for a person's word: list "decisions", each with its "answers".
void add_decisions(engine::PageData& page, const Viewpoint& view, const CaseFile& file);

}  // namespace rexflow::cell
