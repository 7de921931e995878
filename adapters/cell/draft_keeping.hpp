#pragma once

#include "adapters/cell/case_file.hpp"

namespace rexflow::cell {

/// Keeps the long texts of a form somebody is writing; they are what costs time to write again. An empty text drops
/// what was kept, other fields are passed over.
/// Error::Code::not_found for a case or form that is not there for this member, `refused` for an event they may not
/// record, `invalid_input` for a text longer than 128 KiB.
[[nodiscard]] engine::Result<void> keep_drafts(engine::Unit& unit, const Viewpoint& view,
                                               const engine::CaseNumber& number, std::string_view event,
                                               const engine::Payload& typed);
/// Gives up what was kept for a form. Errors as above.
[[nodiscard]] engine::Result<void> give_up_drafts(engine::Unit& unit, const Viewpoint& view,
                                                  const engine::CaseNumber& number, std::string_view event);

}  // namespace rexflow::cell
