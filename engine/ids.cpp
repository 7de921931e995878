#include "engine/ids.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace rexflow::engine {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Takes the leading digits off `rest`.
std::string_view take_digits(std::string_view& rest) {
    const auto count = static_cast<std::size_t>(std::ranges::find_if_not(rest, is_digit) - rest.begin());
    const auto digits = rest.substr(0, count);
    rest.remove_prefix(count);
    return digits;
}

bool take(std::string_view& rest, std::string_view prefix) {
    if (!rest.starts_with(prefix)) return false;
    rest.remove_prefix(prefix.size());
    return true;
}

/// REX-yyyy-n{4,} with an optional /An{1,}
bool is_case_number(std::string_view rest) {
    if (!take(rest, "REX-")) return false;
    if (take_digits(rest).size() != 4 || !take(rest, "-")) return false;
    if (const auto counter = take_digits(rest).size(); counter < 4 || counter > 9) return false;
    if (rest.empty()) return true;
    if (!take(rest, "/A")) return false;
    const auto action = take_digits(rest);
    return !action.empty() && action.size() <= 4 && action.front() != '0' && rest.empty();
}

}  // namespace

Result<CaseNumber> CaseNumber::parse(std::string_view text) {
    std::string upper(trimmed(text));
    std::ranges::transform(upper, upper.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (!is_case_number(upper))
        return Err(Error::Code::invalid_input, "this is not a case number",
                   "a case number looks like REX-2026-0001, an action like REX-2026-0001/A1");
    return CaseNumber(std::move(upper));
}

CaseNumber CaseNumber::of_case(int year, int counter) {
    return CaseNumber(fmt::format("REX-{:04}-{:04}", year, counter));
}

CaseNumber CaseNumber::action(int counter) const { return CaseNumber(fmt::format("{}/A{}", text_, counter)); }

}  // namespace rexflow::engine
