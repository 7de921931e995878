#include "engine/reading/window_text.hpp"

#include "engine/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <ranges>
#include <vector>

namespace rexflow::engine::reading {

namespace {

using namespace std::chrono_literals;

/// By iso_encoding, Monday first.
constexpr auto weekday_codes = std::to_array<std::string_view>({"mon", "tue", "wed", "thu", "fri", "sat", "sun"});
constexpr auto channels = std::to_array<std::string_view>({"message", "sms", "secretary"});
constexpr std::string_view nothing_else = "working days";

std::string_view code_of(std::chrono::weekday day) { return weekday_codes.at(day.iso_encoding() - 1); }

std::string clock_text(TimeOfDay at) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(at).count();
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

std::vector<std::string_view> split(std::string_view text, char parting) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(parting);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<TimeOfDay> parse_clock(std::string_view text) {
    const auto digit = [&](std::size_t i) { return text[i] - '0'; };
    const auto is_digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    if (!is_digit(0) || !is_digit(1) || !is_digit(3) || !is_digit(4)) return std::nullopt;
    const TimeOfDay at = std::chrono::hours(digit(0) * 10 + digit(1)) + std::chrono::minutes(digit(3) * 10 + digit(4));
    if (digit(3) > 5 || at > 24h) return std::nullopt;
    return at;
}

bool read_days(std::string_view text, Window& window) {
    for (const auto code : split(text, ',')) {
        const auto* const found = std::ranges::find(weekday_codes, code);
        if (found == weekday_codes.end()) return false;
        const auto day = std::chrono::weekday(static_cast<unsigned>(found - weekday_codes.begin()) + 1);
        if (!window.days.empty() && window.days.back().iso_encoding() >= day.iso_encoding()) return false;
        window.days.push_back(day);
    }
    return true;
}

bool read_date(std::string_view text, Window& window) {
    const auto day = parse_day(text);
    if (day) window.date = *day;
    return day.has_value();
}

bool read_hours(std::string_view text, Window& window) {
    if (text.size() != 11 || text[5] != '-') return false;
    window.from = parse_clock(text.substr(0, 5));
    window.to = parse_clock(text.substr(6));
    return window.from && window.to && *window.from < *window.to;
}

bool read_limit(std::string_view text, std::optional<Day>& limit) {
    const auto day = parse_day(text);
    if (day) limit = *day;
    return day.has_value();
}

bool read_channel(std::string_view text, Window& window) {
    window.channel = text;
    return std::ranges::find(channels, text) != channels.end();
}

/// Takes one part after the other, each where it belongs; what is left over was none.
bool read_parts(std::vector<std::string_view> parts, Window& window) {
    std::ranges::reverse(parts);
    const auto next_is = [&](std::string_view word) { return parts.size() > 1 && parts.back() == word; };
    if (next_is("not")) {
        window.excluded = true;
        parts.pop_back();
    }
    if (!parts.empty() && (read_days(parts.back(), window) || read_date(parts.back(), window))) parts.pop_back();
    if (!parts.empty() && read_hours(parts.back(), window)) parts.pop_back();
    const auto read_after = [&](std::string_view word, auto read) {
        if (!next_is(word)) return true;
        parts.pop_back();
        const bool is_read = read(parts.back());
        parts.pop_back();
        return is_read;
    };
    const bool are_read = read_after("from", [&](auto text) { return read_limit(text, window.not_before); }) &&
                          read_after("until", [&](auto text) { return read_limit(text, window.not_after); }) &&
                          read_after("via", [&](auto text) { return read_channel(text, window); });
    return are_read && parts.empty();
}

constexpr std::array<Text, 7> weekday_names{{{"lundi", "Monday"},
                                             {"mardi", "Tuesday"},
                                             {"mercredi", "Wednesday"},
                                             {"jeudi", "Thursday"},
                                             {"vendredi", "Friday"},
                                             {"samedi", "Saturday"},
                                             {"dimanche", "Sunday"}}};

struct ChannelName {
    std::string_view channel;
    Text name;
};
constexpr auto channel_names = std::to_array<ChannelName>({
    {"message", {"en laissant un message", "leaving a message"}},
    {"sms", {"de préférence par SMS", "preferably by text message"}},
    {"secretary", {"en passant par le secrétariat", "through the secretary’s office"}},
});

std::string name_of(std::chrono::weekday day, Locale locale) {
    return std::string(weekday_names.at(day.iso_encoding() - 1).in(locale));
}

/// The first and last of days that follow each other, three or more.
bool is_run(const std::vector<std::chrono::weekday>& days) {
    return days.size() >= 3 && days.back().iso_encoding() - days.front().iso_encoding() + 1 == days.size();
}

/// "lundi, mardi et jeudi"; after "pas": "le lundi, le mardi ni le jeudi".
std::string listed(const std::vector<std::chrono::weekday>& days, bool excluded, Locale locale) {
    constexpr Text with{" et ", " and "};
    constexpr Text without{" ni le ", " or "};
    constexpr Text comma{", ", ", "};
    constexpr Text comma_without{", le ", ", "};
    std::string text;
    for (std::size_t i = 0; i < days.size(); ++i) {
        const bool is_last = i + 1 == days.size();
        if (i > 0) text += (is_last ? (excluded ? without : with) : (excluded ? comma_without : comma)).in(locale);
        text += name_of(days[i], locale);
    }
    return text;
}

std::string days_in_words(const Window& window, Locale locale) {
    const bool is_french = locale == Locale::fr;
    const auto& days = window.days;
    const bool is_weekend =
        days.size() == 2 && days.front() == std::chrono::Saturday && days.back() == std::chrono::Sunday;
    if (days.size() == weekday_names.size()) return is_french ? "tous les jours" : "every day";
    if (is_weekend) return is_french ? "le week-end" : "at the weekend";
    if (is_run(days))
        return fmt::format(fmt::runtime(is_french ? "du {} au {}" : "{} to {}"), name_of(days.front(), locale),
                           name_of(days.back(), locale));
    const auto names = listed(days, window.excluded, locale);
    if (!window.excluded) return names;
    return (is_french ? "le " : "on ") + names;
}

/// Without its year: "jeudi 12 mars".
std::string date_in_words(Day day, Locale locale) {
    const auto whole = day_in_words(day, locale);
    return whole.substr(0, whole.rfind(' '));
}

/// Without its weekday: "12 mars".
std::string short_date(Day day, Locale locale) {
    const auto date = date_in_words(day, locale);
    return date.substr(date.find(' ') + 1);
}

std::string limits_in_words(const Window& window, Locale locale) {
    constexpr Text both{"du {} au {}", "from {} to {}"};
    constexpr Text since{"à partir du {}", "from {}"};
    constexpr Text until{"jusqu’au {}", "until {}"};
    if (window.not_before && window.not_after)
        return fmt::format(fmt::runtime(both.in(locale)), short_date(*window.not_before, locale),
                           short_date(*window.not_after, locale));
    const auto& limit = window.not_before ? since : until;
    return fmt::format(fmt::runtime(limit.in(locale)),
                       short_date(*(window.not_before ? window.not_before : window.not_after), locale));
}

}  // namespace

std::string to_text(const Window& window) {
    std::vector<std::string> parts;
    if (window.excluded) parts.emplace_back("not");
    std::string days;
    for (const auto day : window.days) days += (days.empty() ? "" : ",") + std::string(code_of(day));
    if (!days.empty()) parts.push_back(days);
    if (window.date) parts.push_back(engine::to_text(*window.date));
    if (window.from && window.to) parts.push_back(clock_text(*window.from) + "-" + clock_text(*window.to));
    if (window.not_before) parts.push_back("from " + engine::to_text(*window.not_before));
    if (window.not_after) parts.push_back("until " + engine::to_text(*window.not_after));
    if (!window.channel.empty()) parts.push_back("via " + window.channel);
    return parts.empty() ? std::string(nothing_else) : fmt::format("{}", fmt::join(parts, " "));
}

Result<Window> parse_window(std::string_view text) {
    Window window;
    if (text == nothing_else) return window;
    const bool is_read = read_parts(split(text, ' '), window) && to_text(window) == text;
    const bool says_something = window.date || !window.days.empty() || window.from || window.not_before ||
                                window.not_after || (!window.channel.empty() && !window.excluded);
    if (is_read && says_something) return window;
    return Err(Error::Code::invalid_input, "not a window of availability",
               "write it as \"tue,thu 12:00-14:00\", \"not wed\", \"2026-03-12 19:00-21:00\", \"from 2026-03-24\" or "
               "\"via sms\"");
}

std::string in_words(const Window& window, Locale locale) {
    constexpr Text no{"pas ", "not "};
    constexpr Text no_date{"pas le ", "not on "};
    constexpr Text working_days{"en semaine", "on weekdays"};
    constexpr Text hours{"entre {} et {}", "between {} and {}"};
    std::vector<std::string> parts;
    if (!window.days.empty()) parts.push_back(days_in_words(window, locale));
    if (window.date) parts.push_back(date_in_words(*window.date, locale));
    const bool has_limits = window.not_before || window.not_after;
    const bool is_every_day =
        parts.empty() && !window.excluded && (window.from || (!has_limits && window.channel.empty()));
    if (is_every_day) parts.emplace_back(working_days.in(locale));
    if (window.from && window.to)
        parts.push_back(fmt::format(fmt::runtime(hours.in(locale)), hour_in_words(*window.from, locale),
                                    hour_in_words(*window.to, locale)));
    if (has_limits) parts.push_back(limits_in_words(window, locale));
    const auto* const channel = std::ranges::find(channel_names, window.channel, &ChannelName::channel);
    if (channel != channel_names.end()) parts.emplace_back(channel->name.in(locale));
    if (window.excluded && !parts.empty())
        parts.front() = std::string((window.date ? no_date : no).in(locale)) + parts.front();
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string to_text(std::span<const Window> windows) {
    std::string text;
    for (const auto& window : windows) text.append(text.empty() ? "" : "; ").append(to_text(window));
    return text;
}

Result<std::vector<Window>> parse_windows(std::string_view text) {
    std::vector<Window> windows;
    while (!text.empty()) {
        const auto end = std::min(text.find(';'), text.size());
        auto part = text.substr(0, end);
        part.remove_prefix(std::min(part.find_first_not_of(' '), part.size()));
        auto window = parse_window(part);
        if (!window) return Err(window.error());
        windows.push_back(std::move(*window));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return windows;
}

}  // namespace rexflow::engine::reading
