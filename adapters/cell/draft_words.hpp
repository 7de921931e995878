#pragma once

#include "adapters/cell/case_file.hpp"
#include "adapters/cell/field_form.hpp"

namespace rexflow::cell {

/// Lays the texts this member has begun over what a form would begin with.
/// @return when the last of them was kept; none when there is none
[[nodiscard]] std::optional<engine::Instant> lay_over_drafts(Typed& typed, const Viewpoint& view, const CaseFile& file,
                                                             const engine::EventDescriptor& event);

/// Tells a form's page where its long texts are kept while they are written, and that some were found again.
void add_drafts(engine::PageData& page, const Viewpoint& view, const CaseFile& file,
                const engine::EventDescriptor& event, std::optional<engine::Instant> found_of = {});

}  // namespace rexflow::cell
