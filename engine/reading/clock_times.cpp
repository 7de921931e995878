#include "engine/reading/clock_times.hpp"

#include "engine/reading/clock.hpp"
#include "engine/reading/day_parts.hpp"
#include "engine/reading/phrase_table.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine::reading {

namespace {

using namespace std::chrono_literals;

template <typename Table>
bool contains(const Table& table, std::string_view word) {
    return std::ranges::find(table, word) != table.end();
}

enum class Before { between, from, after, before, around, exactly };

const PhraseTable<Before>& prepositions() {
    static const PhraseTable<Before> table{
        {"entre", Before::between},
        {"de", Before::from},
        {"des", Before::after},
        {"apres", Before::after},
        {"ap", Before::after},
        {"apr", Before::after},
        {"a partir de", Before::after},
        {"a partir d", Before::after},
        {"a partir", Before::after},
        {"partir de", Before::after},
        {"a compter de", Before::after},
        {"pas avant", Before::after},
        {"au dela de", Before::after},
        {"passe", Before::after},
        {"avant", Before::before},
        {"av", Before::before},
        {"jusqu a", Before::before},
        {"jusque", Before::before},
        {"jusqu", Before::before},
        {"pas plus tard que", Before::before},
        {"au plus tard a", Before::before},
        {"vers", Before::around},
        {"vers les", Before::around},
        {"autour de", Before::around},
        {"aux alentours de", Before::around},
        {"alentours de", Before::around},
        {"aux environs de", Before::around},
        {"environs de", Before::around},
        {"environ", Before::around},
        {"environ a", Before::around},
        {"sur les", Before::around},
        {"sur le coup de", Before::around},
        {"a", Before::exactly},
        {"a environ", Before::around},
        {"a exactement", Before::exactly},
    };
    return table;
}

/// Words before a number of hours that make it a duration.
constexpr auto duration_words = std::to_array<std::string_view>(
    {"depuis", "pendant", "durant", "sous", "dans", "en", "toutes", "moins", "quelques"});
/// Words after a number that make it no hour of the clock.
constexpr auto quantity_words = std::to_array<std::string_view>(
    {"mg",      "g",   "ml",   "l",         "cp",       "cps",    "comprimes", "gouttes", "ui", "unites",
     "jours",   "j",   "mois", "ans",       "semaines", "fois",   "patients",  "euros",   "km", "kg",
     "minutes", "min", "mn",   "personnes", "rue",      "avenue", "plus",      "%"});

bool is_duration(const Words& words, std::size_t at, std::size_t end) {
    if (at > 0 && contains(duration_words, words.text(at - 1))) return true;
    if (at > 1 && words.is(at - 1, "les") && contains(duration_words, words.text(at - 2))) return true;
    if (at > 1 && words.is(at - 1, "y") && words.is(at, "a")) return true;
    if (words.is(end, "plus") && words.is(end + 1, "tard")) return true;
    const bool is_after_a_thing =
        words.is(end, "apres") && (words.is(end + 1, "la") || words.is(end + 1, "le") || words.is(end + 1, "l"));
    return is_after_a_thing || words.is(end, "d") ||
           (words.is(end, "de") && !words.is_number(end + 1) && !words.is(end + 1, "preference"));
}

/// The hours people call at: "vers 2h" is in the afternoon.
TimeOfDay as_daytime(const Clock& clock) {
    const bool is_small = clock.at >= 1h && clock.at < 5h && !clock.has_part_of_day;
    return is_small ? clock.at + 12h : clock.at;
}

std::optional<Hours> made_range(TimeOfDay from, TimeOfDay to, std::size_t end) {
    if (to <= from && to < 12h) to += 12h;
    if (to <= from || to > 24h) return std::nullopt;
    return Hours{HoursKind::range, from, to, end};
}

enum class Joint { none, dash, word, and_word };

struct Joined {
    Joint joint = Joint::none;
    std::size_t end = 0;
};

/// What can stand between the two hours of a range.
Joined joint_at(const Words& words, std::size_t at) {
    static const PhraseTable<Joint> table{
        {"a", Joint::word},          {"jusqu a", Joint::word},    {"jusque", Joint::word},    {"jusqu", Joint::word},
        {"et jusqu a", Joint::word}, {"et avant", Joint::word},   {"et", Joint::and_word},    {"et a", Joint::and_word},
        {"au", Joint::word},         {"mais avant", Joint::word}, {"a maximum", Joint::word},
    };
    const auto next = words.at(at).kind == WordKind::line_end ? at + 1 : at;
    if (words.is(next, "-") || words.is(next, "/") || words.is(next, ">") || words.is(next, "_")) {
        const auto after = words.is(next + 1, ">") ? next + 2 : next + 1;
        return {Joint::dash, after};
    }
    if (const auto found = table.longest_at(words, next)) return {*found.meaning, found.end};
    if (is_clock_at(words, at)) return {Joint::dash, at};  // "12h30 13h30"
    return {Joint::none, at};
}

std::optional<Hours> range_from(const Words& words, const Clock& first, std::optional<Before> preposition) {
    const auto joined = joint_at(words, first.end);
    const bool may_join = joined.joint != Joint::none &&
                          (joined.joint != Joint::and_word || preposition == Before::between) &&
                          (joined.end != first.end || preposition != Before::exactly) && preposition != Before::before;
    if (!may_join) return std::nullopt;
    const auto past_line = words.at(joined.end).kind == WordKind::line_end ? joined.end + 1 : joined.end;
    auto second = clock_at(words, past_line);
    if (!second && preposition == Before::between && words.is(past_line, "deux")) second = Clock{14h, past_line + 1};
    if (!second) return std::nullopt;
    const bool has_unit = first.has_unit || second->has_unit;
    const bool is_framed = preposition == Before::between || preposition == Before::from;
    if (!has_unit && !is_framed) return std::nullopt;
    if (!has_unit && (contains(quantity_words, words.text(second->end)) || first.at < 7h)) return std::nullopt;
    if (!first.has_unit && preposition == Before::after) return std::nullopt;
    return made_range(as_daytime(first), second->at < first.at ? second->at : as_daytime(*second), second->end);
}

Hours open_ended(TimeOfDay at, Before preposition, std::size_t end, const AvailabilityHabits& habits) {
    switch (preposition) {
        case Before::after:
            return Hours{HoursKind::after, at, at < habits.latest ? habits.latest : std::min<TimeOfDay>(at + 1h, 24h),
                         end};
        case Before::before:
            return Hours{HoursKind::before, at > habits.earliest ? habits.earliest : at - 1h, at, end};
        case Before::around:
            return Hours{HoursKind::point, std::max<TimeOfDay>(at - habits.around_before, 0h),
                         std::min<TimeOfDay>(at + habits.around_after, 24h), end, at};
        case Before::exactly:
            return Hours{HoursKind::point, at, std::min<TimeOfDay>(at + habits.exact, 24h), end, at};
        case Before::between:
        case Before::from:
            break;
    }
    return Hours{HoursKind::attribute, at, at, end};
}

/// "13h environ", "19h et plus", "8h max".
std::optional<Before> said_afterwards(const Words& words, std::size_t& end) {
    static const PhraseTable<Before> table{
        {"environ", Before::around}, {"et plus", Before::after},      {"et apres", Before::after},
        {"ou apres", Before::after}, {"ou plus tard", Before::after}, {"passees", Before::after},
        {"max", Before::before},     {"maximum", Before::before},     {"au plus tard", Before::before},
        {"pile", Before::exactly},   {"precises", Before::exactly},   {"tapantes", Before::exactly},
    };
    const auto found = table.longest_at(words, end);
    if (!found || is_clock_at(words, found.end)) return std::nullopt;
    end = found.end;
    return *found.meaning;
}

/// An hour without its unit: "à partir de 18", where the sentence ends.
bool stands_alone(const Words& words, const Clock& clock) {
    const auto& next = words.at(clock.end);
    return clock.at >= 7h && clock.at <= 21h && next.kind != WordKind::word && next.kind != WordKind::number &&
           next.text != "/" && next.text != "-" && next.text != "%";
}

std::optional<Hours> with_preposition(const Words& words, std::size_t at, const AvailabilityHabits& habits) {
    const auto found = prepositions().longest_at(words, at);
    if (!found) return std::nullopt;
    auto preposition = *found.meaning;
    const auto past_line = words.at(found.end).kind == WordKind::line_end ? found.end + 1 : found.end;
    const auto clock = clock_at(words, past_line);
    if (!clock) return std::nullopt;
    if (auto range = range_from(words, *clock, preposition)) return range;
    const bool is_open = preposition == Before::after || preposition == Before::before;
    if (!clock->has_unit && !(is_open && !words.is(at, "des") && stands_alone(words, *clock))) return std::nullopt;
    if (is_duration(words, at, clock->end)) return Hours{HoursKind::attribute, clock->at, clock->at, clock->end};
    auto end = clock->end;
    const auto after = said_afterwards(words, end);
    if (preposition == Before::exactly) preposition = after.value_or(preposition);
    return open_ended(as_daytime(*clock), preposition, end, habits);
}

/// "mardi midi" is the lunch break, "à midi" noon.
bool is_midday_of_a_day(const Words& words, std::size_t at, const Clock& clock) {
    if (!words.is(at, "midi") || clock.end != at + 1 || at == 0) return false;
    const auto before = words.text(at - 1);
    return before.ends_with("di") || before == "dimanche" || before == "demain" || before == "," || before == "et" ||
           before == "ou";
}

std::optional<Hours> bare(const Words& words, std::size_t at, const AvailabilityHabits& habits) {
    const auto clock = clock_at(words, at);
    if (!clock) return std::nullopt;
    if (auto range = range_from(words, *clock, std::nullopt)) return range;
    if (at > 0 && words.is(at - 1, "ou")) {  // "entre 8h et 9h ou 13h et 14h"
        const auto range = range_from(words, *clock, Before::between);
        if (range && range->to - range->from <= 4h) return range;
    }
    if (!clock->has_unit) return std::nullopt;
    if (is_midday_of_a_day(words, at, *clock)) return Hours{HoursKind::range, 12h, 14h, clock->end};
    if (is_duration(words, at, clock->end)) return Hours{HoursKind::attribute, clock->at, clock->at, clock->end};
    auto end = clock->end;
    const auto after = said_afterwards(words, end);
    return open_ended(as_daytime(*clock), after.value_or(Before::exactly), end, habits);
}

}  // namespace

std::optional<Hours> hours_at(const Words& words, std::size_t at, const AvailabilityHabits& habits) {
    if (const auto end = end_of_any_time(words, at); end > at)
        return Hours{HoursKind::any_time, habits.earliest, habits.any_time_until, end};
    if (const auto part = day_part_at(words, at))
        return Hours{part->is_lunch ? HoursKind::range : HoursKind::part, part->from, part->to, part->end};
    auto hours = with_preposition(words, at, habits);
    if (!hours) hours = bare(words, at, habits);
    if (hours && (hours->from < 0h || hours->from >= hours->to)) hours->kind = HoursKind::attribute;
    return hours;
}

bool is_clock_at(const Words& words, std::size_t at) {
    const auto clock = clock_at(words, at);
    return clock && clock->has_unit;
}

}  // namespace rexflow::engine::reading
