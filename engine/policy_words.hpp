#pragma once

#include "engine/obligation.hpp"
#include "engine/text.hpp"

#include <string>

/// Delays and reminders of the policy as people say them; notation.hpp has them as the settings are written.
namespace rexflow::engine {

/// "2 jours ouvrés", "3 mois, ou le jour ouvré suivant"; "2 working days".
[[nodiscard]] std::string allowance_in_words(const Allowance& allowance, Locale locale);

/// When a reminder comes: "5 jours avant l’échéance", "chaque jour ouvré après l’échéance", "dès le début".
[[nodiscard]] std::string reminder_moment_in_words(const ReminderStep& step, Locale locale);

/// What else is unusual about it: ", dans le point du matin", ", même hors des heures d’ouverture"; empty where it
/// comes by itself and, before a deadline, early rather than late.
[[nodiscard]] std::string reminder_manner_in_words(const ReminderStep& step, Locale locale);

}  // namespace rexflow::engine
