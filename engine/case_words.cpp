#include "engine/case_words.hpp"

#include "engine/reading/window_text.hpp"
#include "engine/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rexflow::engine {

namespace {

constexpr TimeOfDay last_second = std::chrono::hours(24) - std::chrono::seconds(1);

struct Named {
    std::string_view name;
    Text words;
};

/// Whoever is no member of the cell.
constexpr std::array actors{
    Named{"system", {"RexFlow", "RexFlow"}},
    Named{"reporter", {"la personne déclarante", "the reporter"}},
    Named{"owner", {"la personne responsable de l’action", "the owner of the action"}},
    Named{"participants", {"une personne de la réunion", "a participant of the meeting"}},
    Named{"professional", {"la personne sollicitée", "the professional asked"}},
};

constexpr std::array roles{
    Named{"reporter", {"déclarant", "reporter"}},
    Named{"pilot", {"pilote", "pilot"}},
    Named{"cell", {"cellule", "cell"}},
    Named{"coordinator", {"coordination", "coordinator"}},
    Named{"professional", {"professionnel sollicité", "professional asked"}},
    Named{"participants", {"participant à la réunion", "participant of the meeting"}},
    Named{"silent_participants", {"participants sans réponse", "participants without an answer"}},
    Named{"owner", {"responsable de l’action", "owner of the action"}},
    Named{"reader", {"relecture", "reader"}},
};

template <std::size_t size>
std::string words_for(const std::array<Named, size>& table, std::string_view name, Locale locale) {
    const auto found = std::ranges::find(table, name, &Named::name);
    return std::string(found == table.end() ? name : found->words.in(locale));
}

std::string_view label_of(const FieldDescriptor& field, std::string_view value, Locale locale) {
    const auto found = std::ranges::find(field.choices, value, &Choice::value);
    return found == field.choices.end() ? value : found->label.in(locale);
}

std::string joined_labels(const FieldDescriptor& field, std::string_view values, Locale locale) {
    std::string all;
    for (const auto value : items_of(values))
        all += (all.empty() ? "" : ", ") + std::string(label_of(field, value, locale));
    return all;
}

std::string windows_in_words(std::string_view text, Locale locale) {
    const auto windows = reading::parse_windows(text);
    if (!windows) return std::string(text);
    std::string all;
    for (const auto& window : *windows) {
        const auto words = reading::in_words(window, locale);
        all += (all.empty() ? "" : locale == Locale::fr ? "\u00A0; " : "; ") + words;
    }
    return all;
}

/// "file:<name>", a line feed, the bytes.
std::string_view file_name(std::string_view file) {
    constexpr std::string_view prefix = "file:";
    if (file.starts_with(prefix)) file.remove_prefix(prefix.size());
    return file.substr(0, file.find('\n'));
}

}  // namespace

std::string state_in_words(const Workflows& workflows, const CaseRow& row, std::size_t region, Locale locale) {
    const auto name = region < row.states.size() ? row.states[region] : std::string{};
    const auto* const known = workflows.find(row.workflow);
    if (known == nullptr || region >= known->regions().size()) return name;
    const auto& states = known->regions()[region].states;
    const auto found = std::ranges::find(states, name, &StateDescriptor::name);
    return found == states.end() ? name : std::string(found->label.in(locale));
}

std::string CaseWords::who(const Actor& actor) const {
    const auto id = actor.member();
    return id ? member(*id) : words_for(actors, actor.text, locale_);
}

std::string CaseWords::member(MemberId id) const {
    const auto found = std::ranges::find(members_, id, &Member::id);
    if (found == members_.end()) return locale_ == Locale::fr ? "un ancien membre" : "a former member";
    return found->name.empty() ? found->address : found->name;
}

std::string CaseWords::role(Role role) const { return words_for(roles, to_text(role), locale_); }

std::string CaseWords::value(const FieldDescriptor& field, std::string_view clear) const {
    switch (field.kind) {
        case FieldKind::choice:
            return std::string(label_of(field, clear, locale_));
        case FieldKind::choices:
            return joined_labels(field, clear, locale_);
        case FieldKind::flag:
            return locale_ == Locale::fr ? (clear == "yes" ? "oui" : "non") : std::string(clear);
        case FieldKind::day:
            if (const auto on = parse_day(clear)) return day_in_words(*on, locale_);
            break;
        case FieldKind::instant:
            if (const auto at = parse_instant(clear)) return moment(*at);
            break;
        case FieldKind::member:
            return who(Actor{std::string(clear)});
        case FieldKind::file:
            return std::string(file_name(clear));
        case FieldKind::windows:
            return windows_in_words(clear, locale_);
        case FieldKind::text:
            if (field.key == "letter") return letter(clear);
            break;
        case FieldKind::long_text:
        case FieldKind::number:
        case FieldKind::address:
        case FieldKind::addresses:
        case FieldKind::phone:
        case FieldKind::reference:
            break;
    }
    return std::string(clear);
}

std::string CaseWords::duty(std::string_view rule) const {
    const auto* const known = context_.policy.find(rule);
    return std::string(known == nullptr ? rule : known->label.in(locale_));
}

std::string CaseWords::moment(Instant at) const { return moment_in_words(context_.calendar.zone().local(at), locale_); }

std::string CaseWords::due(Instant at) const {
    const auto local = context_.calendar.zone().local(at);
    return local.at == last_second ? day_in_words(local.on, locale_) : moment_in_words(local, locale_);
}

std::string CaseWords::day(Instant at, Instant now) const {
    const auto& zone = context_.calendar.zone();
    const auto on = zone.local(at).on;
    auto words = day_in_words(on, locale_);
    if (on.year() == zone.local(now).on.year()) words.resize(words.find_last_of(' '));
    return words;
}

std::string CaseWords::hour(Instant at) const { return hour_in_words(context_.calendar.zone().local(at).at, locale_); }

int CaseWords::days_until(Instant at, Instant now) const {
    const auto& zone = context_.calendar.zone();
    const auto days = std::chrono::sys_days(zone.local(at).on) - std::chrono::sys_days(zone.local(now).on);
    return static_cast<int>(days.count());
}

std::vector<int> levels_of(unsigned bits) {
    std::vector<int> levels;
    for (int level = 1; level <= 4; ++level)
        if ((bits >> (level - 1) & 1U) != 0) levels.push_back(level);
    return levels;
}

}  // namespace rexflow::engine
