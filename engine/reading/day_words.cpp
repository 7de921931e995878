#include "engine/reading/day_words.hpp"

#include "engine/reading/calendar_words.hpp"
#include "engine/reading/named_days.hpp"
#include "engine/reading/phrase_table.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine::reading {

namespace {

using namespace std::chrono;

Day monday_of(Day day) { return days_later(next_weekday(day, Monday, SameDay::does_not_count), -7); }

Days worked_out(const NamedDays& named, std::size_t end, Day today) {
    Days days{named.kind, named.days, {}, {}, end};
    const auto start = named.week ? days_later(monday_of(today), 7 * *named.week) : today;
    const bool is_dated = named.kind == DaysKind::date || named.kind == DaysKind::since || named.week.value_or(0) > 0;
    if (is_dated) days.first = days_later(start, named.after);
    if (named.week) days.last = days_later(start, 6);
    return days;
}

/// What is said of a weekday after it.
enum class Which { next, next_week, in_a_week, this_week, last };

const PhraseTable<Which>& which_weekday() {
    static const PhraseTable<Which> table{
        {"prochain", Which::next},
        {"prochains", Which::next},
        {"pro", Which::next},
        {"qui vient", Which::next},
        {"prochain le", Which::next},
        {"semaine prochaine", Which::next_week},
        {"de la semaine prochaine", Which::next_week},
        {"la semaine prochaine", Which::next_week},
        {"de la semaine suivante", Which::next_week},
        {"en huit", Which::in_a_week},
        {"de cette semaine", Which::this_week},
        {"cette semaine", Which::this_week},
        {"dernier", Which::last},
        {"derniers", Which::last},
        {"passe", Which::last},
        {"de la semaine derniere", Which::last},
    };
    return table;
}

Days single(DaysKind kind, std::optional<Day> first, std::size_t end) { return Days{kind, {}, first, {}, end}; }

/// The one day a weekday with "prochain" or its like means.
Days particular(const NamedWeekdays& named, Which which, std::size_t end, Day today) {
    const auto day = named.days.front();
    switch (which) {
        case Which::last:
            return single(DaysKind::past, {}, end);
        case Which::next:
        case Which::next_week: {
            if (named.days.size() > 1) {
                const auto first = which == Which::next ? days_later(today, 1) : days_later(monday_of(today), 7);
                return Days{DaysKind::weekdays, named.days, first, {}, end};
            }
            if (which == Which::next)
                return single(DaysKind::date, next_weekday(today, day, SameDay::does_not_count), end);
            return single(DaysKind::date, next_weekday(days_later(monday_of(today), 7), day, SameDay::counts), end);
        }
        case Which::in_a_week:
            return single(DaysKind::date, days_later(next_weekday(today, day, SameDay::does_not_count), 7), end);
        case Which::this_week:
            if (named.days.size() > 1) return Days{DaysKind::weekdays, named.days, {}, {}, end};
            return single(DaysKind::date, next_weekday(today, day, SameDay::counts), end);
    }
    return single(DaysKind::past, {}, end);
}

std::optional<Days> dated(const Words& words, std::size_t at, Day today, BareNumber bare_number) {
    const auto date = date_at(words, at, bare_number);
    if (!date) return std::nullopt;
    const auto day = resolved(*date, today);
    if (!day) return single(DaysKind::attribute, {}, date->end);
    return single(*day < today ? DaysKind::past : DaysKind::date, day, date->end);
}

/// "mercredi prochain, le 4 mars": the date, which says which Wednesday.
std::optional<Days> dated_after(const Words& words, std::size_t at, weekday named, Day today) {
    const auto article = words.is(at, ",") || words.is(at, "(") ? at + 1 : at;
    const auto number = words.is(article, "le") || words.is(article, "soit") ? article + 1 : article;
    if (number == at || !words.is_number(number)) return std::nullopt;
    auto days = dated(words, number, today, BareNumber::is_date);
    const bool is_same_day = days && days->kind == DaysKind::date && weekday(sys_days(*days->first)) == named;
    return is_same_day ? days : std::nullopt;
}

std::optional<Days> of_weekdays(const Words& words, std::size_t at, Day today) {
    const auto named = weekdays_at(words, at);
    if (!named) return std::nullopt;
    const auto which = which_weekday().longest_at(words, named->end);
    if (which && named->days.size() == 1) {
        if (auto days = dated_after(words, which.end, named->days.front(), today)) return days;
    }
    if (which) return particular(*named, *which.meaning, which.end, today);
    const bool is_this = at > 0 && (words.is(at - 1, "ce") || words.is(at - 1, "cet"));
    if (is_this && named->days.size() == 1)
        return single(DaysKind::date, next_weekday(today, named->days.front(), SameDay::counts), named->end);
    return Days{DaysKind::weekdays, named->days, {}, {}, named->end, named->is_doubtful};
}

/// "lundi 12 à 14h": the hours, unless the 12th is a Monday.
bool is_range_of_hours(const Words& words, std::size_t at, Day today) {
    const auto date = date_at(words, at, BareNumber::is_no_date);
    if (!date || !date->weekday || date->month || !words.is(date->end, "a")) return false;
    const auto day = resolved(*date, today);
    return !day || weekday(sys_days(*day)) != *date->weekday;
}

/// A number alone is a day after "le", "du", "au".
BareNumber after_article(const Words& words, std::size_t at) {
    const auto is_article = [&](std::size_t i) { return words.is(i, "le") || words.is(i, "du") || words.is(i, "au"); };
    const auto is_joint = [&](std::size_t i) { return words.is(i, ",") || words.is(i, "ou") || words.is(i, "et"); };
    // "le 12 ou 13", "les 12 et 13"
    const bool goes_on =
        at > 2 && is_joint(at - 1) && words.is_number(at - 2) && (is_article(at - 3) || words.is(at - 3, "les"));
    const bool starts_list = at > 0 && words.is(at - 1, "les") && is_joint(at + 1) && words.is_number(at + 2);
    const bool has_article = goes_on || starts_list || (at > 0 && is_article(at - 1));
    return has_article ? BareNumber::is_date : BareNumber::is_no_date;
}

/// "la fin du mois"
std::optional<Days> end_of_month(const Words& words, std::size_t at, Day today) {
    static const PhraseTable<DaysKind> table{{"fin du mois", DaysKind::date}, {"fin de ce mois", DaysKind::date}};
    const auto found = table.longest_at(words, at);
    if (!found) return std::nullopt;
    return single(*found.meaning, Day(today.year() / today.month() / last), found.end);
}

/// A single day that a preposition can stand before.
std::optional<Days> day_at(const Words& words, std::size_t at, Day today) {
    if (!is_range_of_hours(words, at, today)) {
        if (auto days = dated(words, at, today, after_article(words, at))) return days;
    }
    if (auto days = end_of_month(words, at, today)) return days;
    if (const auto named = named_days().longest_at(words, at)) return worked_out(*named.meaning, named.end, today);
    return of_weekdays(words, at, today);
}

enum class Bound { since, since_day_after, returning, week, until, deadline, between };

const PhraseTable<Bound>& bounds() {
    static const PhraseTable<Bound> table{
        {"a partir du", Bound::since},
        {"a partir de", Bound::since},
        {"a partir", Bound::since},
        {"a compter du", Bound::since},
        {"a compter de", Bound::since},
        {"des le", Bound::since},
        {"des", Bound::since},
        {"pas avant le", Bound::since},
        {"pas avant", Bound::since},
        {"de retour le", Bound::returning},
        {"de retour", Bound::returning},
        {"de retour a partir du", Bound::returning},
        {"de retour au cabinet le", Bound::returning},
        {"de retour au travail le", Bound::returning},
        {"retour au cabinet le", Bound::returning},
        {"jusqu a la", Bound::until},
        {"retour le", Bound::returning},
        {"retour de conges le", Bound::returning},
        {"retour de vacances le", Bound::returning},
        {"de retour de conges", Bound::returning},
        {"de retour de conges le", Bound::returning},
        {"de retour de vacances", Bound::returning},
        {"de retour de vacances le", Bound::returning},
        {"rentre de conges", Bound::returning},
        {"rentre de conges le", Bound::returning},
        {"rentre de vacances", Bound::returning},
        {"rentre de vacances le", Bound::returning},
        {"reviens de conges", Bound::returning},
        {"reviens de conges le", Bound::returning},
        {"reviens de vacances", Bound::returning},
        {"reviens de vacances le", Bound::returning},
        {"retour prevu le", Bound::returning},
        {"mon retour le", Bound::returning},
        {"rentre le", Bound::returning},
        {"rentre", Bound::returning},
        {"reviens le", Bound::returning},
        {"reviens", Bound::returning},
        {"rentrerai le", Bound::returning},
        {"reprends le", Bound::returning},
        {"reprends", Bound::returning},
        {"reprends le travail le", Bound::returning},
        {"reprise le", Bound::returning},
        {"semaine du", Bound::week},
        {"apres le", Bound::since_day_after},
        {"jusqu au", Bound::until},
        {"jusqu a", Bound::until},
        {"jusque", Bound::until},
        {"jusqu au soir du", Bound::until},
        {"jusque au", Bound::until},
        {"avant le", Bound::deadline},
        {"avant", Bound::deadline},
        {"d ici le", Bound::deadline},
        {"d ici", Bound::deadline},
        {"d ici a", Bound::deadline},
        {"du", Bound::between},
        {"de", Bound::between},
        {"entre le", Bound::between},
        {"entre", Bound::between},
    };
    return table;
}

/// The one day meant where a bound needs one: the coming Monday for "à partir de lundi".
std::optional<Day> as_one_day(const Days& days, Day today) {
    if (days.first) return days.first;
    if (days.kind == DaysKind::weekdays && days.days.size() == 1)
        return next_weekday(today, days.days.front(), SameDay::does_not_count);
    return std::nullopt;
}

/// "entre lundi et mercredi" has the Tuesday too.
Days through_when_between(const Words& words, std::size_t at, Days named) {
    const bool is_between = words.is(at - 1, "entre") || (at > 1 && words.is(at - 2, "entre"));
    if (!is_between || named.days.size() != 2) return named;
    const auto last = named.days.back();
    named.days.pop_back();
    while (named.days.back() != last) named.days.push_back(named.days.back() + days(1));
    return named;
}

/// "du 3 au 10 mars", "entre lundi et mercredi"; alone, "du 12 mars" says which thing is meant.
std::optional<Days> between(const Words& words, std::size_t at, Day today) {
    auto first = date_at(words, at, after_article(words, at));
    const bool is_named = !first;
    const auto first_end = first ? first->end : [&] {
        const auto found = day_at(words, at, today);
        return found ? found->end : at;
    }();
    if (first_end == at) return std::nullopt;
    const bool has_joint =
        words.is(first_end, "au") || words.is(first_end, "a") || words.is(first_end, "et") || words.is(first_end, "-");
    const auto second_at = words.is(first_end + 1, "le") ? first_end + 2 : first_end + 1;
    const auto second = has_joint ? date_at(words, second_at, BareNumber::is_date) : std::nullopt;
    if (!is_named && second) {
        if (!first->month) first->month = second->month;
        if (!first->year) first->year = second->year;
        const auto last = resolved(*second, today);
        auto begin = resolved(*first, today);
        if (!last || !begin) return single(DaysKind::attribute, {}, second->end);
        if (*last < today) return single(DaysKind::past, {}, second->end);
        if (*begin > *last) begin = days_later(*begin, -30);  // already begun
        return Days{DaysKind::span, {}, std::min(*begin, *last), *last, second->end};
    }
    if (is_named) {
        const auto weekdays = weekdays_at(words, at);
        if (weekdays && weekdays->days.size() > 1)
            return through_when_between(words, at, *of_weekdays(words, at, today));
        if (weekdays && words.is(weekdays->end, "et")) return std::nullopt;
        const auto named = day_at(words, at, today);
        if (named && named->kind == DaysKind::weekdays && !weekdays) return named;
    }
    constexpr auto days_too = std::to_array<std::string_view>(
        {"journee", "matinee", "soiree", "matin", "soir", "midi", "semaine", "creneau", "midis", "compter", "partir"});
    const bool is_of_a_day = at > 1 && std::ranges::find(days_too, words.text(at - 2)) != days_too.end();
    if (is_of_a_day) return day_at(words, at, today);
    return single(DaysKind::attribute, {}, first_end);
}

std::optional<Days> bounded(const Words& words, std::size_t at, Day today) {
    const auto found = bounds().longest_at(words, at);
    if (!found) return std::nullopt;
    if (*found.meaning == Bound::between) return between(words, found.end, today);
    const auto days = day_at(words, found.end, today);
    if (!days || (days->kind == DaysKind::weekdays && days->days.empty())) return std::nullopt;
    const auto day = as_one_day(*days, today);
    if (!day) return single(DaysKind::attribute, {}, days->end);
    switch (*found.meaning) {
        case Bound::since:
            return single(DaysKind::since, day, days->end);
        case Bound::week:
            return Days{DaysKind::since, {}, day, days_later(*day, 6), days->end};
        case Bound::returning:
            return single(DaysKind::returning, day, days->end);
        case Bound::since_day_after:
            return single(DaysKind::since, days_later(*day, 1), days->end);
        case Bound::until: {
            const auto end =
                words.is(days->end, "inclus") || words.is(days->end, "compris") ? days->end + 1 : days->end;
            return Days{DaysKind::until, {}, {}, day, end};
        }
        case Bound::deadline:
            return single(DaysKind::deadline, day, days->end);
        case Bound::between:
            break;
    }
    return single(DaysKind::attribute, {}, days->end);
}

bool is_part_of_day(const Words& words, std::size_t at) {
    constexpr auto parts = std::to_array<std::string_view>({"matin", "midi", "apres", "aprem", "soir", "soiree"});
    return std::ranges::find(parts, words.text(at)) != parts.end();
}

}  // namespace

std::optional<Days> days_at(const Words& words, std::size_t at, Day today) {
    if ((words.is(at, "ce") || words.is(at, "cet") || words.is(at, "cette")) && is_part_of_day(words, at + 1))
        return single(DaysKind::date, today, at + 1);
    auto days = bounded(words, at, today);
    return days ? days : day_at(words, at, today);
}

}  // namespace rexflow::engine::reading
