#include "engine/reading/calendar_words.hpp"

#include "engine/reading/clock.hpp"
#include "engine/reading/clock_times.hpp"
#include "engine/reading/phrase_table.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine::reading {

namespace {

using namespace std::chrono;

enum class Spelling { full, abbreviated };

struct WeekdayName {
    weekday day;
    Spelling spelling;
};

const PhraseTable<WeekdayName>& weekday_names() {
    static const PhraseTable<WeekdayName> table{
        {"lundi", {Monday, Spelling::full}},         {"lundis", {Monday, Spelling::full}},
        {"mardi", {Tuesday, Spelling::full}},        {"mardis", {Tuesday, Spelling::full}},
        {"mercredi", {Wednesday, Spelling::full}},   {"mercredis", {Wednesday, Spelling::full}},
        {"mecredi", {Wednesday, Spelling::full}},    {"mercedi", {Wednesday, Spelling::full}},
        {"jeudi", {Thursday, Spelling::full}},       {"jeudis", {Thursday, Spelling::full}},
        {"vendredi", {Friday, Spelling::full}},      {"vendredis", {Friday, Spelling::full}},
        {"samedi", {Saturday, Spelling::full}},      {"samedis", {Saturday, Spelling::full}},
        {"dimanche", {Sunday, Spelling::full}},      {"dimanches", {Sunday, Spelling::full}},
        {"lun", {Monday, Spelling::abbreviated}},    {"mar", {Tuesday, Spelling::abbreviated}},
        {"mer", {Wednesday, Spelling::abbreviated}}, {"merc", {Wednesday, Spelling::abbreviated}},
        {"jeu", {Thursday, Spelling::abbreviated}},  {"ven", {Friday, Spelling::abbreviated}},
        {"vend", {Friday, Spelling::abbreviated}},   {"sam", {Saturday, Spelling::abbreviated}},
        {"dim", {Sunday, Spelling::abbreviated}},
    };
    return table;
}

struct One {
    weekday day;
    std::size_t end;
    Spelling spelling;
};

std::optional<One> weekday_at(const Words& words, std::size_t at) {
    const auto found = weekday_names().longest_at(words, at);
    if (!found) return std::nullopt;
    const bool has_stop = found.meaning->spelling == Spelling::abbreviated && words.is(found.end, ".");
    return One{found.meaning->day, has_stop ? found.end + 1 : found.end, found.meaning->spelling};
}

enum class Link { none, both, through };

struct Linked {
    Link link = Link::none;
    std::size_t end = 0;
};

/// What stands between two weekdays, up to the second one.
Linked link_at(const Words& words, std::size_t at) {
    static const PhraseTable<Link> table{
        {"et", Link::both},           {"et le", Link::both},  {"et les", Link::both},   {"ou", Link::both},
        {"ou le", Link::both},        {"ou les", Link::both}, {"ou bien", Link::both},  {"ou bien le", Link::both},
        {"ou encore le", Link::both}, {"et ou", Link::both},  {"puis", Link::both},     {"puis le", Link::both},
        {"ainsi que le", Link::both}, {"voire", Link::both},  {"voire le", Link::both}, {"ni le", Link::both},
        {"ni", Link::both},           {"au", Link::through},  {"a", Link::through},     {"jusqu au", Link::through},
    };
    if (words.is(at, ",") || words.is(at, "/") || words.is(at, "&") || words.is(at, "+") || words.is(at, "-")) {
        const auto past_line = words.at(at + 1).kind == WordKind::line_end ? at + 2 : at + 1;
        const bool is_comma = words.is(at, ",");
        if (is_comma) {
            if (const auto found = table.longest_at(words, past_line); found && *found.meaning == Link::both)
                return {Link::both, found.end};
        }
        return {Link::both, is_comma && words.is(past_line, "le") ? past_line + 1 : past_line};
    }
    const auto past_line = words.at(at).kind == WordKind::line_end ? at + 1 : at;
    if (const auto found = table.longest_at(words, past_line)) return {*found.meaning, found.end};
    if (weekday_names().longest_at(words, at)) return {Link::both, at};  // "lun mar jeu"
    return {Link::none, at};
}

/// "mer", "jeu" and "sam" are words and names too: an abbreviation needs a full stop or company.
bool has_company(const Words& words, std::size_t at, const One& one) {
    if (words.is(at + 1, ".")) return true;
    const auto hours = hours_at(words, one.end, {});  // "jeu 12h", "jeu entre 17 et 18h", "jeu matin"
    if (hours && hours->kind != HoursKind::attribute) return true;
    const auto linked = link_at(words, one.end);
    return linked.link != Link::none && weekday_at(words, linked.end);
}

void add(std::vector<weekday>& days, weekday day) {
    if (std::ranges::find(days, day) == days.end()) days.push_back(day);
}

void add_through(std::vector<weekday>& days, weekday last) {
    for (auto day = days.back(); day != last;) add(days, ++day);
}

/// "tous les matins sauf mardi, et vendredi après-midi": the Friday is not excepted.
bool is_excepted(const Words& words, std::size_t at) {
    constexpr auto exceptions = std::to_array<std::string_view>({"sauf", "hormis", "hors", "excepte", "pas"});
    const auto back = at > 0 && (words.is(at - 1, "le") || words.is(at - 1, "les")) ? 2U : 1U;
    return at >= back && std::ranges::find(exceptions, words.text(at - back)) != exceptions.end();
}

bool is_day_number(const Words& words, std::size_t at) {
    if (!words.is_number(at) || is_clock_at(words, at)) return false;
    constexpr auto of_hours = std::to_array<std::string_view>({"a", "-", "/", "et"});
    return std::ranges::find(of_hours, words.text(at + 1)) == of_hours.end();
}

/// "lundi-vendredi" goes through the week, "mardi-jeudi" names two days.
bool dash_goes_through(const Words& words, std::size_t at, weekday first, weekday last) {
    return words.is(at, "-") && first == Monday && (last == Friday || last == Saturday || last == Sunday);
}

struct Letter {
    std::string_view text;
    weekday day;
};
/// A single "m" is Tuesday until the letters around it say otherwise.
constexpr auto letters = std::to_array<Letter>({{"l", Monday},
                                                {"lu", Monday},
                                                {"m", Tuesday},
                                                {"ma", Tuesday},
                                                {"me", Wednesday},
                                                {"j", Thursday},
                                                {"je", Thursday},
                                                {"v", Friday},
                                                {"ve", Friday},
                                                {"s", Saturday},
                                                {"sa", Saturday},
                                                {"d", Sunday},
                                                {"di", Sunday}});

const Letter* letter_at(const Words& words, std::size_t at) {
    const auto* const found = std::ranges::find(letters, words.text(at), &Letter::text);
    return found == letters.end() ? nullptr : found;
}

/// "M 12h-14h" at the beginning of a line or after a comma.
bool stands_before_hours(const Words& words, std::size_t at) {
    const bool is_first = at == 0 || words[at - 1].kind != WordKind::word;
    const bool is_elided = words.is(at + 1, "'") || (at > 0 && words.is(at - 1, "'"));
    return is_first && !is_elided && words.is_capitalised(at) && words.is_number(at + 1) &&
           hours_at(words, at + 1, {}).has_value();
}

/// "L-M-V": every other day, as dialysis knows it; "L-V" and "Lu-Ve" are the whole week.
std::optional<NamedWeekdays> letters_at(const Words& words, std::size_t at) {
    if (at > 0 && (words.is(at - 1, "-") || words.is(at - 1, "/")) && words.is_close(at - 1)) return std::nullopt;
    std::vector<const Letter*> found;
    NamedWeekdays named{{}, at, true};
    for (auto next = at; const auto* const letter = letter_at(words, next);) {
        found.push_back(letter);
        named.end = next + 1;
        if (!words.is(named.end, "-") && !words.is(named.end, "/")) break;
        next = named.end + 1;
    }
    constexpr std::size_t whole_week = 7;
    if (found.empty() || found.size() > whole_week) return std::nullopt;
    if (found.size() == 1 && !stands_before_hours(words, at)) return std::nullopt;
    if (found.size() == 2 && found.front()->day == Monday && found.back()->day == Friday) {
        named.days = {Monday};
        add_through(named.days, Friday);
        return named;
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        const bool is_m = found[i]->text == "m" && i > 0;
        const bool is_second = is_m && found[i - 1]->text == "m";
        const bool is_between =
            is_m && found[i - 1]->day == Monday && i + 1 < found.size() && found[i + 1]->day == Friday;
        add(named.days, is_second || is_between ? Wednesday : found[i]->day);
    }
    return named;
}

const PhraseTable<unsigned>& month_names() {
    static const PhraseTable<unsigned> table{
        {"janvier", 1},   {"janv", 1},  {"jan", 1},       {"fevrier", 2}, {"fevr", 2},     {"fev", 2},
        {"mars", 3},      {"avril", 4}, {"avr", 4},       {"mai", 5},     {"juin", 6},     {"juillet", 7},
        {"juil", 7},      {"aout", 8},  {"septembre", 9}, {"sept", 9},    {"octobre", 10}, {"oct", 10},
        {"novembre", 11}, {"nov", 11},  {"decembre", 12}, {"dec", 12},
    };
    return table;
}

bool is_year(const Words& words, std::size_t at) {
    if (!words.is_number(at)) return false;
    return words.text(at).size() == 4 && words.value(at) >= 1900 && words.value(at) < 2200;
}

/// Reads the month and year after a day's number: " mars 2026", "/03", "/03/2026", ".03.2026".
void read_month(const Words& words, WrittenDate& date) {
    if (const auto month = month_names().longest_at(words, date.end)) {
        date.month = *month.meaning;
        date.end = month.end;
        if (words.is(date.end, ".")) ++date.end;
        if (is_year(words, date.end)) date.year = words.value(date.end++);
        return;
    }
    const auto parting = words.text(date.end);
    if ((parting != "/" && parting != "." && parting != "-") || !words.is_close(date.end - 1)) return;
    const auto at = date.end + 1;
    const bool is_month =
        words.is_number(at) && words.text(at).size() <= 2 && words.value(at) >= 1 && words.value(at) <= 12;
    if (!is_month || is_clock_at(words, at)) return;
    const bool has_year = words.is(at + 1, parting) && words.is_number(at + 2) && words.text(at + 2).size() != 3;
    if (parting != "/" && !has_year) return;
    date.month = static_cast<unsigned>(words.value(at));
    date.end = at + 1;
    if (!has_year) return;
    const auto year = words.value(at + 2);
    date.year = year < 100 ? year + 2000 : year;
    date.end = at + 3;
}

constexpr days nearby{180};

}  // namespace

