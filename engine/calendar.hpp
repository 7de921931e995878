#pragma once

#include "engine/holidays.hpp"
#include "engine/obligation.hpp"
#include "engine/ports/time_zone.hpp"

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace rexflow::engine {

/// When the cell can be reached, by weekday; public holidays are always closed.
struct OpenHours {
    struct Span {
        TimeOfDay from;
        TimeOfDay until;  ///< itself still open
        auto operator<=>(const Span&) const = default;
    };

    /// By std::chrono::weekday::c_encoding: Sunday is 0. None: closed all day.
    std::array<std::optional<Span>, 7> days;

    /// Monday to Friday, 8:00 to 18:30.
    [[nodiscard]] static OpenHours office();
    bool operator==(const OpenHours&) const = default;
};

/// Reads "8:00-18:30". Error::Code::configuration when it is not two times of one day, the earlier first.
[[nodiscard]] Result<OpenHours::Span> parse_open_hours(std::string_view text);
[[nodiscard]] std::string to_text(const OpenHours::Span& span);

/// Which days are public holidays for a CPTS: its region's, and what its settings say beside.
struct HolidayRules {
    Region region = Region::metropole;
    std::set<Day> extra;   ///< off although the region's law does not say so (a bridge, a local feast)
    std::set<Day> worked;  ///< not off although the region's law says so; stronger than `extra`
};

/// A direction to count in.
enum class Direction { forward, back };

/// The wall calendar of a CPTS: its zone, its days off, its hours. Only reads; safe from several threads.
class Calendar {
public:
    /// Keeps a reference to `zone`.
    explicit Calendar(const TimeZone& zone, HolidayRules holidays = {}, OpenHours hours = OpenHours::office());

    [[nodiscard]] const TimeZone& zone() const { return zone_; }
    [[nodiscard]] const OpenHours& hours() const { return hours_; }
    [[nodiscard]] Region region() const { return holidays_.region; }

    [[nodiscard]] bool is_holiday(Day on) const;
    [[nodiscard]] bool is_working_day(Day on) const;  ///< jour ouvré: Monday to Friday but holidays
    [[nodiscard]] bool is_ouvrable(Day on) const;     ///< jour ouvrable: Monday to Saturday but holidays

    /// The day some days or months away. The first day itself never counts (CPC 641); months go by day-number, or to
    /// the last day of a month that lacks it. Forward, `cpc_642` and `franc` end on a working day (CPC 642); going
    /// back they count as `calendar`, as the law knows no such delay. @pre the unit is not hours
    [[nodiscard]] Day moved(Day from, const Allowance& distance, Direction direction = Direction::forward) const;

    /// The first moment people are there on an open day. On a closed one, the earliest opening of the week.
    [[nodiscard]] Instant opening_of(Day on) const;
    /// 23:59:59: a delay in days ends at 24:00 of its last day (CPC 642), and late is `now > due_at`.
    [[nodiscard]] Instant end_of(Day on) const;

    [[nodiscard]] bool is_open(Instant at) const;
    /// The moment itself when open, else the next opening. A calendar that does not open for a year holds nothing
    /// back: the moment itself.
    [[nodiscard]] Instant next_open(Instant at) const;
    /// The moment itself when open, else the last closing before; the same for a calendar that does not open.
    [[nodiscard]] Instant last_open(Instant at) const;
    /// The moment itself when open, else the same day's closing when that is past, else the last open day before,
    /// at the same time of day as far as that day is open.
    [[nodiscard]] Instant brought_forward(Instant at) const;

private:
    [[nodiscard]] const std::optional<OpenHours::Span>& span_of(Day on) const;
    [[nodiscard]] bool counts(Day on, Counting counting) const;
    [[nodiscard]] Day pushed_to_working_day(Day on) const;

    const TimeZone& zone_;
    HolidayRules holidays_;
    OpenHours hours_;
    TimeOfDay earliest_opening_;
};

/// End of that local day, for dates that are given.
[[nodiscard]] Instant end_of(Day on, const Calendar& calendar);

}  // namespace rexflow::engine
