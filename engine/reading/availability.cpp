#include "engine/reading/availability.hpp"

#include "engine/reading/call_statements.hpp"
#include "engine/reading/call_windows.hpp"

#include <algorithm>
#include <span>
#include <tuple>

namespace rexflow::engine::reading {

namespace {

constexpr std::size_t most_windows = 40;

bool gives_hours_next(std::span<const Statement> statements, std::size_t i) {
    return i + 1 < statements.size() && std::holds_alternative<Hours>(statements[i + 1].what) &&
           statements[i + 1].tie == Tie::close && statements[i + 1].stance == statements[i].stance;
}

/// A channel goes with the windows of its sentence; a second choice ("sinon par SMS") and one alone are windows.
void place_channels(std::span<const Statement> statements, std::vector<Placed>& windows) {
    const auto read = windows.size();
    for (std::size_t i = 0; i < statements.size(); ++i) {
        const auto* const channel = std::get_if<Channel>(&statements[i].what);
        if (channel == nullptr) continue;
        const bool is_choice = (i > 0 && statements[i].tie == Tie::apart) ||
                               (i + 1 < statements.size() && statements[i + 1].tie == Tie::apart);
        const auto has_channel = [&](const Placed& placed) { return placed.window.channel == channel->name; };
        bool is_placed = std::ranges::any_of(windows, has_channel);
        for (std::size_t w = 0; w < read && !is_choice && !has_channel(windows[w]); ++w) {
            auto& window = windows[w].window;
            if (window.excluded || !window.channel.empty()) continue;
            window.channel = channel->name;
            is_placed = true;
        }
        if (is_placed) continue;
        Window window;
        window.channel = channel->name;
        window.evidence.confidence = statements[i].confidence;
        windows.push_back({std::move(window), statements[i].begin, statements[i].end});
    }
}

/// "en consultation toute la journée sauf entre 12h et 14h": what is left open is what counts.
void drop_what_is_left_open(std::vector<Placed>& windows) {
    const auto swallows = [](const Window& excluded, const Window& open) {
        return excluded.excluded && !open.excluded && excluded.from && open.from && excluded.days == open.days &&
               excluded.date == open.date && *excluded.from <= *open.from && *open.to <= *excluded.to;
    };
    const auto all = windows;
    std::erase_if(windows, [&](const Placed& placed) {
        return std::ranges::any_of(all, [&](const Placed& open) { return swallows(placed.window, open.window); });
    });
}

/// "je finis à 19h30, appelez-moi entre 19h45 et 20h30": what is offered says more than when work is over.
void drop_what_is_offered_anyway(std::vector<Placed>& windows) {
    const auto is_offered_within = [](const Window& implied, const Placed& other) {
        const auto& offer = other.window;
        return !other.is_implied && !offer.excluded && offer.from && implied.from && offer.days == implied.days &&
               offer.date == implied.date && *implied.from <= *offer.from && *offer.to <= *implied.to;
    };
    const auto all = windows;
    std::erase_if(windows, [&](const Placed& placed) {
        return placed.is_implied &&
               std::ranges::any_of(all, [&](const Placed& other) { return is_offered_within(placed.window, other); });
    });
}

/// Hours of the day the mail was written on, before it was.
bool is_over(const Window& window, LocalTime written_at) {
    return window.date == written_at.on && window.to && *window.to <= written_at.at;
}

/// "tous les jours sauf le mercredi entre 12h et 14h": the hours are those of the other days.
std::vector<Placed> windows_of_sentence(std::span<const Statement> statements, Day today) {
    CallWindows callable(Stance::callable, today);
    CallWindows excluded(Stance::excluded, today);
    for (std::size_t i = 0; i < statements.size(); ++i) {
        const auto& statement = statements[i];
        auto& own = statement.stance == Stance::callable ? callable : excluded;
        if (const auto* const hours = std::get_if<Hours>(&statement.what)) {
            const bool is_close_exception = statement.stance == Stance::excluded && statement.tie == Tie::close;
            if (is_close_exception && !excluded.has_days() && callable.has_days()) excluded.take_days_of(callable);
            const bool ends_exception = is_close_exception && excluded.lacks_hours() && callable.lacks_hours() &&
                                        hours->kind != HoursKind::part;
            (ends_exception ? callable : own).take(*hours, statement);
        } else if (const auto* const days = std::get_if<Days>(&statement.what)) {
            own.take(*days, statement, gives_hours_next(statements, i));
        }
    }
    callable.finish();
    excluded.finish();
    auto windows = callable.windows();
    windows.insert(windows.end(), excluded.windows().begin(), excluded.windows().end());
    drop_what_is_left_open(windows);
    std::ranges::stable_sort(windows, {}, &Placed::begin);
    place_channels(statements, windows);
    return windows;
}

}  // namespace

bool says_the_same(const Window& one, const Window& other) {
    const auto said = [](const Window& window) {
        return std::tie(window.days, window.date, window.from, window.to, window.excluded, window.not_before,
                        window.not_after, window.channel);
    };
    return said(one) == said(other);
}

std::vector<Window> read_availability(std::string_view text, LocalTime written_at, const AvailabilityHabits& habits) {
    const Words words(text);
    std::vector<Placed> found;
    for (const auto& statements : call_statements(words, written_at.on, habits)) {
        for (auto& placed : windows_of_sentence(statements, written_at.on)) {
            const auto same = [&](const Placed& other) { return says_the_same(placed.window, other.window); };
            if (is_over(placed.window, written_at) || std::ranges::any_of(found, same)) continue;
            if (found.size() < most_windows) found.push_back(std::move(placed));
        }
    }
    drop_what_is_offered_anyway(found);
    std::vector<Window> windows;
    for (auto& [window, begin, end, is_implied] : found) {
        window.evidence.sentence = words.sentence(begin, end);
        windows.push_back(std::move(window));
    }
    return windows;
}

}  // namespace rexflow::engine::reading
