#include "engine/moment.hpp"

#include "engine/reading/folded.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

namespace rexflow::engine {

namespace {

using namespace std::chrono_literals;
using std::chrono::days;

constexpr TimeOfDay usual_hour = 9h;

struct NamedNumber {
    std::string_view word;
    unsigned value;
};

constexpr auto relative_days = std::to_array<NamedNumber>({
    {"aujourd'hui", 0},
    {"today", 0},
    {"demain", 1},
    {"tomorrow", 1},
    {"apres-demain", 2},
});

/// By std::chrono::weekday::c_encoding.
constexpr auto weekdays = std::to_array<NamedNumber>({
    {"dimanche", 0},
    {"lundi", 1},
    {"mardi", 2},
    {"mercredi", 3},
    {"jeudi", 4},
    {"vendredi", 5},
    {"samedi", 6},
    {"sunday", 0},
    {"monday", 1},
    {"tuesday", 2},
    {"wednesday", 3},
    {"thursday", 4},
    {"friday", 5},
    {"saturday", 6},
});

constexpr auto months = std::to_array<NamedNumber>({
    {"janvier", 1},   {"janv.", 1},    {"fevrier", 2},  {"fevr.", 2},     {"mars", 3},     {"avril", 4},
    {"mai", 5},       {"juin", 6},     {"juillet", 7},  {"juil.", 7},     {"aout", 8},     {"septembre", 9},
    {"sept.", 9},     {"octobre", 10}, {"oct.", 10},    {"novembre", 11}, {"nov.", 11},    {"decembre", 12},
    {"dec.", 12},     {"january", 1},  {"february", 2}, {"march", 3},     {"april", 4},    {"may", 5},
    {"june", 6},      {"july", 7},     {"august", 8},   {"september", 9}, {"october", 10}, {"november", 11},
    {"december", 12},
});

constexpr auto named_hours = std::to_array<NamedNumber>({{"midi", 12}, {"noon", 12}});
constexpr auto fillers =
    std::to_array<std::string_view>({"le", "a", "vers", "on", "at", "prochain", "next", "du", "matin"});

template <typename Table>
std::optional<unsigned> find(const Table& table, std::string_view word) {
    const auto found = std::ranges::find(table, word, &NamedNumber::word);
    return found == table.end() ? std::nullopt : std::optional(found->value);
}

/// Numbers and what stands between them: "12/01/2026" is 12 "/" 1 "/" 2026.
struct Parts {
    std::vector<unsigned> numbers;
    std::vector<std::string_view> between;  ///< and what follows the last one, if anything
};

std::optional<Parts> parts_of(std::string_view word) {
    Parts parts;
    while (!word.empty()) {
        unsigned number = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
        if (error != std::errc{}) return std::nullopt;
        parts.numbers.push_back(number);
        word.remove_prefix(static_cast<std::size_t>(end - word.data()));
        const auto next = std::min(word.find_first_of("0123456789"), word.size());
        if (next > 0) parts.between.push_back(word.substr(0, next));
        word.remove_prefix(next);
    }
    return parts;
}

/// The day of a month, this year or the next one it is not past in.
std::optional<Day> next_of(unsigned day, unsigned month, Day today) {
    for (int years = 0; years < 2; ++years) {
        const Day candidate{today.year() + std::chrono::years(years), std::chrono::month(month), std::chrono::day(day)};
        if (candidate.ok() && candidate >= today) return candidate;
    }
    return std::nullopt;
}

/// What has been understood so far.
class Moment {
public:
    explicit Moment(LocalTime now) : now_(now) {}

    bool take(std::string_view word) {
        if (std::ranges::find(fillers, word) != fillers.end()) return true;
        if (const auto ahead = find(relative_days, word)) return set_day(std::chrono::sys_days(now_.on) + days(*ahead));
        if (const auto weekday = find(weekdays, word)) return set_weekday(*weekday);
        if (const auto month = find(months, word)) return set_month(*month);
        if (const auto hour = find(named_hours, word)) return set_time(*hour, 0);
        const auto parts = parts_of(word);
        return parts && take(*parts);
    }

