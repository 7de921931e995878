#include "engine/recent_reports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace rexflow::engine {

namespace {

constexpr std::int64_t notes = 8;
constexpr std::int64_t reports_a_note = 16;

std::string note_key(std::int64_t note) { return fmt::format("recent_reports:{}", note); }

template <typename Number>
std::optional<Number> number_in(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// The next word of a line, taken off it.
std::string_view take_word(std::string_view& line) {
    const auto end = std::min(line.find(' '), line.size());
    const auto word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

/// "<case> <seconds> <sender> <sketch>"; what cannot be read is left out: it only costs an offer.
std::optional<RecentReport> read_line(std::string_view line) {
    const auto id = number_in<std::int64_t>(take_word(line));
    const auto at = number_in<std::int64_t>(take_word(line));
    const std::string sender(take_word(line));
    const auto sketch = parse_sketch(line);
    if (!id || !at || !sketch) return std::nullopt;
    return RecentReport{CaseId{*id}, Instant{std::chrono::seconds(*at)}, sender, *sketch};
}

std::vector<RecentReport> read_note(const Reader& reader, std::int64_t note) {
    std::vector<RecentReport> reports;
    const auto text = reader.note(note_key(note)).value_or("");
    for (auto rest = std::string_view(text); !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        if (const auto report = read_line(rest.substr(0, end))) reports.push_back(*report);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return reports;
}

std::int64_t turn_of(CaseId id) { return id.value / reports_a_note; }

}  // namespace

std::vector<RecentReport> RecentReports::all(const Reader& reader) {
    std::vector<RecentReport> reports;
    for (std::int64_t note = 0; note < notes; ++note)
        for (auto& report : read_note(reader, note)) reports.push_back(std::move(report));
    return reports;
}

void RecentReports::remember(Unit& unit, const RecentReport& report) {
    const auto note = turn_of(report.id) % notes;
    std::string text;
    const auto add = [&text](const RecentReport& one) {
        text += fmt::format("{} {} {} {}\n", one.id.value, one.at.time_since_epoch().count(), one.sender,
                            to_text(one.sketch));
    };
    for (const auto& earlier : read_note(unit, note))
        if (turn_of(earlier.id) == turn_of(report.id)) add(earlier);
    add(report);
    unit.set_note(note_key(note), text);
}

}  // namespace rexflow::engine
