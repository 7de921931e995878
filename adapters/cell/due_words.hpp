#pragma once

#include "adapters/cell/viewpoint.hpp"
#include "engine/page_data.hpp"

#include <string>
#include <vector>

namespace rexflow::cell {

/// Adds how far a deadline is: "chip" ("4 jours de retard", "dans 3 jours"), and "is_late" or "is_soon" (within a
/// week), so that colour never says it alone.
void add_chip(engine::PageData& item, const Viewpoint& view, const engine::CaseWords& words, engine::Instant due_at);

/// Keys of the obligations lists show to whoever looks: when identities go is the coordination's to watch.
[[nodiscard]] std::vector<std::string> shown_duties(const Viewpoint& view);

/// Only digits and the plus sign: what a phone dials.
[[nodiscard]] std::string dialled(std::string_view phone);

/// A phone number in pairs, as French people read it; others as they are.
[[nodiscard]] std::string phone_in_pairs(std::string_view phone);

}  // namespace rexflow::cell
