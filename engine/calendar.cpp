#include "engine/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace rexflow::engine {

namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::weekday;

constexpr TimeOfDay end_of_day = 23h + 59min + 59s;

/// How far an opening is looked for. A year holds every weekday and every holiday.
constexpr days longest_closure{366};

Day next(Day on) { return sys_days(on) + days(1); }

Day plus_months(Day from, std::chrono::months count) {
    const auto day = from + count;
    return day.ok() ? day : Day(day.year() / day.month() / std::chrono::last);
}

/// "8:00", "18:30".
std::optional<TimeOfDay> parse_time(std::string_view text) {
    const auto number = [](std::string_view digits) {
        unsigned value = 99;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return error == std::errc{} && end == digits.data() + digits.size() && digits.size() <= 2 ? value : 99;
    };
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || text.size() != colon + 3) return std::nullopt;
    const auto hours = number(text.substr(0, colon));
    const auto minutes = number(text.substr(colon + 1));
    if (hours > 23 || minutes > 59) return std::nullopt;
    return std::chrono::hours(hours) + std::chrono::minutes(minutes);
}

std::string time_text(TimeOfDay at) {
    const std::chrono::hh_mm_ss time(at);
    return fmt::format("{}:{:02}", time.hours().count(), time.minutes().count());
}

TimeOfDay earliest_of(const OpenHours& hours) {
    TimeOfDay earliest = end_of_day;
    for (const auto& span : hours.days)
        if (span) earliest = std::min(earliest, span->from);
    return earliest == end_of_day ? 0s : earliest;
}

}  // namespace

OpenHours OpenHours::office() {
    OpenHours hours;
    for (auto day = std::chrono::Monday; day != std::chrono::Saturday; ++day)
        hours.days[day.c_encoding()] = Span{8h, 18h + 30min};
    return hours;
}

Result<OpenHours::Span> parse_open_hours(std::string_view text) {
    const auto dash = text.find('-');
    const auto from = parse_time(text.substr(0, dash));
    const auto until = dash == std::string_view::npos ? std::nullopt : parse_time(text.substr(dash + 1));
    if (!from || !until || *from >= *until)
        return Err(Error::Code::configuration, "these are not the open hours of a day",
                   "write two times of the same day, the earlier first: 8:00-18:30");
    return OpenHours::Span{*from, *until};
}

std::string to_text(const OpenHours::Span& span) { return time_text(span.from) + "-" + time_text(span.until); }

Calendar::Calendar(const TimeZone& zone, HolidayRules holidays, OpenHours hours)
    : zone_(zone), holidays_(std::move(holidays)), hours_(hours), earliest_opening_(earliest_of(hours)) {}

bool Calendar::is_holiday(Day on) const {
    if (holidays_.worked.contains(on)) return false;
    return holidays_.extra.contains(on) || public_holiday(holidays_.region, on).has_value();
}

bool Calendar::is_working_day(Day on) const {
    return weekday(sys_days(on)) != std::chrono::Saturday && is_ouvrable(on);
}

bool Calendar::is_ouvrable(Day on) const { return weekday(sys_days(on)) != std::chrono::Sunday && !is_holiday(on); }

Day Calendar::moved(Day from, const Allowance& distance, Direction direction) const {
    const int sign = direction == Direction::forward ? 1 : -1;
    const bool is_counted_one_by_one =
        distance.counting == Counting::working_days || distance.counting == Counting::ouvrables;
    if (distance.unit == TimeUnit::days && is_counted_one_by_one) {
        auto on = from;
        for (int counted = 0; counted < distance.amount;) {
            on = sys_days(on) + days(sign);
            if (counts(on, distance.counting)) ++counted;
        }
        return on;
    }
    const Day last = distance.unit == TimeUnit::months ? plus_months(from, std::chrono::months(sign * distance.amount))
                                                       : Day(sys_days(from) + days(sign * distance.amount));
    if (direction == Direction::back) return last;
    switch (distance.counting) {
        case Counting::cpc_642:
            return pushed_to_working_day(last);
        case Counting::franc:
            return pushed_to_working_day(next(last));
        case Counting::calendar:
        case Counting::working_days:
        case Counting::ouvrables:
            return last;
    }
    return last;
}

Instant Calendar::opening_of(Day on) const {
    const auto& span = span_of(on);
    return zone_.instant(on, span ? span->from : earliest_opening_);
}

Instant Calendar::end_of(Day on) const { return zone_.instant(on, end_of_day); }

bool Calendar::is_open(Instant at) const {
    const auto local = zone_.local(at);
    const auto& span = span_of(local.on);
    return span && span->from <= local.at && local.at <= span->until;
}

Instant Calendar::next_open(Instant at) const {
    const auto local = zone_.local(at);
    const sys_days today = local.on;
    for (sys_days day = today; day <= today + longest_closure; day += days(1)) {
        const auto& span = span_of(day);
        if (!span || (day == today && local.at > span->until)) continue;
        return std::max(at, zone_.instant(day, span->from));
    }
    return at;
}

Instant Calendar::last_open(Instant at) const {
    if (is_open(at)) return at;
    const auto local = zone_.local(at);
    const sys_days today = local.on;
    for (sys_days day = today; day >= today - longest_closure; day -= days(1)) {
        const auto& span = span_of(day);
        if (!span || (day == today && local.at < span->from)) continue;
        return std::min(at, zone_.instant(day, span->until));
    }
    return at;
}

Instant Calendar::brought_forward(Instant at) const {
    const auto local = zone_.local(at);
    const sys_days today = local.on;
    for (sys_days day = today; day >= today - longest_closure; day -= days(1)) {
        const auto& span = span_of(day);
        if (!span || (day == today && local.at < span->from)) continue;
        return std::min(at, zone_.instant(day, std::clamp(local.at, span->from, span->until)));
    }
    return at;
}

const std::optional<OpenHours::Span>& Calendar::span_of(Day on) const {
    static constexpr std::optional<OpenHours::Span> closed;
    return is_holiday(on) ? closed : hours_.days[weekday(sys_days(on)).c_encoding()];
}

bool Calendar::counts(Day on, Counting counting) const {
    return counting == Counting::ouvrables ? is_ouvrable(on) : is_working_day(on);
}

Day Calendar::pushed_to_working_day(Day on) const {
    while (!is_working_day(on)) on = next(on);
    return on;
}

Instant end_of(Day on, const Calendar& calendar) { return calendar.end_of(on); }

}  // namespace rexflow::engine
