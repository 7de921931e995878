#pragma once

#include "adapters/cell/desk.hpp"
#include "adapters/cell/viewpoint.hpp"

#include <charconv>
#include <functional>
#include <optional>
#include <string_view>

/// What every group of pages does to answer.
namespace rexflow::cell {

using Look = std::function<web::Response(const Viewpoint&)>;

/// Reads the store for a page.
[[nodiscard]] web::Response look(const DeskParts& parts, const Printer& printer, const Call& call, const Look& look);

/// Why it does not work, as a page: what is not there is 404, what is refused 403.
[[nodiscard]] web::Response problem(const Printer& printer, const engine::Error& error, const Call& call);

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