std::optional<NamedWeekdays> weekdays_at(const Words& words, std::size_t at) {
    const auto first = weekday_at(words, at);
    if (!first) return letters_at(words, at);
    if (first->spelling == Spelling::abbreviated && !has_company(words, at, *first)) return std::nullopt;
    NamedWeekdays named{{first->day}, first->end};
    bool went_through = false;
    while (named.end < words.size()) {
        const auto linked = link_at(words, named.end);
        if (linked.link == Link::none) break;
        const auto next = weekday_at(words, linked.end);
        if (!next || is_day_number(words, next->end)) break;  // "lundi et mardi 12" are two things
        if (words.is(named.end, ",") && words.is(named.end + 1, "et") && is_excepted(words, at)) break;
        // "du lundi au jeudi, le vendredi après 16h" are two things
        if (went_through && words.is(named.end, ",") && words.is(linked.end - 1, "le")) break;
        const bool goes_through =
            linked.link == Link::through || dash_goes_through(words, named.end, named.days.back(), next->day);
        if (goes_through) {
            add_through(named.days, next->day);
            went_through = true;
        } else {
            add(named.days, next->day);
        }
        named.end = next->end;
    }
    return named;
}

std::optional<WrittenDate> date_at(const Words& words, std::size_t at, BareNumber bare_number) {
    WrittenDate date;
    auto number = at;
    if (const auto weekday = weekday_at(words, at)) {
        date.weekday = weekday->day;
        number = words.is(weekday->end, "le") ? weekday->end + 1 : weekday->end;
        bare_number = BareNumber::is_date;
    }
    if (!words.is_number(number) || words.text(number).size() > 2) return std::nullopt;
    date.day = static_cast<unsigned>(words.value(number));
    if (date.day < 1 || date.day > 31) return std::nullopt;
    date.end = number + 1;
    if (words.is(date.end, "er")) ++date.end;
    read_month(words, date);
    if (date.month) return date;
    if (bare_number == BareNumber::is_no_date || is_hour_unit(words.text(date.end))) return std::nullopt;
    if (is_clock_at(words, number)) return std::nullopt;
    const bool starts_hours = words.is(date.end, "-") || words.is(date.end, "/");
    return starts_hours && is_clock_at(words, date.end + 1) ? std::nullopt : std::optional(date);
}

