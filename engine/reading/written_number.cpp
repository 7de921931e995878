#include "engine/reading/written_number.hpp"

#include "engine/reading/dialling.hpp"
#include "engine/reading/phone_context.hpp"
#include "engine/reading/phrases.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace rexflow::engine::reading {

namespace {

constexpr std::size_t most_numbers = 200;
constexpr std::size_t most_groups = 12;  // "0 0 3 3 6 12 34 56 78" and less
constexpr std::size_t most_digits = 18;  // 00, calling code, 0 and number
constexpr std::string_view euro = "€";

/// The text, its groups of digits, and what is asked of them.
struct Page {
    std::string_view folded;
    std::span<const DigitGroup> groups;
    Region home;
    Setting setting;
};

/// Groups `first` to `last` read as one number.
struct Assembled {
    std::size_t first;
    std::size_t last;
    Phone phone;
};

std::string_view letters_before(std::string_view text, std::size_t at) {
    constexpr std::size_t longest = 20;
    auto begin = at;
    while (begin > 0 && at - begin < longest && is_letter(text[begin - 1])) --begin;
    return text.substr(begin, at - begin);
}

/// "12h", "12 h", "14:30", "30 %", "50 €": no part of a number.
bool is_measure(const Page& page, std::size_t group) {
    const auto after = page.folded.substr(page.groups[group].end, 8);
    const auto unit = trim(after, " ");
    if (after.starts_with(':') && after.size() > 1 && is_digit(after[1])) return page.groups[group].digits.size() > 2;
    const bool is_hour = unit.starts_with('h') && (unit.size() == 1 || !is_letter(unit[1]));
    return is_hour || unit.starts_with(euro) || unit.starts_with('%') || begins_with_phrase(unit, "euros") ||
           begins_with_phrase(unit, "ans") || begins_with_phrase(unit, "mg") || begins_with_phrase(unit, "ml");
}

/// Where a + stands before a group, "(+33", "+ 33"; npos when none does. No calling code begins with 0: the one of
/// "+ 06 12" marks an item of a list.
std::size_t plus_before(const Page& page, std::size_t group) {
    auto at = page.groups[group].begin;
    while (at > 0 && page.folded[at - 1] == ' ') --at;
    if (at == 0 || page.folded[at - 1] != '+') return std::string_view::npos;
    const bool marks_an_item = at < page.groups[group].begin && page.groups[group].digits.front() == '0';
    return marks_an_item ? std::string_view::npos : at - 1;
}

/// "05/01/26", "05.01.2026": three groups that are a day.
bool is_date(const Page& page, std::size_t first) {
    if (first + 2 >= page.groups.size()) return false;
    const auto& day = page.groups[first];
    const auto& month = page.groups[first + 1];
    const auto& year = page.groups[first + 2];
    const auto joint = joint_between(page.folded, day, month);
    return (joint == '/' || joint == '.' || joint == '-') && joint == joint_between(page.folded, month, year) &&
           gap_between(page.folded, day, month) == Gap::attached && day.digits.size() <= 2 && day.digits <= "31" &&
           month.digits.size() == 2 && month.digits <= "12" && (year.digits.size() == 2 || year.digits.size() == 4);
}

bool is_wildcard(char joint) { return joint == '(' || joint == ')' || joint == '\n' || joint == '+'; }

/// Whether the groups look like one number: few line ends, and the same sign all through; or signs as mixed as people
/// write them, but not a date followed by something.
bool is_joined(const Page& page, std::size_t first, std::size_t last) {
    char common = 0;
    bool is_mixed = false;
    std::size_t line_ends = 0;
    for (auto i = first; i < last; ++i) {
        const auto joint = joint_between(page.folded, page.groups[i], page.groups[i + 1]);
        if (joint == '\n') ++line_ends;
        if (is_wildcard(joint)) continue;
        is_mixed = is_mixed || (common != 0 && joint != common);
        common = joint;
    }
    constexpr std::string_view only_uniform = ":,_";
    if (line_ends > 1) return false;
    if (only_uniform.find(common) != std::string_view::npos && common != 0) {
        return !is_mixed && page.groups[first].digits.size() == 2;
    }
    return !is_mixed || !is_date(page, first);
}

bool may_follow_in_number(const Page& page, std::size_t left) {
    const auto& a = page.groups[left];
    const auto& b = page.groups[left + 1];
    constexpr std::size_t longest = 5;
    const auto gap = page.folded.substr(a.end, b.begin - a.end);
    return gap.size() <= longest && gap.find_first_not_of(" \n.-/()_:,") == std::string_view::npos &&
           std::ranges::count_if(gap, [](char c) { return c != ' ' && !is_wildcard(c); }) <= 1;
}

/// Single digits stand only where a calling code or a 0 ends: "+33 6 12", "(0)6 12", "0 692 12".
bool has_shape(std::span<const DigitGroup> groups) {
    constexpr std::size_t longest_code = 6;  // "00" + "262" + "0"
    std::size_t before = 0;
    for (const auto& group : groups) {
        if (group.digits.size() == 1 && before > longest_code) return false;
        before += group.digits.size();
    }
    return groups.back().digits.size() > 1;
}

bool is_announced_at(const Page& page, std::size_t at) {
    constexpr std::size_t nearby = 60;
    const auto from = at - std::min(at, nearby);
    return is_announced(page.folded.substr(from, at - from));
}

/// Whether digits without a + are written as a number is: with a 0, a calling code, or announced.
bool is_written_as_national(const Page& page, std::span<const DigitGroup> groups, std::string_view digits) {
    const auto size = digits.size();
    if (size == 10 && digits.front() == '0' && digits[1] != '0') return true;
    if (size > 10) return digits.starts_with("00") || digits.front() != '0';
    if (page.setting == Setting::field) return true;
    const bool is_announced_here = is_announced_at(page, groups.front().begin);
    if (has_local_numbers(page.home) && (size == 6 || size == 8)) {
        const bool in_pairs = std::ranges::all_of(groups, [](const auto& group) { return group.digits.size() == 2; });
        return is_announced_here || (in_pairs && size == 8);
    }
    return size == 9 && is_announced_here && (digits.front() == '6' || digits.front() == '7' || groups.size() == 5);
}

/// What the groups from `first` on are a number of; the longest that is one.
std::optional<Assembled> assemble(const Page& page, std::size_t first) {
    const bool has_plus = plus_before(page, first) != std::string_view::npos;
    std::optional<Assembled> found;
    std::string digits;
    const auto end = std::min(first + most_groups, page.groups.size());
    for (auto last = first; last < end; ++last) {
        if (last > first && !may_follow_in_number(page, last - 1)) break;
        if (is_measure(page, last)) break;
        digits += page.groups[last].digits;
        if (digits.size() > most_digits) break;
        const auto groups = page.groups.subspan(first, last - first + 1);
        if (!is_joined(page, first, last) || (!has_plus && !has_shape(groups))) continue;
        if (!has_plus && !is_written_as_national(page, groups, digits)) continue;
        const auto form = has_plus ? Dialled::Form::international : Dialled::Form::national;
        auto phone = look_up({form, digits}, page.home);
        if (!phone) continue;
        found = Assembled{first, last, std::move(*phone)};
    }
    return found;
}

/// The 30 of "18h30" and "18:30".
bool is_minutes(const Page& page, const DigitGroup& group) {
    if (group.begin < 2) return false;
    const auto before = page.folded.substr(0, group.begin);
    return before.ends_with('h') || before.ends_with("h ") ||
           (before.ends_with(':') && is_digit(before[group.begin - 2]));
}

/// Whether what a number begins after does not make it the end of something longer.
bool begins_freely(const Page& page, const Assembled& number, std::size_t consumed) {
    const auto plus = plus_before(page, number.first);
    const auto begin = plus == std::string_view::npos ? page.groups[number.first].begin : plus;
    if (begin > 0) {
        const char before = page.folded[begin - 1];
        const auto sign = before == '-' || before == '_' ? 1U : 0U;
        const auto word = letters_before(page.folded, begin - sign);
        if (!word.empty() && !may_touch_a_number(word) && (sign > 0 || is_letter(before))) return false;
        if (before == '#' || before == '&' || before == '=') return false;
    }
    if (number.first <= consumed || plus != std::string_view::npos) return true;
    const auto& left = page.groups[number.first - 1];
    const auto& own = page.groups[number.first];
    const auto joint = joint_between(page.folded, left, own);
    switch (gap_between(page.folded, left, own)) {
        case Gap::strong:
        case Gap::line:
            return true;
        case Gap::attached:
            return joint == ')' || joint == ':' || joint == '(';
        case Gap::blank:
            break;
    }
    constexpr std::size_t postal_code = 5;
    const bool begins_line = left.begin == 0 || page.folded[left.begin - 1] == '\n';
    const bool numbers_an_item = begins_line && left.digits.size() <= 2 && joint != ' ';
    return left.digits.size() >= postal_code || is_minutes(page, left) || numbers_an_item || joint == ')' ||
           joint == '(' || joint == ':';
}

/// Whether a number is no beginning of something longer.
bool ends_freely(const Page& page, const Assembled& number) {
    const auto end = page.groups[number.last].end;
    const auto after = page.folded.substr(end, 12);
    if (after.starts_with(euro)) return false;
    std::size_t letters = 0;
    while (letters < after.size() && is_letter(after[letters])) ++letters;
    if (letters > 0 && letters <= 2 && !may_touch_a_number(after.substr(0, letters))) return false;
    const auto next = number.last + 1;
    if (next >= page.groups.size()) return true;
    const auto& own = page.groups[number.last];
    const auto& right = page.groups[next];
    const auto gap = gap_between(page.folded, own, right);
    if (gap == Gap::strong || gap == Gap::line) return true;
    const auto joint = joint_between(page.folded, own, right);
    const bool begins_another = right.digits.front() == '0' || plus_before(page, next) != std::string_view::npos;
    if (begins_another && assemble(page, next)) return true;
    if (joint == '(' || joint == ')' || joint == '+') return true;
    if (gap == Gap::attached || page.setting == Setting::field) return false;
    if (joint != ' ' || is_measure(page, next) || right.digits.size() > 3) return true;
    const auto behind = trim(page.folded.substr(right.end, 4), " ,");
    return !behind.empty() && is_letter(behind.front());
}

/// "poste 4512", "(p. 45)": the extension written behind a number, and where it ends.
std::pair<std::string_view, std::size_t> extension_at(std::string_view folded, std::size_t end) {
    constexpr auto words = std::to_array<std::string_view>({"poste", "extension", "ext", "interne", "p", "x"});
    auto at = std::min(folded.find_first_not_of(" ,(-/", end), folded.size());
    for (const auto word : words) {
        if (!folded.substr(at).starts_with(word)) continue;
        const auto digits = std::min(folded.find_first_not_of(" .:no", at + word.size()), folded.size());
        auto last = digits;
        while (last < folded.size() && is_digit(folded[last])) ++last;
        constexpr std::size_t longest = 6;
        const auto size = last - digits;
        if (size == 0 || size > longest || (word.size() == 1 && size < 2)) return {{}, end};
        return {folded.substr(digits, size), last};
    }
    return {{}, end};
}

/// The group after those that are written as one row of digits.
std::size_t end_of_row(const Page& page, std::size_t group) {
    for (; group + 1 < page.groups.size(); ++group) {
        const auto gap = gap_between(page.folded, page.groups[group], page.groups[group + 1]);
        if (gap == Gap::strong || gap == Gap::line || plus_before(page, group + 1) != std::string_view::npos) break;
    }
    return group + 1;
}

WrittenNumber written(const Page& page, Assembled number) {
    auto begin = page.groups[number.first].begin;
    if (const auto plus = plus_before(page, number.first); plus != std::string_view::npos) begin = plus;
    if (begin > 0 && page.folded[begin - 1] == '(') --begin;
    const auto [extension, end] = extension_at(page.folded, page.groups[number.last].end);
    number.phone.extension = extension;
    return {std::move(number.phone), begin, end};
}

}  // namespace

std::vector<WrittenNumber> written_numbers(const Folded& text, Region home, Setting setting) {
    const auto groups = digit_groups(text);
    const Page page{text.text(), groups, home, setting};
    std::vector<WrittenNumber> numbers;
    std::size_t consumed = 0;  // groups before this one are part of a number or a date
    for (std::size_t i = 0; i < groups.size() && numbers.size() < most_numbers;) {
        auto number = assemble(page, i);
        if (number && begins_freely(page, *number, consumed) && ends_freely(page, *number)) {
            i = consumed = number->last + 1;
            numbers.push_back(written(page, std::move(*number)));
            while (i < groups.size() && groups[i].begin < numbers.back().end) consumed = ++i;
        } else if (!number && is_date(page, i)) {
            i += 3;
            consumed = i;
        } else if (!number && plus_before(page, i) != std::string_view::npos) {
            i = end_of_row(page, i);
        } else {
            ++i;
        }
    }
    return numbers;
}

}  // namespace rexflow::engine::reading