    [[nodiscard]] std::optional<LocalTime> result() const {
        if (number_) return std::nullopt;  // "12" alone: a day or an hour
        if (!on_ && !at_) return std::nullopt;
        if (on_) return LocalTime{*on_, at_.value_or(usual_hour)};
        const auto tomorrow = Day(std::chrono::sys_days(now_.on) + days(1));
        return LocalTime{*at_ > now_.at ? now_.on : tomorrow, *at_};
    }

private:
    bool take(const Parts& parts) {
        const auto& n = parts.numbers;
        const auto& between = parts.between;
        const auto separated = [&](std::string_view by) {
            return !between.empty() && std::ranges::count(between, by) == std::ssize(between) &&
                   (n.size() == 1 || between.size() == n.size() - 1);
        };
        if (n.size() == 1 && between.empty()) return take_number(n[0]);
        if (n.size() == 1 && separated("h")) return set_time(n[0], 0);
        if (n.size() == 1 && separated("er")) return take_number(n[0]);
        if (n.size() == 2 && (separated("h") || separated(":"))) return set_time(n[0], n[1]);
        if (n.size() == 2 && separated("/")) return set_optional(next_of(n[0], n[1], now_.on));
        if (n.size() == 3 && (separated("/") || separated("."))) return set_date(n[2], n[1], n[0]);
        if (n.size() == 3 && separated("-")) return set_date(n[0], n[1], n[2]);
        return false;
    }

    /// A bare number: minutes after "9 h", a year after a date, else a day before its month.
    bool take_number(unsigned number) {
        constexpr unsigned first_year = 2000;
        if (minutes_may_follow_ && at_ && number < 60) {
            at_ = *at_ + std::chrono::minutes(number);
            minutes_may_follow_ = false;
            return true;
        }
        if (on_ && number >= first_year) return set_date(number, unsigned(on_->month()), unsigned(on_->day()));
        if (number_) return false;
        number_ = number;
        return true;
    }

    bool set_day(std::chrono::sys_days day) { return set_optional(Day(day)); }

    bool set_optional(std::optional<Day> day) {
        if (!day || !day->ok()) return false;
        on_ = day;
        return true;
    }

    /// Also where a number said the day of the month before: "lundi 12 janvier" is the 12th.
    bool set_weekday(unsigned weekday) {
        const auto today = std::chrono::sys_days(now_.on);
        auto ahead = std::chrono::weekday(weekday) - std::chrono::weekday(today);
        return set_day(today + (ahead == days(0) ? days(7) : ahead));
    }

    bool set_month(unsigned month) {
        const auto day = std::exchange(number_, std::nullopt);
        return day && set_optional(next_of(*day, month, now_.on));
    }

    bool set_date(unsigned year, unsigned month, unsigned day) {
        constexpr unsigned century = 2000;
        if (year < 100) year += century;
        return set_optional(
            Day{std::chrono::year(static_cast<int>(year)), std::chrono::month(month), std::chrono::day(day)});
    }

    bool set_time(unsigned hour, unsigned minute) {
        if (hour > 23 || minute > 59 || at_) return false;
        at_ = std::chrono::hours(hour) + std::chrono::minutes(minute);
        minutes_may_follow_ = minute == 0;
        return true;
    }

    LocalTime now_;
    std::optional<Day> on_;
    std::optional<TimeOfDay> at_;
    std::optional<unsigned> number_;
    bool minutes_may_follow_ = false;
};

/// "9 h 30" and "9 h" in one word each: "9h30".
std::string with_hours_joined(std::string text) {
    for (std::size_t at = text.find(" h"); at != std::string::npos; at = text.find(" h", at + 1)) {
        const bool after_digit = at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9';
        const bool ends = at + 2 == text.size() || text[at + 2] == ' ' || (text[at + 2] >= '0' && text[at + 2] <= '9');
        if (after_digit && ends) text.erase(at, 1);
    }
    return text;
}

}  // namespace

std::optional<LocalTime> read_moment(std::string_view text, LocalTime now) {
    constexpr std::size_t longest = 80;
    if (text.size() > longest) return std::nullopt;
    const auto folded = with_hours_joined(reading::fold(text));
    Moment moment(now);
    auto rest = std::string_view(folded);
    while (true) {
        rest.remove_prefix(std::min(rest.find_first_not_of(" ,"), rest.size()));
        if (rest.empty()) return moment.result();
        const auto end = std::min(rest.find_first_of(" ,"), rest.size());
        if (!moment.take(rest.substr(0, end))) return std::nullopt;
        rest.remove_prefix(end);
    }
}

}  // namespace rexflow::engine
