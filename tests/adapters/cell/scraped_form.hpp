#pragma once

#include "engine/event.hpp"
#include "tests/adapters/cell/cell_desk.hpp"

#include <string>

namespace rexflow::testing {

/// What a browser would send of the form with this action in a page, nobody having touched it: hidden and filled-in
/// fields, ticked boxes, chosen options. Files stay out. Empty where there is no such form.
[[nodiscard]] engine::Payload scraped_form(const std::string& page, const std::string& action);
/// The form of the page at its own address, with these answers typed over what it held.
[[nodiscard]] Tab::Fields filled(Tab& tab, const std::string& address, const Tab::Fields& answers);

}  // namespace rexflow::testing
