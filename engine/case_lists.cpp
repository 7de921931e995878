#include "engine/ports/case_lists.hpp"

#include <charconv>

namespace rexflow::engine {

std::string to_text(const ListCursor& cursor) { return cursor.key + "." + std::to_string(cursor.id.value); }

Result<ListCursor> parse_list_cursor(std::string_view text) {
    const auto refused = [] { return Err(Error::Code::invalid_input, "this is no place in a list", ""); };
    const auto dot = text.rfind('.');
    if (dot == std::string_view::npos) return refused();
    ListCursor cursor{std::string(text.substr(0, dot)), {}};
    if (!cursor.key.empty()) {
        const auto at = parse_instant(cursor.key);
        if (!at || to_text(*at) != cursor.key) return refused();
    }
    const auto digits = text.substr(dot + 1);
    const auto* const end = digits.data() + digits.size();
    const auto [stop, failed] = std::from_chars(digits.data(), end, cursor.id.value);
    if (failed != std::errc{} || stop != end || cursor.id.value < 1) return refused();
    return cursor;
}

}  // namespace rexflow::engine
