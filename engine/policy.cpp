#include "engine/policy.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

namespace rexflow::engine {

namespace {

/// Letters and events the default rows use: what a CPTS may choose from.
struct Vocabulary {
    std::set<std::string> letters;
    std::set<std::string> events;
};

Vocabulary vocabulary_of(const std::vector<ObligationRule>& rules) {
    Vocabulary known;
    for (const auto& rule : rules)
        for (const auto& step : rule.reminders)
            step.event.empty() ? known.letters.insert(step.letter) : known.events.insert(step.event);
    return known;
}

/// The default step a changed one takes after.
const ReminderStep* model_for(const ReminderStep& step, const ObligationRule& defaults) {
    const auto same_role = [&](const ReminderStep& other) { return other.to == step.to && other.event.empty(); };
    const auto alike = [&](const ReminderStep& other) {
        return same_role(other) && is_after_due(other) == is_after_due(step);
    };
    const auto& all = defaults.reminders;
    const auto found = std::ranges::find_if(all, alike);
    return found == all.end() ? nullptr : &*found;
}

Result<ReminderStep> changed_reminder(ReminderText text, const ObligationRule& defaults) {
    const bool to_pilot =
        std::ranges::any_of(defaults.reminders, [](const auto& one) { return one.to == Role::pilot; });
    if (!text.to && !to_pilot && !defaults.reminders.empty()) text.to = to_text(defaults.reminders.front().to);
    const auto step = make_reminder(text);
    if (!step || !step->event.empty()) return step;
    if (const auto* const model = model_for(*step, defaults); model != nullptr) {
        if (!text.letter) text.letter = model->letter;
        if (!text.pace && model->pace == Pace::digest) text.pace = "digest";
        if (!text.hours && model->outside == Outside::go_anyway) text.hours = "any hour";
    }
    return make_reminder(text);
}

Result<void> check_known(const std::string& name, const std::set<std::string>& known, std::string_view kind) {
    if (name.empty() || known.contains(name)) return {};
    return Err(Error::Code::configuration, fmt::format("no reminder can use this {}", kind),
               fmt::format("one of: {}", fmt::join(known, ", ")));
}

Result<void> check_distinct(const ObligationRule& rule) {
    std::set<std::string_view> keys;
    for (const auto& step : rule.reminders)
        if (!keys.insert(step.key).second)
            return Err(Error::Code::configuration, fmt::format("the reminder \"{}\" is there twice", step.key),
                       "change the moment or the recipient of one of them");
    return {};
}

Result<std::vector<ReminderStep>> changed_reminders(const std::vector<ReminderText>& texts,
                                                    const ObligationRule& defaults, const Vocabulary& known) {
    std::vector<ReminderStep> steps;
    for (const auto& text : texts) {
        const auto place = fmt::format("reminder {}", steps.size() + 1);
        auto step = changed_reminder(text, defaults);
        if (!step) return Err(step.error().within(place));
        if (auto checked = check_known(step->letter, known.letters, "letter"); !checked)
            return Err(checked.error().within(place));
        if (auto checked = check_known(step->event, known.events, "event"); !checked)
            return Err(checked.error().within(place));
        steps.push_back(std::move(*step));
    }
    return steps;
}

Result<ObligationRule> changed_rule(const ObligationRule& defaults, const RuleOverride& change,
                                    const Vocabulary& known) {
    auto rule = defaults;
    if (change.due) {
        if (!defaults.allowance)
            return Err(Error::Code::configuration, "its date is always given when it starts",
                       "leave \"due\" out; only its reminders can be changed");
        const auto allowance = parse_allowance(*change.due);
        if (!allowance) return Err(allowance.error().within("due"));
        rule.allowance = *allowance;
    }
    if (change.reminders) {
        auto reminders = changed_reminders(*change.reminders, defaults, known);
        if (!reminders) return Err(reminders.error());
        rule.reminders = std::move(*reminders);
    }
    if (auto checked = check_distinct(rule); !checked) return Err(checked.error());
    return rule;
}

std::string due_text(const ObligationRule& rule) { return rule.allowance ? to_text(*rule.allowance) : "given"; }

std::string brake_text(const Brake& brake) {
    return fmt::format("at most {} letters a day and address, {} an hour in all", brake.per_address_and_day,
                       brake.per_hour);
}

std::string retries_text(const RetrySchedule& retries) {
    std::vector<std::int64_t> waits;
    for (const auto wait : retries.waits) waits.push_back(wait.count());
    return fmt::format(
        "after {} minutes, then every {} minutes, for {} hours; the coordinator is told after {} minutes",
        fmt::join(waits, ", "), retries.then_every.count(), retries.give_up_after.count(), retries.tell_after.count());
}

/// FNV-1a, 64 bits.
std::string fingerprint(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3U;
    }
    return fmt::format("{:016x}", hash);
}

/// Everything that decides, spelled so that no two policies look the same.
std::string spelled_out(const std::vector<ObligationRule>& rules, const Brake& brake, const RetrySchedule& retries) {
    std::string text;
    for (const auto& rule : rules) {
        text += fmt::format("{}|{}|{}\n", rule.key, due_text(rule), rule.survives_rest);
        for (const auto& step : rule.reminders) text += to_text(step) + "\n";
    }
    return text + brake_text(brake) + "\n" + retries_text(retries);
}

}  // namespace

