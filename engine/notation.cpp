#include "engine/notation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace rexflow::engine {

namespace {

using Anchor = ReminderStep::Anchor;

/// Longest delay that makes sense in any unit: ten years of days.
constexpr int largest_amount = 3660;

constexpr std::string_view allowance_hint =
    "write it as \"24 hours\", \"15 days\", \"2 working days\", \"12 ouvrables\", \"3 months\", \"15 days cpc_642\"";
constexpr std::string_view moment_hint =
    "write it as \"at start\", \"at due\", \"5 days before\", \"2 working days after\", \"10 days after start\", "
    "\"each 7 days after\", \"each working day after\", \"each day after 7 days\", "
    "\"each 12 hours after until 7 days\"";
constexpr std::string_view reminder_hint =
    "a moment, then any of: to ROLE, letter NAME, digest, any hour, open hour before, next open hour, event NAME; "
    "separated by commas";

constexpr std::array<std::pair<Outside, std::string_view>, 3> outside_words{{
    {Outside::wait, "next open hour"},
    {Outside::bring_forward, "open hour before"},
    {Outside::go_anyway, "any hour"},
}};

constexpr std::array<std::pair<Pace, std::string_view>, 2> pace_words{{
    {Pace::at_once, "at once"},
    {Pace::digest, "digest"},
}};

template <typename Enum, std::size_t size>
std::optional<Enum> meant(const std::array<std::pair<Enum, std::string_view>, size>& words, std::string_view text) {
    const auto found = std::ranges::find(words, text, &std::pair<Enum, std::string_view>::second);
    return found == words.end() ? std::nullopt : std::optional(found->first);
}

template <typename Enum, std::size_t size>
std::string_view word_for(const std::array<std::pair<Enum, std::string_view>, size>& words, Enum value) {
    return std::ranges::find(words, value, &std::pair<Enum, std::string_view>::first)->second;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Reads a text word by word.
class Words {
public:
    explicit Words(std::string_view text) : rest_(trimmed(text)) {}

    [[nodiscard]] bool is_empty() const { return rest_.empty(); }
    [[nodiscard]] bool is_next(std::string_view word) const { return head() == word; }
    [[nodiscard]] bool take(std::string_view word) {
        if (!is_next(word)) return false;
        rest_ = trimmed(rest_.substr(word.size()));
        return true;
    }
    [[nodiscard]] bool take_either(std::string_view one, std::string_view many) { return take(one) || take(many); }
    [[nodiscard]] std::optional<int> take_amount() {
        const auto word = head();
        int amount = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), amount);
        if (error != std::errc{} || end != word.data() + word.size() || amount < 1 || amount > largest_amount)
            return std::nullopt;
        rest_ = trimmed(rest_.substr(word.size()));
        return amount;
    }

private:
    [[nodiscard]] std::string_view head() const { return rest_.substr(0, rest_.find_first_of(" \t")); }

    std::string_view rest_;
};

/// "hours", "working days"...: what an amount is of.
std::optional<Allowance> take_unit(Words& words, int amount) {
    if (words.take_either("hour", "hours")) return Allowance{amount, TimeUnit::hours};
    if (words.take_either("day", "days")) return Allowance{amount, TimeUnit::days};
    if (words.take_either("month", "months")) return Allowance{amount, TimeUnit::months};
    if (words.take_either("ouvrable", "ouvrables")) return Allowance{amount, TimeUnit::days, Counting::ouvrables};
    if (words.take("working") && words.take_either("day", "days"))
        return Allowance{amount, TimeUnit::days, Counting::working_days};
    return std::nullopt;
}

std::optional<Allowance> take_distance(Words& words) {
    const auto amount = words.take_amount();
    return amount ? take_unit(words, *amount) : std::nullopt;
}

/// "7 days", "working day": a period may leave out the number one.
std::optional<Allowance> take_period(Words& words) { return take_unit(words, words.take_amount().value_or(1)); }

/// Periods that repeat evenly: months differ, and every second working day would need a memory.
bool can_repeat(const Allowance& period) {
    return period.unit != TimeUnit::months && (period.counting == Counting::calendar || period.amount == 1);
}

