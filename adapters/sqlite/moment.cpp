#include "adapters/sqlite/moment.hpp"

#include <array>
#include <cstddef>

namespace rexflow::sqlite {

namespace {

constexpr std::string_view pattern = "0000-00-00T00:00:00Z";

struct Part {
    std::size_t at;
    std::size_t width;
};

/// Year, month, day, hour, minute, second.
constexpr std::array<Part, 6> parts{{{0, 4}, {5, 2}, {8, 2}, {11, 2}, {14, 2}, {17, 2}}};

void put(std::string& text, Part part, long value) {
    for (auto place = part.at + part.width; place-- > part.at; value /= 10)
        text[place] = static_cast<char>('0' + value % 10);
}

int number_at(std::string_view text, Part part) {
    int value = 0;
    for (const char digit : text.substr(part.at, part.width)) value = value * 10 + (digit - '0');
    return value;
}

bool has_form(std::string_view text) {
    if (text.size() != pattern.size()) return false;
    for (std::size_t place = 0; place < pattern.size(); ++place) {
        const bool is_digit = text[place] >= '0' && text[place] <= '9';
        if (pattern[place] == '0' ? !is_digit : text[place] != pattern[place]) return false;
    }
    return true;
}

}  // namespace

std::string text_of(engine::Instant at) {
    const auto midnight = std::chrono::floor<std::chrono::days>(at);
    const engine::Day on(midnight);
    const std::chrono::hh_mm_ss time(at - midnight);
    std::string text(pattern);
    put(text, parts[0], static_cast<int>(on.year()));
    put(text, parts[1], static_cast<long>(static_cast<unsigned>(on.month())));
    put(text, parts[2], static_cast<long>(static_cast<unsigned>(on.day())));
    put(text, parts[3], time.hours().count());
    put(text, parts[4], time.minutes().count());
    put(text, parts[5], time.seconds().count());
    return text;
}

std::optional<engine::Instant> instant_of(std::string_view text) {
    if (!has_form(text)) return std::nullopt;
    const engine::Day on{std::chrono::year(number_at(text, parts[0])),
                         std::chrono::month(static_cast<unsigned>(number_at(text, parts[1]))),
                         std::chrono::day(static_cast<unsigned>(number_at(text, parts[2])))};
    const auto hour = number_at(text, parts[3]);
    const auto minute = number_at(text, parts[4]);
    const auto second = number_at(text, parts[5]);
    if (!on.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return std::chrono::sys_days(on) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second);
}

}  // namespace rexflow::sqlite
