#include "workflows/rex_case/form_options.hpp"
#include "workflows/rex_case/form_tables.hpp"

#include <array>
#include <string_view>

namespace rexflow::rex_case {

namespace {

using engine::reading::BlankField;
using engine::reading::BlankForm;
using engine::reading::BlankSection;
using engine::reading::FieldShape;
using Words = std::string_view;

constexpr auto family =
    std::to_array<Words>({"Nom de famille", "Nom du déclarant", "Family name", "Last name", "Surname"});
constexpr auto given = std::to_array<Words>({"Prénoms", "Prénom du déclarant", "Given name", "First name"});
constexpr auto full_name =
    std::to_array<Words>({"Nom et prénom", "Nom, prénom", "Nom / Prénom", "Prénom et nom", "Prénom Nom", "NOM Prénom",
                          "Déclarant", "Nom complet", "Identité du déclarant", "Identité", "Name", "Full name",
                          "Déclaré par", "Rédigé par", "Signature"});
constexpr auto profession = std::to_array<Words>(
    {"Fonction", "Métier", "Qualité", "Spécialité", "Profession exercée", "Fonction du déclarant", "Qualification",
     "Profession / spécialité", "Profession et spécialité", "Job", "Occupation", "Profession ou fonction"});
constexpr auto phone = std::to_array<Words>({"Tél",
                                             "Tel",
                                             "Téléphone portable",
                                             "Tél portable",
                                             "Portable",
                                             "Mobile",
                                             "Numéro",
                                             "N° de tél",
                                             "Numéro de téléphone",
                                             "Tél. mobile",
                                             "GSM",
                                             "Phone",
                                             "Phone number",
                                             "Coordonnées téléphoniques",
                                             "Téléphone professionnel",
                                             "Tél pro",
                                             "Joignable au",
                                             "Contact téléphonique",
                                             "Ligne directe",
                                             "Téléphone direct",
                                             "Numéro direct",
                                             "Téléphone (mobile de préférence)",
                                             "Téléphone fixe ou portable",
                                             "N° tel portable"});
constexpr auto availability = std::to_array<Words>({"Disponibilités",
                                                    "Disponibilité",
                                                    "Quand vous appeler",
                                                    "Quand vous joindre",
                                                    "Heure de joignabilité",
                                                    "Joignabilité",
                                                    "Heures où vous joindre",
                                                    "Heure à laquelle on peut vous joindre",
                                                    "Horaires",
                                                    "Horaires de contact",
                                                    "Plage horaire",
                                                    "Créneaux",
                                                    "Créneau de rappel",
                                                    "Meilleur moment pour vous joindre",
                                                    "Meilleur moment",
                                                    "Heure d’appel",
                                                    "Quand vous rappeler",
                                                    "Heure de rappel",
                                                    "Moment préféré pour être rappelé",
                                                    "Joignable",
                                                    "Horaires de disponibilité",
                                                    "À quelle heure vous joindre",
                                                    "Quand peut-on vous joindre ?",
                                                    "Quand peut-on vous appeler ?",
                                                    "Heures de disponibilité",
                                                    "Créneaux horaires",
                                                    "Best time to call",
                                                    "Availability",
                                                    "Quand pouvons-nous vous joindre ?",
                                                    "Quand pouvons-nous vous rappeler ?",
                                                    "Horaires d’appel",
                                                    "Horaire de rappel souhaité",
                                                    "Créneaux de rappel",
                                                    "Quand peut-on vous rappeler ?",
                                                    "Heures d’appel",
                                                    "Horaire d’appel"});
constexpr auto address = std::to_array<Words>(
    {"Mail", "E-mail", "Email", "Adresse mail", "Adresse e-mail", "Adresse électronique", "Adresse de courriel", "Mél",
     "Messagerie", "E-mail professionnel", "Mail pro", "Adresse courriel", "MSSanté", "Courrier électronique"});
constexpr auto only_a_call = std::to_array<Words>(
    {"Je souhaite être rappelé", "Je souhaite être contacté", "Je souhaite uniquement être rappelé",
     "Merci de me rappeler", "Je préfère en parler de vive voix", "Simple demande de contact",
     "Je souhaite simplement qu’on me contacte", "Je souhaite simplement être rappelé",
     "Je souhaite seulement qu’on me rappelle"});
constexpr auto event_date = std::to_array<Words>(
    {"Date", "Date de l’événement", "Date des faits", "Date de survenue", "Date et heure",
     "Date et heure de l’événement", "Quand", "Date de l’incident", "Date de survenue de l’événement",
     "Date et heure de survenue", "Le", "Jour", "Date et heure des faits", "Date of the event", "Période"});
constexpr auto place =
    std::to_array<Words>({"Lieu", "Lieu de survenue", "Lieu de l’événement", "Type de lieu", "Où", "Endroit",
                          "Lieu des faits", "Lieu de l’incident", "Où cela s’est-il passé ?", "Place",
                          "Lieu de survenue de l’événement", "Lieu d’exercice concerné"});
constexpr auto kind =
    std::to_array<Words>({"Type d’événement", "Nature de l’événement", "Nature", "Type", "Catégorie", "Type d’incident",
                          "Type de signalement", "De quoi s’agit-il ?", "Il s’agit de", "Type de situation",
                          "Nature de l’incident", "Il s’agit d’", "Type of event"});
constexpr auto description = std::to_array<Words>({"Faits",
                                                   "Description",
                                                   "Description des faits",
                                                   "Description de l’événement",
                                                   "Description de l’incident",
                                                   "Récit",
                                                   "Exposé des faits",
                                                   "Résumé",
                                                   "Résumé des faits",
                                                   "Chronologie",
                                                   "Chronologie des faits",
                                                   "Déroulement",
                                                   "Déroulement des faits",
                                                   "Circonstances",
                                                   "Description de la situation",
                                                   "Situation",
                                                   "Problématique",
                                                   "Description factuelle",
                                                   "Faits et chronologie",
                                                   "Les faits",
                                                   "Que s’est-il passé",
                                                   "Ce qui s’est passé",
                                                   "Description du problème",
                                                   "Décrivez les faits",
                                                   "Décrivez l’événement",
                                                   "Décrivez la situation",
                                                   "Description de la problématique",
                                                   "Votre problématique en quelques mots",
                                                   "Exposé de la situation",
                                                   "Événement",
                                                   "Que s'est il passe",
                                                   "Présentation factuelle",
                                                   "Décrivez ce qui s’est passé",
                                                   "Raconter",
                                                   "Objet de la demande",
                                                   "Motif",
                                                   "Que s’est-il passé exactement"});
constexpr auto consequences = std::to_array<Words>(
    {"Conséquences", "Conséquence", "Conséquences pour le patient", "Impact", "Conséquences constatées",
     "Conséquences réelles ou potentielles", "Conséquences de l’événement", "Quelles ont été les conséquences",
     "Quelles conséquences", "Répercussions", "Dommages", "Gravité", "Quelles en ont été les conséquences",
     "Conséquences réelles et potentielles", "Impacts"});
constexpr auto causes = std::to_array<Words>({"Causes",
                                              "Pourquoi",
                                              "Causes identifiées",
                                              "Causes possibles",
                                              "Causes probables",
                                              "Analyse des causes",
                                              "Analyse",
                                              "Pourquoi cela est-il arrivé",
                                              "Pourquoi est-ce arrivé",
                                              "Facteurs contributifs",
                                              "Facteurs favorisants",
                                              "Origine",
                                              "Explication",
                                              "Cause",
                                              "Raisons",
                                              "Selon vous pourquoi est-ce arrivé",
                                              "Pourquoi cela est arrivé",
                                              "Pourquoi c’est arrivé",
                                              "Causes supposées",
                                              "Vos hypothèses",
                                              "À votre avis pourquoi est-ce arrivé"});
constexpr auto lessons = std::to_array<Words>(
    {"Enseignements", "Enseignement", "Qu’avons-nous appris", "Qu’avez-vous appris", "Leçons", "Leçons tirées",
     "Retour d’expérience", "Apprentissages", "Enseignements tirés", "Ce que nous avons appris",
     "Ce que vous avez appris", "Qu’en avez-vous appris", "Que retenez-vous", "Qu’avez-vous retenu",
     "Quels enseignements", "Quels enseignements en tirez-vous", "Qu’avons nous appris de cet événement"});
constexpr auto helped = std::to_array<Words>(
    {"Ce qui a aidé", "Points positifs", "Ce qui a bien fonctionné", "Barrières", "Ce qui a permis de limiter",
     "Éléments favorables", "Ce qui a fonctionné", "Qu’est-ce qui a bien fonctionné", "Mesures prises",
     "Actions immédiates", "Actions menées", "Mesures immédiates", "Qu’avez-vous fait", "Actions réalisées",
     "Mesures prises immédiatement", "Qu’est-ce qui a évité le pire", "Éléments aidants"});
constexpr auto suggestions = std::to_array<Words>({"Suggestions",
                                                   "Suggestion",
                                                   "Propositions",
                                                   "Proposition",
                                                   "Pistes d’amélioration",
                                                   "Propositions d’amélioration",
                                                   "Idées",
                                                   "Actions proposées",
                                                   "Axes d’amélioration",
                                                   "Que proposez-vous",
                                                   "Solutions proposées",
                                                   "Améliorations",
                                                   "Suggestions d’amélioration",
                                                   "Actions à mettre en place",
                                                   "Vos propositions",
                                                   "Comment éviter que cela se reproduise",
                                                   "Attentes",
                                                   "Vos attentes",
                                                   "Qu’attendez-vous de la cellule qualité",
                                                   "Actions correctives proposées",
                                                   "Actions envisagées"});

constexpr auto reporter_fields = std::to_array<BlankField>({
    {"family", FieldShape::text, {"Nom", "Family name"}, {}, {}, family},
    {"given", FieldShape::text, {"Prénom", "Given name"}, {}, {}, given},
    {"profession", FieldShape::choice, {"Profession", "Profession"}, {}, options::professions, profession},
    {"phone", FieldShape::phone, {"Téléphone", "Phone"}, {}, {}, phone},
    {"availability",
     FieldShape::text,
     {"Quand pouvons-nous vous appeler ?", "When can we call you?"},
     {"Par exemple : entre 12 h et 14 h, ou après 19 h, sauf le mercredi.",
      "For example: from 12:00 to 14:00, or after 19:00, but not on Wednesdays."},
     {},
     availability},
    {"address", FieldShape::address, {"Courriel", "E-mail"}, {}, {}, address},
    {"only_a_call",
     FieldShape::flag,
     {"Je souhaite seulement être rappelé(e)", "I would just like to be called back"},
     {"Cochez, et n’allez pas plus loin : nous ferons le point ensemble, de vive voix.",
      "Tick, and stop here: we will talk it over together."},
     {},
     only_a_call},
});

/// Read where somebody's own form has one place for both; never printed on ours.
constexpr auto read_only_fields = std::to_array<BlankField>({
    {"full_name", FieldShape::text, {}, {}, {}, full_name},
});

constexpr auto event_fields = std::to_array<BlankField>({
    {"event_date",
     FieldShape::day,
     {"Quand cela s’est-il passé ?", "When did it happen?"},
     {"Même à peu près.", "Even roughly."},
     {},
     event_date},
    {"place",
     FieldShape::choice,
     {"Dans quel type de lieu ?", "In what kind of place?"},
     {"Le type de lieu suffit, sans son nom.", "The kind of place is enough, without its name."},
     options::places,
     place},
    {"kind",
     FieldShape::choice,
     {"De quel type d’événement s’agit-il ?", "What kind of event is it?"},
     {},
     options::kinds,
     kind},
    {"description",
     FieldShape::long_text,
     {"Que s’est-il passé ?", "What happened?"},
     {"Les faits, dans l’ordre, comme vous les raconteriez à un confrère.",
      "The facts, in their order, as you would tell a colleague."},
     {},
     description},
    {"consequences",
     FieldShape::long_text,
     {"Quelles conséquences, réelles ou possibles ?", "With what consequences, real or possible?"},
     {},
     {},
     consequences},
});

constexpr auto lesson_fields = std::to_array<BlankField>({
    {"causes",
     FieldShape::long_text,
     {"Pourquoi est-ce arrivé, selon vous ?", "Why did it happen, in your view?"},
     {},
     {},
     causes},
    {"lessons", FieldShape::long_text, {"Qu’en avez-vous appris ?", "What have you learnt from it?"}, {}, {}, lessons},
    {"helped",
     FieldShape::long_text,
     {"Qu’est-ce qui a aidé, ou évité le pire ?", "What helped, or kept it from being worse?"},
     {},
     {},
     helped},
    {"suggestions", FieldShape::long_text, {"Que suggérez-vous ?", "What do you suggest?"}, {}, {}, suggestions},
});

constexpr auto sections = std::to_array<BlankSection>({
    {{"Vous", "You"},
     {"Votre nom, un numéro et une heure : cela suffit. Tout le reste est facultatif.",
      "Your name, a number and a time: that is enough. Everything else is optional."},
     reporter_fields},
    {{"L’événement", "The event"},
     {"Quelques mots suffisent ; nous compléterons ensemble.",
      "A few words are enough; we will fill in the rest together."},
     event_fields},
    {{"Comprendre et partager", "Understanding and sharing"},
     {"Si vous le souhaitez. Nous cherchons à comprendre et à apprendre, jamais à juger.",
      "If you wish. We want to understand and to learn, never to judge."},
     lesson_fields},
    {{}, {}, read_only_fields},
});

constexpr auto marks = std::to_array<Words>(
    {"fiche REX", "fiche de retour d’expérience", "déclaration d’incident intra-CPTS", "fiche de signalement",
     "fiche de déclaration d’incident", "fiche d’événement indésirable", "REX report"});

constexpr BlankForm form{
    "fiche_rex",
    {"Fiche REX", "REX report"},
    {"Vous avez vécu une situation de soins qui vous interroge ? Racontez-la-nous ici, avec vos mots. Un membre de la "
     "cellule qualité vous appellera, et nous chercherons ensemble.",
     "Has something happened in your care work that troubles you? Tell us here, in your own words. A member of the "
     "quality cell will call you, and we will look into it together."},
    {"Merci de n’écrire ni nom, ni initiales, ni date de naissance d’un patient, ni rien qui permette de le "
     "reconnaître.",
     "Please write no name, initials or date of birth of a patient, nor anything by which they could be recognised."},
    {"Seuls les membres de la cellule qualité lisent cette fiche. Votre nom n’est transmis à personne sans votre "
     "accord.",
     "Only the members of the quality cell read this sheet. Your name is given to nobody without your consent."},
    sections,
    marks,
};

}  // namespace

const BlankForm fiche_rex_form = form;

}  // namespace rexflow::rex_case
