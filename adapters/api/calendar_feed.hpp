#pragma once

#include "engine/context.hpp"
#include "engine/ports/store.hpp"

#include <string>

namespace rexflow::api {

/// The deadlines and meetings of the cases a member may see, as a calendar to subscribe to: number of the case and what
/// is due; nobody's name, no place, no word of a case.
[[nodiscard]] std::string calendar_feed(const engine::Reader& reader, const engine::Context& context,
                                        const engine::Member& member, engine::Instant now);

}  // namespace rexflow::api