std::optional<Day> resolved(const WrittenDate& date, Day today) {
    const auto fits = [&](Day day) { return day.ok() && (!date.weekday || weekday(sys_days(day)) == *date.weekday); };
    if (date.year) {
        const Day day{year(*date.year), month(*date.month), std::chrono::day(date.day)};
        return day.ok() ? std::optional(day) : std::nullopt;
    }
    if (date.month) {
        std::optional<Day> nearest;
        for (const int offset : {0, 1, -1}) {
            const Day day{today.year() + years(offset), month(*date.month), std::chrono::day(date.day)};
            if (!day.ok()) continue;
            const auto distance = sys_days(day) - sys_days(today);
            if (distance > -nearby && distance <= days(366) - nearby) return day;
            if (!nearest) nearest = day;
        }
        return nearest;
    }
    std::optional<Day> next;
    for (int offset = 0; offset < 12; ++offset) {
        const auto at = today.year() / today.month() + months(offset);
        const Day day{at.year(), at.month(), std::chrono::day(date.day)};
        if (!day.ok() || day < today) continue;
        if (!next) next = day;
        if (fits(day) && sys_days(day) - sys_days(today) < days(45)) return day;
    }
    const auto before = today.year() / today.month() - months(1);
    for (const auto at : {today.year() / today.month(), before}) {
        const Day day{at.year(), at.month(), std::chrono::day(date.day)};
        if (date.weekday && fits(day)) return day;  // "samedi 3" of last week
    }
    return next;
}

Day next_weekday(Day day, weekday target, SameDay same_day) {
    const auto distance = target - weekday(sys_days(day));
    return days_later(
        day, distance == days(0) && same_day == SameDay::does_not_count ? 7 : static_cast<int>(distance.count()));
}

Day days_later(Day day, int count) { return Day(sys_days(day) + days(count)); }

}  // namespace rexflow::engine::reading
