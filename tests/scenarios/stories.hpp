#pragma once

#include "tests/support/office.hpp"

/// Stretches that many stories begin with. All content is invented.
namespace rexflow::testing {

using Names = std::vector<std::string>;

inline constexpr const char* first_case = "REX-2025-0001";

inline const engine::Payload reached{{"outcome", "reached"}, {"minutes", "20"}};
inline const engine::Payload no_answer{{"outcome", "no_answer"}};
inline const engine::Payload serious{
    {"care_associated", "yes"}, {"unexpected", "yes"}, {"consequence", "life_threatening"}};
inline const engine::Payload not_serious{{"care_associated", "yes"}, {"unexpected", "no"}, {"consequence", "none"}};
inline const engine::Payload because{{"reason", "Motif (exemple)."}};

inline engine::Payload proof(const std::string& day) {
    return {{"number", "EIGS-EXEMPLE-1"}, {"date", day}, {"receipt", "file:recu.pdf\n(exemple)"}};
}

/// A mail, a pilot and a first call at once.
inline void reach_reporter(Office& office, const std::string& number = first_case) {
    office.mail();
    office.does(number, "taken_in_charge", {{"pilot", pilot}});
    office.does(number, "call_logged", reached);
}

inline void answer_three_questions(Office& office, const std::string& number = first_case) {
    for (const auto* which : {"what_happened", "why", "what_learned"})
        office.does(number, "question_answered", {{"which", which}, {"text", "Réponse (exemple)."}});
}

inline void find_solution(Office& office, const std::string& number = first_case) {
    office.does(number, "solution_found", {{"solution", "Un seul planning fait foi (exemple)."}});
}

/// Everything closing asks for at level 1 or 2, and closes.
inline void conclude_and_close(Office& office, const std::string& number = first_case) {
    answer_three_questions(office, number);
    office.does(number, "severity_assessed", not_serious);
    office.does(number, "feedback_given", {{"by", "call"}});
    office.does(number, "case_closed");
}

inline void orient(Office& office, const std::string& number = first_case, const std::string& consent = "yes") {
    office.does(number, "oriented",
                {{"to", "Paul Modèle"},
                 {"to_address", "paul@officine.example"},
                 {"to_profession", "pharmacist"},
                 {"consent", consent}});
}

/// N1 to N3 of a case in `collecting`.
inline void analyse_until_n4(Office& office, const std::string& number = first_case) {
    office.does(number, "meeting_called");
    office.does(number, "interview_recorded", {{"profession", "nurse"}});
    office.does(number, "step_completed");
    for (const auto* when : {"J0, 9 h", "J0, 15 h"})
        office.does(number, "chronology_item_added",
                    {{"when", when}, {"role", "infirmière"}, {"source", "entretien"}, {"text", "Fait (exemple)."}});
    office.does(number, "step_completed");
    office.does(number, "gap_added", {{"text", "Relais non transmis (exemple)."}});
    office.does(number, "factor_added", {{"gap", office.entry(number, "gap_added")}, {"alarm", "team"}});
    office.does(number, "step_completed");
}

}  // namespace rexflow::testing
