#include "engine/policy_words.hpp"

#include <fmt/format.h>

#include <string_view>

namespace rexflow::engine {

namespace {

/// A unit of time as it stands behind an amount.
struct UnitWords {
    Text one;
    Text many;
};

UnitWords unit_words(const Allowance& allowance) {
    constexpr UnitWords hours{{"heure", "hour"}, {"heures", "hours"}};
    constexpr UnitWords months{{"mois", "month"}, {"mois", "months"}};
    constexpr UnitWords days{{"jour", "day"}, {"jours", "days"}};
    constexpr UnitWords working_days{{"jour ouvré", "working day"}, {"jours ouvrés", "working days"}};
    constexpr UnitWords ouvrables{{"jour ouvrable", "day from Monday to Saturday"},
                                  {"jours ouvrables", "days from Monday to Saturday"}};
    constexpr UnitWords clear_months{{"mois franc", "clear month"}, {"mois francs", "clear months"}};
    constexpr UnitWords clear_days{{"jour franc", "clear day"}, {"jours francs", "clear days"}};
    const bool is_months = allowance.unit == TimeUnit::months;
    if (allowance.unit == TimeUnit::hours) return hours;
    switch (allowance.counting) {
        case Counting::working_days:
            return working_days;
        case Counting::ouvrables:
            return ouvrables;
        case Counting::franc:
            return is_months ? clear_months : clear_days;
        case Counting::calendar:
        case Counting::cpc_642:
            break;
    }
    return is_months ? months : days;
}

std::string_view unit_of(const Allowance& allowance, Locale locale) {
    const auto words = unit_words(allowance);
    return (allowance.amount == 1 ? words.one : words.many).in(locale);
}

std::string put_in(Text pattern, Locale locale, std::string_view part) {
    return fmt::format(fmt::runtime(pattern.in(locale)), part);
}

/// "chaque jour ouvré", "tous les 7 jours", "toutes les 12 heures".
std::string period_in_words(const Allowance& period, Locale locale) {
    constexpr Text each{"chaque {}", "every {}"};
    constexpr Text every_hours{"toutes les {}", "every {}"};
    constexpr Text every_days{"tous les {}", "every {}"};
    if (period.amount == 1) return put_in(each, locale, unit_of(period, locale));
    return put_in(period.unit == TimeUnit::hours ? every_hours : every_days, locale,
                  allowance_in_words(period, locale));
}

/// "les 7 premiers jours", "la première heure".
std::string first_ones_in_words(const Allowance& skipped, Locale locale) {
    const auto unit = unit_of(skipped, locale);
    const bool is_one = skipped.amount == 1;
    if (locale == Locale::en)
        return is_one ? fmt::format("the first {}", unit) : fmt::format("the first {} {}", skipped.amount, unit);
    const bool is_hours = skipped.unit == TimeUnit::hours;
    if (is_one) return fmt::format("{} {}", is_hours ? "la première" : "le premier", unit);
    return fmt::format("les {} {} {}", skipped.amount, is_hours ? "premières" : "premiers", unit);
}

/// Behind a distance or a period.
std::string_view after_anchor(const ReminderStep& step, Locale locale) {
    constexpr Text after_start{" après le début", " after the start"};
    constexpr Text after_due{" après l’échéance", " after the deadline"};
    return (step.anchor == ReminderStep::Anchor::start ? after_start : after_due).in(locale);
}

std::string repetition_in_words(const ReminderStep& step, Locale locale) {
    constexpr Text later{" après {}", " after {}"};
    constexpr Text until{", jusqu’à {} après le début", ", until {} after the start"};
    auto skipped = step.distance;
    skipped.amount -= step.every->amount;
    auto text = period_in_words(*step.every, locale);
    if (step.anchor == ReminderStep::Anchor::start && skipped.amount > 0)
        text += put_in(later, locale, first_ones_in_words(skipped, locale));
    else
        text += after_anchor(step, locale);
    if (step.until) text += put_in(until, locale, allowance_in_words(*step.until, locale));
    return text;
}

}  // namespace

std::string allowance_in_words(const Allowance& allowance, Locale locale) {
    constexpr Text pushed{", ou le jour ouvré suivant", ", or the next working day"};
    const auto text = fmt::format("{} {}", allowance.amount, unit_of(allowance, locale));
    return allowance.counting == Counting::cpc_642 ? text + std::string(pushed.in(locale)) : text;
}

std::string reminder_moment_in_words(const ReminderStep& step, Locale locale) {
    constexpr Text at_start{"dès le début", "at the start"};
    constexpr Text at_due{"à l’échéance", "at the deadline"};
    constexpr Text before{"{} avant l’échéance", "{} before the deadline"};
    if (step.every) return repetition_in_words(step, locale);
    if (step.distance.amount == 0)
        return std::string((step.anchor == ReminderStep::Anchor::start ? at_start : at_due).in(locale));
    const auto distance = allowance_in_words(step.distance, locale);
    return step.before ? put_in(before, locale, distance) : distance + std::string(after_anchor(step, locale));
}

std::string reminder_manner_in_words(const ReminderStep& step, Locale locale) {
    constexpr Text digest{", dans le point du matin", ", in the morning summary"};
    constexpr Text any_hour{", même hors des heures d’ouverture", ", at any hour"};
    constexpr Text earlier{", avancé aux heures d’ouverture", ", brought forward to open hours"};
    constexpr Text later{", reporté aux heures d’ouverture", ", put off to open hours"};
    std::string text(step.pace == Pace::digest ? digest.in(locale) : "");
    if (!step.event.empty()) return text;
    switch (step.outside) {
        case Outside::go_anyway:
            text += any_hour.in(locale);
            break;
        case Outside::bring_forward:
            text += step.before ? "" : earlier.in(locale);
            break;
        case Outside::wait:
            text += step.before ? later.in(locale) : "";
            break;
    }
    return text;
}

}  // namespace rexflow::engine