/// "after", "after 7 days", "after start", "after until 7 days": the rest behind "each PERIOD".
std::optional<ReminderStep> take_repetition(Words& words, const Allowance& period) {
    if (!words.take("after")) return std::nullopt;
    ReminderStep step;
    step.distance = period;
    step.every = period;
    if (words.take("start")) {
        step.anchor = Anchor::start;
    } else if (!words.is_empty() && !words.is_next("until")) {
        const auto skipped = take_distance(words);
        if (!skipped || skipped->unit != period.unit || skipped->counting != period.counting) return std::nullopt;
        step.anchor = Anchor::start;
        step.distance.amount += skipped->amount;
    }
    if (words.take("until")) {
        step.until = take_distance(words);
        if (!step.until) return std::nullopt;
    }
    return step;
}

std::optional<ReminderStep> take_moment(Words& words) {
    ReminderStep step;
    if (words.take("at")) {
        step.anchor = words.take("start") ? Anchor::start : Anchor::due;
        return step.anchor == Anchor::start || words.take("due") ? std::optional(step) : std::nullopt;
    }
    if (words.take("each")) {
        const auto period = take_period(words);
        return period && can_repeat(*period) ? take_repetition(words, *period) : std::nullopt;
    }
    const auto distance = take_distance(words);
    if (!distance) return std::nullopt;
    step.distance = *distance;
    step.before = words.take("before");
    if (step.before) return step;
    if (!words.take("after")) return std::nullopt;
    if (words.take("start")) step.anchor = Anchor::start;
    return step;
}

std::string unit_text(const Allowance& distance) {
    const std::string_view many = distance.amount == 1 ? "" : "s";
    switch (distance.unit) {
        case TimeUnit::hours:
            return fmt::format("hour{}", many);
        case TimeUnit::months:
            return fmt::format("month{}", many);
        case TimeUnit::days:
            break;
    }
    if (distance.counting == Counting::working_days) return fmt::format("working day{}", many);
    if (distance.counting == Counting::ouvrables) return fmt::format("ouvrable{}", many);
    return fmt::format("day{}", many);
}

std::string period_text(const Allowance& period) { return period.amount == 1 ? unit_text(period) : to_text(period); }

std::string repetition_text(const ReminderStep& step) {
    auto text = fmt::format("each {} after", period_text(*step.every));
    if (step.anchor == Anchor::start) {
        auto skipped = step.distance;
        skipped.amount -= step.every->amount;
        text += skipped.amount == 0 ? " start" : " " + to_text(skipped);
    }
    if (step.until) text += " until " + to_text(*step.until);
    return text;
}

bool is_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::string_view default_letter(const ReminderStep& step) {
    if (!step.event.empty()) return "";
    if (step.to == Role::coordinator) return "escalation";
    return is_after_due(step) ? "overdue" : "reminder";
}

Outside default_outside(const ReminderStep& step) {
    if (!step.event.empty()) return Outside::go_anyway;
    return step.before ? Outside::bring_forward : Outside::wait;
}

tl::unexpected<Error> misspelled(std::string message, std::string_view hint) {
    return Err(Error::Code::configuration, std::move(message), std::string(hint));
}

/// Puts one attribute ("to coordinator") where it belongs. False: it is none, or was given before.
bool add_attribute(ReminderText& text, std::string_view attribute) {
    constexpr std::array<std::pair<std::string_view, std::optional<std::string> ReminderText::*>, 3> named{{
        {"to ", &ReminderText::to},
        {"letter ", &ReminderText::letter},
        {"event ", &ReminderText::event},
    }};
    const auto set = [](std::optional<std::string>& place, std::string_view value) {
        if (place) return false;
        place = value;
        return true;
    };
    for (const auto& [prefix, place] : named)
        if (attribute.starts_with(prefix)) return set(text.*place, trimmed(attribute.substr(prefix.size())));
    if (meant(pace_words, attribute)) return set(text.pace, attribute);
    return meant(outside_words, attribute) && set(text.hours, attribute);
}

}  // namespace

Result<Allowance> parse_allowance(std::string_view text) {
    Words words(text);
    auto allowance = take_distance(words);
    if (allowance && allowance->unit != TimeUnit::hours && allowance->counting == Counting::calendar) {
        if (words.take("cpc_642"))
            allowance->counting = Counting::cpc_642;
        else if (words.take("franc"))
            allowance->counting = Counting::franc;
    }
    if (!allowance || !words.is_empty()) return misspelled("this is not a delay", allowance_hint);
    return *allowance;
}

