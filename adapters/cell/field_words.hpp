#pragma once

#include "engine/event.hpp"
#include "engine/text.hpp"

#include <string>
#include <string_view>

namespace rexflow::cell {

/// A sentence of help beside a field; empty where its label says enough.
[[nodiscard]] std::string help_for(std::string_view event, const engine::FieldDescriptor& field, engine::Locale locale);

/// What to do about a field that is missing or was not understood; never repeats what was written in it.
[[nodiscard]] std::string trouble_with(const engine::FieldDescriptor& field, std::string_view text,
                                       engine::Locale locale);

}  // namespace rexflow::cell
