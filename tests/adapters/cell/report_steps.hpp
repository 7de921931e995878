#pragma once

#include "tests/adapters/cell/cell_desk.hpp"

/// What people without an account do on the public page, as the tests of it say it.
namespace rexflow::testing {

inline const Tab::Fields somebody{{"family", "Exemple"},
                                  {"given", "Léa"},
                                  {"phone", "06 39 98 00 42"},
                                  {"availability", "entre 12h et 14h"},
                                  {"words", "Une ordonnance de sortie en double."}};
inline const Tab::Fields unnamed{{"words", "Un relais de traitement oublié au retour à domicile."}};

Answer declare(Tab& tab, const Tab::Fields& answers);
/// The receipt code a page shows; empty for none.
[[nodiscard]] std::string code_in(const Answer& answer);

}  // namespace rexflow::testing
