#pragma once

#include "adapters/cell/case_file.hpp"
#include "adapters/cell/field_form.hpp"

namespace rexflow::cell {

/// Lays the texts this member has begun over what a form would begin with.
/// @return when the last of them was kept; none when there is none
[[nodiscard]] std::optional<engine::Instant> lay_over_drafts(Typed& typed, const Viewpoint& view, const CaseFile& file,
                                                             const engine::EventDescriptor& event);

/// Keeps the long texts of a form somebody is writing; they are what costs time to write again. An empty text drops
/// what was kept, other fields are passed over.
/// Error::Code::not_found for a case or form that is not there for this member, `refused` for an event they may not
/// record, `invalid_input` for a text longer than 128 KiB.
[[nodiscard]] engine::Result<void> keep_drafts(engine::Unit& unit, const Viewpoint& view,
                                               const engine::CaseNumber& number, std::string_view event,
                                               const Typed& typed);
/// Gives up what was kept for a form. Errors as above.
[[nodiscard]] engine::Result<void> give_up_drafts(engine::Unit& unit, const Viewpoint& view,
                                                  const engine::CaseNumber& number, std::string_view event);

/// Tells a form's page where its long texts are kept while they are written, and that some were found again.
void add_drafts(engine::PageData& page, const Viewpoint& view, const CaseFile& file,
                const engine::EventDescriptor& event, std::optional<engine::Instant> found_of = {});

}  // namespace rexflow::cell
