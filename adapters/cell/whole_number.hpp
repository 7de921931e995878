#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rexflow::cell {

/// A number that is the whole of a text: a part of a path, a value of a form.
template <typename Number>
[[nodiscard]] std::optional<Number> number_of(std::string_view text) {
    Number number{};
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && rest == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// The row of a table behind a part of a path; one that is no number is the row nobody has.
template <typename Id>
[[nodiscard]] Id id_of(std::string_view text) {
    return Id{number_of<std::int64_t>(text).value_or(0)};
}

}  // namespace rexflow::cell
