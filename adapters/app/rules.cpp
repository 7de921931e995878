#include "adapters/app/rules.hpp"

#include "adapters/system/time_zone.hpp"
#include "workflows/corrective_action/workflow.hpp"
#include "workflows/rex_case/workflow.hpp"

#include <algorithm>
#include <array>

namespace rexflow::app {

namespace {

using engine::Err;
using engine::Error;
using engine::Result;

constexpr std::array<std::string_view, 7> weekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};

Result<std::set<engine::Day>> read_days(const std::vector<std::string>& texts, const char* place) {
    std::set<engine::Day> days;
    for (const auto& text : texts) {
        const auto day = engine::parse_day(text);
        if (!day)
            return Err(Error::Code::configuration, std::string(place) + ": " + day.error().message, day.error().hint);
        days.insert(*day);
    }
    return days;
}

Result<engine::OpenHours> read_hours(const Settings& settings) {
    if (settings.open_hours.empty()) return engine::OpenHours::office();
    engine::OpenHours hours;
    for (const auto& [name, text] : settings.open_hours) {
        const auto day = std::ranges::find(weekdays, name);
        if (day == weekdays.end())
            return Err(Error::Code::configuration, "cpts.open_hours." + name + ": is not a day of the week",
                       "monday, tuesday, wednesday, thursday, friday, saturday, sunday");
        auto span = engine::parse_open_hours(text);
        if (!span) return Err(span.error().within("cpts.open_hours." + name));
        hours.days.at(static_cast<std::size_t>(day - weekdays.begin())) = *span;
    }
    return hours;
}

Result<engine::Calendar> read_calendar(const Settings& settings, const engine::TimeZone& zone) {
    engine::HolidayRules holidays;
    const auto region = engine::parse_region(settings.holidays);
    if (!region)
        return Err(Error::Code::configuration, "cpts.holidays: is not a region this program knows",
                   std::string(engine::known_regions()));
    holidays.region = *region;
    auto extra = read_days(settings.extra_holidays, "cpts.extra_holidays");
    if (!extra) return Err(extra.error());
    auto worked = read_days(settings.worked_holidays, "cpts.worked_holidays");
    if (!worked) return Err(worked.error());
    auto hours = read_hours(settings);
    if (!hours) return Err(hours.error());
    holidays.extra = std::move(*extra);
    holidays.worked = std::move(*worked);
    return engine::Calendar(zone, std::move(holidays), *hours);
}

Result<engine::ReminderText> read_reminder(const ReminderOverride& written) {
    engine::ReminderText text;
    text.when = written.when;
    for (const auto& [name, value] : written.attributes) {
        auto* const place = name == "to"       ? &text.to
                            : name == "letter" ? &text.letter
                            : name == "pace"   ? &text.pace
                            : name == "hours"  ? &text.hours
                            : name == "event"  ? &text.event
                                               : nullptr;
        if (place == nullptr)
            return Err(Error::Code::configuration, "a reminder has no setting " + name,
                       "its settings are: when, to, letter, pace, hours, event");
        *place = value;
    }
    return text;
}

Result<engine::Policy> read_policy(const Settings& settings, const engine::Workflows& workflows) {
    std::vector<std::span<const engine::ObligationRule>> defaults;
    for (const auto& workflow : workflows.all()) defaults.push_back(workflow->obligations());
    engine::PolicyOverrides overrides;
    for (const auto& [key, written] : settings.obligations) {
        auto& changed = overrides[key];
        changed.due = written.due;
        if (!written.reminders) continue;
        changed.reminders.emplace();
        for (const auto& reminder : *written.reminders) {
            auto text = read_reminder(reminder);
            if (!text) return Err(text.error().within("policy.obligations." + key));
            changed.reminders->push_back(std::move(*text));
        }
    }
    engine::Brake brake;
    brake.per_address_and_day = settings.letters_per_address_and_day.value_or(brake.per_address_and_day);
    brake.per_hour = settings.letters_per_hour.value_or(brake.per_hour);
    return engine::Policy::make(defaults, overrides, brake);
}

}  // namespace

engine::Workflows known_workflows() {
    std::vector<std::unique_ptr<engine::Workflow>> all;
    all.push_back(rex_case::make_workflow());
    all.push_back(corrective_action::make_workflow());
    return engine::Workflows(std::move(all));
}

Result<Rules> Rules::make(const Settings& settings) {
    auto workflows = known_workflows();
    auto zone = system::load_time_zone(settings.time_zone);
    if (!zone) return Err(zone.error().within("cpts.time_zone"));
    auto calendar = read_calendar(settings, **zone);
    if (!calendar) return Err(calendar.error());
    auto policy = read_policy(settings, workflows);
    if (!policy) return Err(policy.error());
    return Rules{std::move(workflows), std::move(*zone), std::move(*calendar), std::move(*policy)};
}

}  // namespace rexflow::app