std::string to_text(const Allowance& allowance) {
    const auto text = fmt::format("{} {}", allowance.amount, unit_text(allowance));
    if (allowance.counting == Counting::cpc_642) return text + " cpc_642";
    if (allowance.counting == Counting::franc) return text + " franc";
    return text;
}

Result<ReminderStep> parse_moment(std::string_view text) {
    return make_reminder({std::string(text), {}, {}, {}, {}, {}});
}

std::string moment_text(const ReminderStep& step) {
    if (step.every) return repetition_text(step);
    const std::string_view anchor = step.anchor == Anchor::start ? "start" : "due";
    if (step.distance.amount == 0) return fmt::format("at {}", anchor);
    if (step.before) return to_text(step.distance) + " before";
    return to_text(step.distance) + (step.anchor == Anchor::start ? " after start" : " after");
}

Result<ReminderStep> make_reminder(const ReminderText& text) {
    Words words(text.when);
    auto moment = take_moment(words);
    if (!moment || !words.is_empty()) return misspelled("this is not the moment of a reminder", moment_hint);
    auto& step = *moment;

    const auto role = parse_role(text.to.value_or("pilot"));
    if (!role)
        return misspelled("this is not a role",
                          "one of: reporter, pilot, cell, coordinator, professional, participants, "
                          "silent_participants, owner, reader");
    step.to = *role;
    if (text.event && (text.letter || !is_name(*text.event)))
        return misspelled("this is not an event of a reminder", "a reminder records an event or sends a letter");
    step.event = text.event.value_or("");
    step.letter = text.letter.value_or(std::string(default_letter(step)));
    if (step.event.empty() && !is_name(step.letter))
        return misspelled("this is not the name of a letter", "names look like follow_up_asked");
    const auto pace = meant(pace_words, text.pace.value_or("at once"));
    if (!pace) return misspelled("this is not a pace", "one of: at once, digest");
    step.pace = *pace;
    const auto outside = text.hours ? meant(outside_words, *text.hours) : std::optional(default_outside(step));
    if (!outside)
        return misspelled("this does not say what to do outside the open hours",
                          "one of: next open hour, open hour before, any hour");
    step.outside = *outside;
    step.key =
        moment_text(step) + (step.event.empty() ? fmt::format(" to {}", to_text(step.to)) : " event " + step.event);
    return step;
}

Result<ReminderStep> parse_reminder(std::string_view text) {
    ReminderText parts;
    auto comma = text.find(',');
    parts.when = trimmed(text.substr(0, comma));
    while (comma != std::string_view::npos) {
        text.remove_prefix(comma + 1);
        comma = text.find(',');
        if (!add_attribute(parts, trimmed(text.substr(0, comma))))
            return misspelled("this is not a reminder", reminder_hint);
    }
    return make_reminder(parts);
}

std::string to_text(const ReminderStep& step) {
    auto text = moment_text(step);
    if (step.to != Role::pilot) text += fmt::format(", to {}", to_text(step.to));
    if (step.letter != default_letter(step)) text += ", letter " + step.letter;
    if (step.pace != Pace::at_once) text += fmt::format(", {}", word_for(pace_words, step.pace));
    if (step.outside != default_outside(step)) text += fmt::format(", {}", word_for(outside_words, step.outside));
    if (!step.event.empty()) text += ", event " + step.event;
    return text;
}

bool is_after_due(const ReminderStep& step) {
    return step.anchor == Anchor::due && !step.before && step.distance.amount > 0;
}

std::vector<ObligationRule> read_table(const std::vector<RuleText>& rows) {
    const auto sure = [](const auto& read, std::string_view key) {
        if (!read) throw std::logic_error(fmt::format("row {}: {}", key, read.error().message));
        return *read;
    };
    std::vector<ObligationRule> rules;
    for (const auto& row : rows) {
        ObligationRule rule{std::string(row.key), row.label, std::nullopt, {}, row.survives_rest};
        if (!row.due.empty()) rule.allowance = sure(parse_allowance(row.due), row.key);
        for (const auto reminder : row.reminders) rule.reminders.push_back(sure(parse_reminder(reminder), row.key));
        rules.push_back(std::move(rule));
    }
    return rules;
}

}  // namespace rexflow::engine
