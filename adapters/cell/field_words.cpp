#include "adapters/cell/field_words.hpp"

#include <algorithm>
#include <array>

namespace rexflow::cell {

namespace {

using engine::FieldKind;
using engine::Text;

/// Help for a field of one event, or of any event where `event` is empty. The first row that fits counts.
struct Help {
    std::string_view event;
    std::string_view key;
    Text words;
};

constexpr Text no_patient{"Sans nommer de patient.", "Without naming a patient."};

constexpr std::array helps{
    Help{"oriented",
         "consent",
         {"Sans cet accord, la personne sollicitée ne reçoit ni nom ni téléphone.",
          "Without it, the professional receives neither name nor phone."}},
    Help{"severity_assessed",
         "care_associated",
         {"Premier critère : l’événement est lié à un acte de soin ou de prévention.",
          "First test: the event is linked to an act of care or prevention."}},
    Help{"severity_assessed",
         "unexpected",
         {"Deuxième critère : il ne s’explique pas par l’évolution de la maladie.",
          "Second test: the course of the illness does not explain it."}},
    Help{"severity_assessed",
         "consequence",
         {"Troisième critère. Les trois réunis, c’est un EIGS, à déclarer sans délai.",
          "Third test. All three together make it a serious event, to be declared without delay."}},
    Help{"chronology_item_added", "when", {"Par exemple : J0, vers 9 h.", "For example: day 0, about 9:00."}},
    Help{"chronology_item_added",
         "text",
         {"Ce qui s’est passé, sans dire pourquoi.", "What happened, without saying why."}},
    Help{"call_logged",
         "call_again_at",
         {"Laissez vide pour suivre les heures que la personne a données.",
          "Leave it empty to follow the hours the person gave."}},
    Help{"case_dismissed", "duplicate_of", {"Par exemple : REX-2026-0001.", "For example: REX-2026-0001."}},
    Help{"case_linked", "case", {"Par exemple : REX-2026-0001.", "For example: REX-2026-0001."}},
    Help{"meeting_planned",
         "addresses",
         {"Une adresse par ligne. Chaque personne reçoit l’invitation.", "One address a line. Each is invited."}},
    Help{"identity_erased", "note", {"Sans nommer personne : cette note restera.", "Name nobody: this note stays."}},
    Help{"member_set_aside",
         "member",
         {"Cette personne ne verra plus rien de ce dossier.", "This person will see nothing of this case."}},
    Help{"", "note", no_patient},
    Help{"", "solution", no_patient},
    Help{"", "text", no_patient},
    Help{"", "reason", no_patient},
};

struct KindWords {
    FieldKind kind;
    Text help;
    Text trouble;
};

constexpr Text choose{"Merci de choisir une réponse.", "Please choose an answer."};
constexpr Text too_many_lines{"Merci de l’écrire sur une seule ligne.", "Please write it on one line."};

constexpr std::array kinds{
    KindWords{FieldKind::text, {}, too_many_lines},
    KindWords{FieldKind::phone, {}, too_many_lines},
    KindWords{FieldKind::choice, {}, choose},
    KindWords{FieldKind::choices, {}, choose},
    KindWords{FieldKind::flag, {}, choose},
    KindWords{FieldKind::member, {}, choose},
    KindWords{FieldKind::reference, {}, choose},
    KindWords{FieldKind::number,
              {},
              {"Merci d’écrire un nombre entier, par exemple 15.", "Please write a whole number, such as 15."}},
    KindWords{FieldKind::day, {}, {"Merci de vérifier cette date.", "Please check this date."}},
    KindWords{FieldKind::instant, {}, {"Merci de vérifier la date et l’heure.", "Please check date and time."}},
    KindWords{FieldKind::address,
              {},
              {"Cette adresse semble incomplète, par exemple lea@exemple.fr.",
               "This address seems incomplete, such as lea@example.org."}},
    KindWords{FieldKind::addresses,
              {"Une adresse par ligne.", "One address a line."},
              {"L’une de ces adresses semble incomplète.", "One of these addresses seems incomplete."}},
    KindWords{FieldKind::file,
              {"Le fichier est chiffré et ne s’ouvre jamais dans le navigateur.",
               "The file is encrypted and never opens in the browser."},
              {"Merci de choisir le fichier.", "Please choose the file."}},
    KindWords{
        FieldKind::windows,
        {"Par exemple : mardi et jeudi entre 12 h et 14 h, pas le mercredi.", "As in tue,thu 12:00-14:00; not wed."},
        {"Ces heures n’ont pas été comprises. Par exemple : mardi et jeudi entre 12 h et 14 h, pas le mercredi.",
         "These hours were not understood. They are written tue,thu 12:00-14:00; not wed."}},
};

const KindWords* words_of(FieldKind kind) {
    const auto* const found = std::ranges::find(kinds, kind, &KindWords::kind);
    return found == kinds.end() ? nullptr : found;
}

}  // namespace

std::string help_for(std::string_view event, const engine::FieldDescriptor& field, engine::Locale locale) {
    const auto* const found = std::ranges::find_if(helps, [&](const Help& help) {
        return help.key == field.key &&
               (help.event.empty() ? field.privacy != engine::Privacy::open || field.kind == FieldKind::number
                                   : help.event == event);
    });
    if (found != helps.end()) return std::string(found->words.in(locale));
    const auto* const kind = words_of(field.kind);
    return kind == nullptr ? std::string{} : std::string(kind->help.in(locale));
}

std::string trouble_with(const engine::FieldDescriptor& field, std::string_view text, engine::Locale locale) {
    constexpr Text missing{"Il manque une réponse ici.", "An answer is missing here."};
    const auto* const kind = words_of(field.kind);
    if (text.empty() || kind == nullptr) return std::string(missing.in(locale));
    return std::string(kind->trouble.in(locale));
}

}  // namespace rexflow::cell