std::optional<Instant> RetrySchedule::next_retry(int attempts, Instant first_failed_at, Instant now) const {
    const auto failed = static_cast<std::size_t>(std::max(attempts, 1));
    const auto next = now + (failed <= waits.size() ? waits[failed - 1] : then_every);
    return next - first_failed_at > give_up_after ? std::nullopt : std::optional(next);
}

Result<Policy> Policy::make(const std::vector<std::span<const ObligationRule>>& defaults,
                            const PolicyOverrides& overrides, Brake brake, RetrySchedule retries) {
    std::vector<ObligationRule> rules;
    for (const auto& table : defaults) rules.insert(rules.end(), table.begin(), table.end());
    const auto known = vocabulary_of(rules);
    for (const auto& [key, change] : overrides) {
        const auto rule = std::ranges::find(rules, key, &ObligationRule::key);
        if (rule == rules.end()) {
            std::vector<std::string_view> keys;
            for (const auto& other : rules) keys.push_back(other.key);
            return Err(Error::Code::configuration, fmt::format("policy: there is no row {}", key),
                       fmt::format("one of: {}", fmt::join(keys, ", ")));
        }
        auto changed = changed_rule(*rule, change, known);
        if (!changed) return Err(changed.error().within(fmt::format("policy: row {}", key)));
        *rule = std::move(*changed);
    }
    return Policy(std::move(rules), brake, std::move(retries));
}

Policy::Policy(std::vector<ObligationRule> rules, Brake brake, RetrySchedule retries)
    : rules_(std::move(rules)),
      brake_(brake),
      retries_(std::move(retries)),
      version_(fingerprint(spelled_out(rules_, brake_, retries_))) {}

const ObligationRule* Policy::find(std::string_view key) const {
    const auto found = std::ranges::find(rules_, key, &ObligationRule::key);
    return found == rules_.end() ? nullptr : &*found;
}

std::vector<PolicyRow> rows_of(const Policy& policy) {
    std::vector<PolicyRow> rows;
    for (const auto& rule : policy.rules()) {
        PolicyRow row{rule.key, rule.label, due_text(rule), {}};
        for (const auto& step : rule.reminders) row.reminders.push_back(to_text(step));
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string to_table(const Policy& policy) {
    const auto rows = rows_of(policy);
    std::size_t key_width = 3;
    std::size_t due_width = 3;
    for (const auto& row : rows) {
        key_width = std::max(key_width, row.key.size());
        due_width = std::max(due_width, row.due.size());
    }
    const auto line = [&](std::string_view key, std::string_view due, std::string_view reminder) {
        return fmt::format("{:{}}  {:{}}  {}\n", key, key_width, due, due_width, reminder);
    };
    std::string table = line("key", "due", "reminders");
    for (const auto& row : rows) {
        table += line(row.key, row.due, row.reminders.empty() ? "none" : row.reminders.front());
        for (std::size_t i = 1; i < row.reminders.size(); ++i) table += line("", "", row.reminders[i]);
    }
    return table + fmt::format("\nbrake    {}\nretries  {}\nversion  {}\n", brake_text(policy.brake()),
                               retries_text(policy.retries()), policy.version());
}

}  // namespace rexflow::engine
