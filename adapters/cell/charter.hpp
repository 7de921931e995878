#pragma once

#include "adapters/cell/desk.hpp"

namespace rexflow::cell {

/// For a page that asks for the charter: the CPTS's own text, where it has one, and which text it is.
void add_charter(const DeskParts& parts, engine::PageData& variables);

/// What a form of such a page says. One that was shown before the text changed accepts nothing.
enum class CharterForm { accepted, not_accepted, shows_older_text };
[[nodiscard]] CharterForm charter_in(const DeskParts& parts, const engine::Payload& form);

}  // namespace rexflow::cell
