#pragma once

#include "engine/event.hpp"

#include <string>

namespace rexflow::testing {

/// What a browser would send of the form with this action in a page, nobody having touched it: hidden and filled-in
/// fields, ticked boxes, chosen options. Files stay out. Empty where there is no such form.
[[nodiscard]] engine::Payload scraped_form(const std::string& page, const std::string& action);

}  // namespace rexflow::testing
