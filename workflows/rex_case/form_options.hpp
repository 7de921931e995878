#pragma once

#include <array>
#include <span>
#include <string_view>
#include "engine/reading/blank_form.hpp"

/// Choices that several questions of the blank forms share, in the words people use for them.
namespace rexflow::rex_case::options {

using engine::reading::Option;
using Words = std::string_view;

inline constexpr auto doctor =
    std::to_array<Words>({"médecin généraliste", "généraliste", "MG", "médecin traitant", "docteur", "interne",
                          "médecin spécialiste", "cardiologue", "gériatre", "pédiatre"});
inline constexpr auto nurse = std::to_array<Words>(
    {"infirmière", "infirmier libéral", "infirmière libérale", "IDEL", "IDE", "IPA", "infirmier(e)", "infirmier(ère)",
     "infirmier·ère", "infirmier.e", "infirmier(ière)", "infirmier / infirmière", "infirmière diplômée d’État"});
inline constexpr auto pharmacist =
    std::to_array<Words>({"pharmacienne", "pharmacien d’officine", "pharmacien titulaire", "pharmacienne d’officine",
                          "préparatrice en pharmacie", "pharm."});
inline constexpr auto physiotherapist =
    std::to_array<Words>({"kinésithérapeute", "kiné", "MK", "MKDE", "masseur kinésithérapeute",
                          "masseuse-kinésithérapeute", "masseur-kiné"});
inline constexpr auto midwife = std::to_array<Words>({"sage femme", "SF", "maïeuticien", "maïeuticienne"});
inline constexpr auto dentist = std::to_array<Words>({"dentiste", "chirurgien dentiste", "chirurgienne-dentiste"});
inline constexpr auto biologist = std::to_array<Words>({"biologiste", "technicien de laboratoire"});
inline constexpr auto speech = std::to_array<Words>({"ortho"});
inline constexpr auto occupational = std::to_array<Words>({"ergo"});
inline constexpr auto podiatrist = std::to_array<Words>({"podologue", "pédicure", "pédicure podologue"});
inline constexpr auto dietitian = std::to_array<Words>({"diététicienne", "diététicien(ne)"});
inline constexpr auto psychologist = std::to_array<Words>({"psy"});
inline constexpr auto social =
    std::to_array<Words>({"assistante sociale", "assistant social", "assistant de service social",
                          "assistante de service social", "travailleuse sociale"});
inline constexpr auto coordination = std::to_array<Words>({"DAC", "coordinatrice", "coordinateur"});
inline constexpr auto hospital = std::to_array<Words>({"cadre de santé", "praticien hospitalier"});
inline constexpr auto others = std::to_array<Words>({"autres", "autre profession"});

inline constexpr auto professions = std::to_array<Option>({
    {"doctor", {"Médecin", "Doctor"}, doctor},
    {"nurse", {"Infirmier", "Nurse"}, nurse},
    {"pharmacist", {"Pharmacien", "Pharmacist"}, pharmacist},
    {"physiotherapist", {"Masseur-kinésithérapeute", "Physiotherapist"}, physiotherapist},
    {"midwife", {"Sage-femme", "Midwife"}, midwife},
    {"dentist", {"Chirurgien-dentiste", "Dentist"}, dentist},
    {"biologist", {"Biologiste médical", "Medical biologist"}, biologist},
    {"speech_therapist", {"Orthophoniste", "Speech therapist"}, speech},
    {"occupational_therapist", {"Ergothérapeute", "Occupational therapist"}, occupational},
    {"podiatrist", {"Pédicure-podologue", "Podiatrist"}, podiatrist},
    {"dietitian", {"Diététicien", "Dietitian"}, dietitian},
    {"psychologist", {"Psychologue", "Psychologist"}, psychologist},
    {"social_worker", {"Travailleur social", "Social worker"}, social},
    {"care_coordination", {"Dispositif d’appui à la coordination", "Care coordination service"}, coordination},
    {"hospital_team", {"Équipe hospitalière", "Hospital team"}, hospital},
    {"other", {"Autre", "Other"}, others},
});

inline constexpr auto incident = std::to_array<Words>({"incident", "EI", "événement indésirable associé aux soins",
                                                       "EIAS", "évènement indésirable", "dysfonctionnement"});
inline constexpr auto near_miss =
    std::to_array<Words>({"presqu’accident", "presque accident", "presqu’incident", "évité de peu"});
inline constexpr auto complex_case =
    std::to_array<Words>({"cas complexe", "situations complexes", "parcours complexe"});
inline constexpr auto risk =
    std::to_array<Words>({"risque", "événement porteur de risque", "EPR", "situation dangereuse"});
inline constexpr auto practice = std::to_array<Words>({"bonnes pratiques", "réussite", "idée"});

inline constexpr auto kinds = std::to_array<Option>({
    {"incident", {"Événement indésirable", "Incident"}, incident},
    {"near_miss", {"Presque-accident", "Near miss"}, near_miss},
    {"complex_situation", {"Situation complexe", "Complex situation"}, complex_case},
    {"risk", {"Situation à risque", "Risk"}, risk},
    {"good_practice", {"Bonne pratique", "Good practice"}, practice},
});

inline constexpr auto home = std::to_array<Words>({"domicile", "au domicile", "à domicile", "chez le patient"});
inline constexpr auto practice_place =
    std::to_array<Words>({"cabinet", "au cabinet", "cabinet médical", "cabinet infirmier"});
inline constexpr auto centre = std::to_array<Words>(
    {"MSP", "maison de santé", "centre de santé", "pôle de santé", "maison de santé pluriprofessionnelle"});
inline constexpr auto pharmacy = std::to_array<Words>({"pharmacie", "officine"});
inline constexpr auto laboratory =
    std::to_array<Words>({"labo", "laboratoire d’analyses", "laboratoire de biologie médicale"});
inline constexpr auto imaging = std::to_array<Words>({"imagerie", "cabinet de radiologie", "radiologie"});
inline constexpr auto care_home =
    std::to_array<Words>({"EHPAD", "ESMS", "maison de retraite", "EHPAD ou autre établissement médico-social"});
inline constexpr auto hospital_place =
    std::to_array<Words>({"hôpital", "clinique", "établissement de santé", "CHU", "urgences", "service hospitalier"});
inline constexpr auto hospital_home = std::to_array<Words>({"HAD"});
inline constexpr auto transport = std::to_array<Words>({"ambulance", "transport", "VSL"});
inline constexpr auto street = std::to_array<Words>({"rue", "lieu public"});
inline constexpr auto remote = std::to_array<Words>({"télésoin", "téléphone", "visio", "à distance"});

inline constexpr auto places = std::to_array<Option>({
    {"home", {"Domicile du patient", "Patient’s home"}, home},
    {"practice", {"Cabinet libéral", "Private practice"}, practice_place},
    {"health_centre", {"Maison, pôle ou centre de santé", "Health centre"}, centre},
    {"pharmacy", {"Pharmacie d’officine", "Community pharmacy"}, pharmacy},
    {"laboratory", {"Laboratoire", "Laboratory"}, laboratory},
    {"imaging", {"Cabinet d’imagerie", "Imaging centre"}, imaging},
    {"care_home", {"EHPAD ou établissement médico-social", "Care home"}, care_home},
    {"hospital", {"Établissement de santé (service)", "Hospital (ward)"}, hospital_place},
    {"hospital_at_home", {"Hospitalisation à domicile", "Hospital at home"}, hospital_home},
    {"transport", {"Transport sanitaire", "Medical transport"}, transport},
    {"public_place", {"Voie publique", "Public place"}, street},
    {"remote", {"Téléconsultation", "Remote consultation"}, remote},
    {"other", {"Autre lieu", "Another place"}, {}},
});

}  // namespace rexflow::rex_case::options
