#include "engine/reading/call_windows.hpp"

#include <algorithm>

namespace rexflow::engine::reading {

namespace {

using namespace std::chrono_literals;

/// A leave that begins this soon is one the caller runs into: it is waited for rather than excluded.
constexpr auto soon = std::chrono::days(3);

/// The days a window is on, without its hours.
Window window_of(const Days& days) {
    Window window;
    if (days.kind == DaysKind::weekdays) {
        window.days = days.days;
        std::ranges::sort(window.days, {}, [](std::chrono::weekday day) { return day.iso_encoding(); });
        window.not_before = days.days.empty() ? std::nullopt : days.first;
    } else if (days.kind == DaysKind::date) {
        window.date = days.first;
    }
    return window;
}

bool is_limit(const Days& days) { return days.kind != DaysKind::weekdays && days.kind != DaysKind::date; }

bool is_joined(Tie tie) { return tie == Tie::joined || tie == Tie::either; }

bool is_pause(Tie tie) { return tie == Tie::comma || tie == Tie::parted; }

bool is_every_day(const Days& days) { return days.kind == DaysKind::weekdays && days.days.empty(); }

bool is_wide(const Hours& hours) { return hours.kind == HoursKind::part || hours.kind == HoursKind::any_time; }

}  // namespace

void CallWindows::take(const Hours& hours, const Statement& statement) {
    const bool is_whole_day = stance_ == Stance::excluded && hours.kind == HoursKind::any_time && lacks_hours();
    if (is_whole_day) return;
    if (refines_last(hours, statement.tie)) {
        refine(hours);
    } else if (days_.empty() || turns_to_every_day(hours, statement.tie)) {
        const bool is_further = days_.empty() && last_hours_ && is_joined(statement.tie);
        flush();
        if (!is_further) loose_begin_ = windows_.size();
        open({}, hours, statement, 1);
    } else {
        const auto first = windows_.size();
        for (const auto& said : days_) open(window_of(said.days), hours, statement, said.statement.confidence);
        last_begin_ = first;
        days_are_used_ = true;
    }
    last_hours_ = hours;
}

void CallWindows::take(const Days& days, const Statement& statement, bool has_hours_next) {
    if (is_limit(days)) return limit(days, statement);
    const bool is_whole_week = is_every_day(days) && days.last;
    if (is_whole_week && stance_ == Stance::excluded)
        return limit(Days{DaysKind::until, {}, {}, days.last, days.end}, statement);
    if (adds_weekend(days) || names_again(days, statement.tie)) return;
    // "cette semaine : jeudi ou vendredi" says which days of the week
    const bool says_which = days_.size() == 1 && lacks_hours() && is_every_day(days_.front().days) &&
                            (statement.tie == Tie::close || statement.tie == Tie::comma);
    if (says_which) days_.clear();
    const bool goes_on = is_joined(statement.tie) || statement.tie == Tie::comma;
    if (!days_.empty() && !days_are_used_ && goes_on) {
        days_.push_back({days, statement});
        return;
    }
    const bool follows_hours = days_.empty() && last_begin_ < windows_.size() && last_hours_;
    if (follows_hours && (statement.tie == Tie::close || (is_pause(statement.tie) && !has_hours_next)))
        return attach(days, statement);
    flush();
    days_ = {{days, statement}};
    days_are_used_ = false;
    last_hours_.reset();
}

/// "tous les jours, week-end compris": whether the days meant before have become all seven.
bool CallWindows::adds_weekend(const Days& days) {
    constexpr std::size_t whole_week = 7;
    if (days.days.size() != whole_week) return false;
    bool is_added = false;
    for (auto& said : days_) {
        if (!is_every_day(said.days)) continue;
        said.days = days;
        is_added = true;
    }
    const auto all = window_of(days).days;
    for (auto& [window, begin, end, is_implied] : windows_) {
        if (window.date || !window.days.empty() || !window.from) continue;
        window.days = all;
        is_added = true;
    }
    return is_added;
}

/// "demain (mercredi)", "mercredi, demain": one day, named twice.
bool CallWindows::names_again(const Days& days, Tie tie) {
    if (days_.size() != 1 || !lacks_hours() || (tie != Tie::comma && tie != Tie::close)) return false;
    auto& said = days_.front().days;
    const auto is_same = [](const Days& date, const Days& named) {
        return date.kind == DaysKind::date && named.kind == DaysKind::weekdays && named.days.size() == 1 &&
               std::chrono::weekday(std::chrono::sys_days(*date.first)) == named.days.front();
    };
    const bool is_dated_now = is_same(days, said);
    if (is_dated_now) said = days;
    return is_dated_now || is_same(said, days);
}

void CallWindows::finish() {
    flush();
    if (!limit_) return;
    for (auto& [window, begin, end, is_implied] : windows_) {
        if (window.date) continue;
        if (!window.not_before) window.not_before = limit_->not_before;
        if (!window.not_after) window.not_after = limit_->not_after;
    }
    if (windows_.empty()) add(*limit_, limit_statement_, limit_statement_.confidence, Stance::callable);
}

bool CallWindows::refines_last(const Hours& hours, Tie tie) const {
    if (!last_hours_ || last_begin_ >= windows_.size() || is_joined(tie) || tie == Tie::apart) return false;
    const bool touches = hours.from < last_hours_->to + 1h && hours.to > last_hours_->from - 1h;
    if (is_wide(*last_hours_) && !is_wide(hours)) return touches;
    return tie == Tie::close && is_wide(hours) && !is_wide(*last_hours_) && touches;
}

/// "le soir après 18h30", "dès 8h le matin": the end that is open is that of the part; what was exact stays.
void CallWindows::refine(const Hours& hours) {
    const auto is_open = [](const Hours& some) {
        return some.kind == HoursKind::after || some.kind == HoursKind::freed || some.kind == HoursKind::before;
    };
    if (is_wide(hours) && !(is_open(*last_hours_) && hours.kind == HoursKind::part)) return;
    const bool is_within = is_wide(hours) || (last_hours_->kind == HoursKind::part && is_open(hours));
    const auto& named = is_wide(hours) ? *last_hours_ : hours;
    const auto& part = is_wide(hours) ? hours : *last_hours_;
    const auto from = is_within && named.kind == HoursKind::before ? part.from : named.from;
    const auto to = is_within && named.kind != HoursKind::before ? part.to : named.to;
    for (auto i = last_begin_; i < windows_.size(); ++i) {
        windows_[i].window.from = from < to ? from : hours.from;
        windows_[i].window.to = from < to ? to : hours.to;
    }
}

/// "le mardi entre 12h et 14h, ou le soir": any evening.
bool CallWindows::turns_to_every_day(const Hours& hours, Tie tie) const {
    if (tie == Tie::apart) return true;
    const bool are_dates =
        std::ranges::any_of(days_, [](const Said& said) { return said.days.kind == DaysKind::date; });
    const bool is_other = tie == Tie::comma || (tie == Tie::either && !are_dates);
    return days_are_used_ && is_other && hours.kind == HoursKind::part && last_hours_ &&
           last_hours_->kind != HoursKind::part;
}

void CallWindows::open(Window window, const Hours& hours, const Statement& statement, double days_confidence) {
    window.from = hours.from;
    window.to = hours.to;
    last_begin_ = windows_.size();
    add(std::move(window), statement, std::min(statement.confidence, days_confidence), stance_);
    windows_.back().is_implied = hours.kind == HoursKind::freed;
}

void CallWindows::attach(const Days& days, const Statement& statement) {
    const auto on = window_of(days);
    for (auto i = loose_begin_; i < windows_.size(); ++i) {
        auto& window = windows_[i].window;
        window.days = on.days;
        window.date = on.date;
        window.not_before = on.not_before;
        window.evidence.confidence = std::min(window.evidence.confidence, statement.confidence);
    }
    last_hours_.reset();
}

void CallWindows::limit(const Days& days, const Statement& statement) {
    if (days.kind == DaysKind::returning && stance_ == Stance::excluded) return come_back(*days.first, statement);
    Window window;
    window.not_before = days.first;
    if (days.kind == DaysKind::span || days.kind == DaysKind::until) window.not_after = days.last;
    if (stance_ == Stance::callable) {
        limit_ = window;
        limit_statement_ = statement;
        return;
    }
    window.not_after = days.last;
    if (!days.last || !is_soon(days.first)) return add(std::move(window), statement, statement.confidence, stance_);
    window.not_before = Day(std::chrono::sys_days(*days.last) + std::chrono::days(1));
    window.not_after.reset();
    add(std::move(window), statement, statement.confidence, Stance::callable);
}

/// "je pars vendredi et je reviens le 24": what was excluded before lasts until then.
void CallWindows::come_back(Day on, const Statement& statement) {
    flush();
    const auto away = std::ranges::find_if(windows_, [](const Placed& placed) {
        return placed.window.excluded && !placed.window.from && (placed.window.date || placed.window.not_before);
    });
    std::optional<Day> since;
    if (away != windows_.end()) {
        since = away->window.date ? away->window.date : away->window.not_before;
        windows_.erase(away);
    }
    Window window;
    if (is_soon(since)) {
        window.not_before = on;
        return add(std::move(window), statement, statement.confidence, Stance::callable);
    }
    window.not_before = since;
    window.not_after = Day(std::chrono::sys_days(on) - std::chrono::days(1));
    add(std::move(window), statement, statement.confidence, Stance::excluded);
}

bool CallWindows::is_soon(std::optional<Day> day) const {
    return !day || std::chrono::sys_days(*day) <= std::chrono::sys_days(today_) + soon;
}

/// Days without hours are whole days.
void CallWindows::flush() {
    if (!days_are_used_) {
        for (const auto& [days, statement] : days_) {
            auto window = window_of(days);
            const bool says_never = stance_ == Stance::excluded && window.days.empty() && !window.date;
            if (!says_never) add(std::move(window), statement, statement.confidence, stance_);
        }
    }
    days_.clear();
    last_begin_ = windows_.size();
}

void CallWindows::add(Window window, const Statement& statement, double confidence, Stance stance) {
    window.excluded = stance == Stance::excluded;
    window.evidence.confidence = confidence;
    windows_.push_back({std::move(window), statement.begin, statement.end});
}

}  // namespace rexflow::engine::reading
