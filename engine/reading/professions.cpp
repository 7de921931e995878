#include "engine/reading/professions.hpp"

#include "engine/reading/folded.hpp"
#include "engine/reading/phrases.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace rexflow::engine::reading {

namespace {

enum class Of { person, place };

/// A phrase as it is folded; a last word that ends with "*" stands for every ending: "infirmie*" is infirmier,
/// infirmière, infirmier(e)s.
struct Spoken {
    std::string_view phrase;
    std::string_view key;
    Of of = Of::person;
};

constexpr auto spoken = std::to_array<Spoken>({
    {"medecin*", "doctor"},
    {"generaliste", "doctor"},
    {"interne en medecine", "doctor"},
    {"interne de medecine", "doctor"},
    {"interne", "doctor"},
    {"ph", "doctor"},
    {"praticien hospitalier", "doctor"},
    {"praticienne hospitaliere", "doctor"},
    {"chef de clinique", "doctor"},
    {"docteur en medecine", "doctor"},
    {"docteur junior", "doctor"},
    {"addictologue", "doctor"},
    {"algologue", "doctor"},
    {"allergologue", "doctor"},
    {"anesthesiste", "doctor"},
    {"angiologue", "doctor"},
    {"cardiologue", "doctor"},
    {"chirurgien", "doctor"},
    {"chirurgienne", "doctor"},
    {"dermatologue", "doctor"},
    {"diabetologue", "doctor"},
    {"endocrinologue", "doctor"},
    {"gastro-enterologue", "doctor"},
    {"gastroenterologue", "doctor"},
    {"geriatre", "doctor"},
    {"gynecologue*", "doctor"},
    {"hematologue", "doctor"},
    {"infectiologue", "doctor"},
    {"nephrologue", "doctor"},
    {"neurologue", "doctor"},
    {"oncologue", "doctor"},
    {"ophtalmologue", "doctor"},
    {"ophtalmologiste", "doctor"},
    {"orl", "doctor"},
    {"pediatre", "doctor"},
    {"pneumologue", "doctor"},
    {"psychiatre", "doctor"},
    {"pedopsychiatre", "doctor"},
    {"radiologue", "doctor"},
    {"rhumatologue", "doctor"},
    {"urgentiste", "doctor"},
    {"urologue", "doctor"},
    {"cabinet medical", "doctor", Of::place},
    {"maison medicale", "doctor", Of::place},
    {"medecine generale", "doctor", Of::place},
    {"infirmie*", "nurse"},
    {"ide", "nurse"},
    {"i.d.e", "nurse"},
    {"i.d.e.l", "nurse"},
    {"infi", "nurse"},
    {"idel", "nurse"},
    {"idels", "nurse", Of::place},
    {"idec", "nurse"},
    {"ipa", "nurse"},
    {"ipal", "nurse"},
    {"iade", "nurse"},
    {"ibode", "nurse"},
    {"puericultrice", "nurse"},
    {"puericulteur", "nurse"},
    {"inf", "nurse"},
    {"soins infirmiers", "nurse", Of::place},
    {"ssiad", "nurse", Of::place},
    {"csi", "nurse", Of::place},
    {"pharmacien*", "pharmacist"},
    {"docteur en pharmacie", "pharmacist"},
    {"docteure en pharmacie", "pharmacist"},
    {"dr en pharmacie", "pharmacist"},
    {"pharm", "pharmacist"},
    {"pharm d", "pharmacist"},
    {"titulaire de la pharmacie", "pharmacist"},
    {"titulaire de pharmacie", "pharmacist"},
    {"titulaire d'officine", "pharmacist"},
    {"pharmacie", "pharmacist", Of::place},
    {"pharmacies", "pharmacist", Of::place},
    {"pharma", "pharmacist", Of::place},
    {"officine", "pharmacist", Of::place},
    {"masseur kine*", "physiotherapist"},
    {"masseuse kine*", "physiotherapist"},
    {"masseur-kine*", "physiotherapist"},
    {"masseuse-kine*", "physiotherapist"},
    {"kine", "physiotherapist"},
    {"kines", "physiotherapist", Of::place},
    {"kinesitherapeute*", "physiotherapist"},
    {"kinesitherapie", "physiotherapist", Of::place},
    {"physiotherapeute", "physiotherapist"},
    {"mk", "physiotherapist"},
    {"mkde", "physiotherapist"},
    {"m.k", "physiotherapist"},
    {"m.k.d.e", "physiotherapist"},
    {"sage-femme", "midwife"},
    {"sage femme", "midwife"},
    {"sages-femmes", "midwife", Of::place},
    {"maieuticien*", "midwife"},
    {"sf", "midwife"},
    {"sfl", "midwife"},
    {"chirurgien-dentiste", "dentist"},
    {"chirurgienne-dentiste", "dentist"},
    {"chirurgien dentiste", "dentist"},
    {"chirurgienne dentiste", "dentist"},
    {"docteur en chirurgie dentaire", "dentist"},
    {"dentiste", "dentist"},
    {"orthodontiste", "dentist"},
    {"stomatologue", "dentist"},
    {"dentaire", "dentist", Of::place},
    {"dentistes", "dentist", Of::place},
    {"biologiste*", "biologist"},
    {"biologiste medical*", "biologist"},
    {"pharmacien biologiste", "biologist"},
    {"pharmacienne biologiste", "biologist"},
    {"pharmacien-biologiste", "biologist"},
    {"pharmacienne-biologiste", "biologist"},
    {"medecin biologiste", "biologist"},
    {"laboratoire", "biologist", Of::place},
    {"labo", "biologist", Of::place},
    {"lbm", "biologist", Of::place},
    {"orthophoniste", "speech_therapist"},
    {"orthophonie", "speech_therapist", Of::place},
    {"orthophonistes", "speech_therapist", Of::place},
    {"orthoph", "speech_therapist"},
    {"logopede", "speech_therapist"},
    {"ergotherapeute", "occupational_therapist"},
    {"ergotherapie", "occupational_therapist", Of::place},
    {"ergo", "occupational_therapist"},
    {"pedicure*", "podiatrist"},
    {"pedicure-podologue", "podiatrist"},
    {"pedicure podologue", "podiatrist"},
    {"podologue", "podiatrist"},
    {"podologie", "podiatrist", Of::place},
    {"dieteticien*", "dietitian"},
    {"dietetique", "dietitian", Of::place},
    {"nutritionniste", "dietitian"},
    {"medecin nutritionniste", "doctor"},
    {"psychologue*", "psychologist"},
    {"neuropsychologue", "psychologist"},
    {"psychotherapeute", "psychologist"},
    {"assistante sociale", "social_worker"},
    {"assistant social", "social_worker"},
    {"assistante de service social", "social_worker"},
    {"assistant de service social", "social_worker"},
    {"assistant.e social.e", "social_worker"},
    {"assistant(e) social(e)", "social_worker"},
    {"travailleur social", "social_worker"},
    {"travailleuse sociale", "social_worker"},
    {"conseillere en economie sociale", "social_worker"},
    {"cesf", "social_worker"},
    {"educatrice specialisee", "social_worker"},
    {"educateur specialise", "social_worker"},
    {"service social", "social_worker", Of::place},
    {"ccas", "social_worker", Of::place},
    {"coordinatrice de parcours", "care_coordination"},
    {"coordinateur de parcours", "care_coordination"},
    {"coordonnatrice de parcours", "care_coordination"},
    {"coordonnateur de parcours", "care_coordination"},
    {"coordinatrice parcours", "care_coordination"},
    {"coordinateur parcours", "care_coordination"},
    {"coordinatrice du dac", "care_coordination"},
    {"coordinateur du dac", "care_coordination"},
    {"coordinatrice dac", "care_coordination"},
    {"coordinateur dac", "care_coordination"},
    {"coordinatrice d'appui", "care_coordination"},
    {"coordinateur d'appui", "care_coordination"},
    {"referente parcours", "care_coordination"},
    {"referent parcours", "care_coordination"},
    {"referente de parcours", "care_coordination"},
    {"referent de parcours", "care_coordination"},
    {"chargee de parcours", "care_coordination"},
    {"charge de parcours", "care_coordination"},
    {"gestionnaire de cas", "care_coordination"},
    {"referente dac", "care_coordination"},
    {"referent dac", "care_coordination"},
    {"dac", "care_coordination", Of::place},
    {"dispositif d'appui", "care_coordination", Of::place},
    {"cadre de sante", "hospital_team"},
    {"cadre de soins", "hospital_team"},
    {"cadre de service", "hospital_team"},
    {"cadre superieur de sante", "hospital_team"},
    {"cadre superieure de sante", "hospital_team"},
    {"had", "hospital_team", Of::place},
    {"hospitalisation a domicile", "hospital_team", Of::place},
    {"equipe mobile", "hospital_team", Of::place},
    {"emsp", "hospital_team", Of::place},
    {"equipe hospitaliere", "hospital_team", Of::place},
    {"centre hospitalier", "hospital_team", Of::place},
    {"chu", "hospital_team", Of::place},
    {"hopital", "hospital_team", Of::place},
    {"clinique", "hospital_team", Of::place},
    {"service des urgences", "hospital_team", Of::place},
    {"aide-soignant*", "other"},
    {"aide soignant*", "other"},
    {"preparatrice*", "other"},
    {"preparateur*", "other"},
    {"orthoptiste", "other"},
    {"psychomotricien*", "other"},
    {"osteopathe", "other"},
    {"etiopathe", "other"},
    {"chiropracteur", "other"},
    {"chiropractrice", "other"},
    {"secretaire*", "other"},
    {"assistante medicale", "other"},
    {"assistant medical", "other"},
    {"assistante dentaire", "other"},
    {"assistant dentaire", "other"},
    {"auxiliaire de vie", "other"},
    {"auxiliaire de puericulture", "other"},
    {"aide a domicile", "other"},
    {"ambulancier*", "other"},
    {"opticien*", "other"},
    {"audioprothesiste", "other"},
    {"prothesiste*", "other"},
    {"manipulateur", "other"},
    {"manipulatrice", "other"},
    {"manip radio", "other"},
    {"technicien de laboratoire", "other"},
    {"technicienne de laboratoire", "other"},
    {"directrice", "other"},
    {"directeur", "other"},
    {"enseignant apa", "other"},
    {"enseignante apa", "other"},
    {"sophrologue", "other"},
    {"mandataire judiciaire", "other"},
    {"aes", "other"},
});

/// Somebody else's, unless somebody says "je suis le médecin traitant de ...".
constexpr auto of_others = std::to_array<std::string_view>({"medecin traitant", "medecin de garde"});

/// The end of a phrase that begins at `at`; npos when it does not.
std::size_t end_of_phrase_at(std::string_view text, std::size_t at, std::string_view phrase) {
    const bool has_endings = phrase.ends_with('*');
    if (has_endings) phrase.remove_suffix(1);
    if (!text.substr(at).starts_with(phrase)) return std::string_view::npos;
    auto end = at + phrase.size();
    while (has_endings && end < text.size() && is_letter(text[end])) ++end;
    return end == text.size() || !is_word(text[end]) ? end : std::string_view::npos;
}

/// "infirmiers", "médecins": several, so that it is a place that is named.
bool is_plural(std::string_view written, const Spoken& row) {
    return row.phrase.ends_with('*') && written.ends_with('s');
}

/// The longest phrase that begins at `at`.
std::optional<NamedProfession> profession_at(std::string_view text, std::size_t at) {
    std::optional<NamedProfession> longest;
    for (const auto& row : spoken) {
        if (row.phrase.front() != text[at]) continue;
        const auto end = end_of_phrase_at(text, at, row.phrase);
        if (end == std::string_view::npos || (longest && end <= longest->end)) continue;
        const bool is_place = row.of == Of::place || is_plural(text.substr(at, end - at), row);
        longest = NamedProfession{row.key, at, end, is_place};
    }
    return longest;
}

}  // namespace

std::optional<NamedProfession> find_profession(std::string_view folded) {
    std::optional<NamedProfession> place;
    for (std::size_t at = 0; at < folded.size(); ++at) {
        if (!is_letter(folded[at]) || (at > 0 && is_word(folded[at - 1]))) continue;
        if (names_another(folded.substr(at))) continue;
        const auto found = profession_at(folded, at);
        if (found && !found->is_place) return found;
        if (found && !place) place = found;
        if (found) at = found->end - 1;
    }
    return place;
}

bool names_another(std::string_view folded) {
    return std::ranges::any_of(of_others, [&](std::string_view phrase) { return folded.starts_with(phrase); });
}

std::optional<NamedProfession> profession_in_front(std::string_view folded) {
    const auto begin = folded.find_first_not_of(" ");
    if (begin == std::string_view::npos) return std::nullopt;
    const auto found = profession_at(folded, begin);
    return found && !found->is_place ? found : std::nullopt;
}

std::string_view profession_of_address(std::string_view address) {
    auto words = fold(address);
    std::ranges::replace_if(
        words, [](char c) { return !is_letter(c); }, ' ');
    // "ph.durand@": the first letters are those of a given name.
    constexpr std::size_t shortest = 3;
    const auto begin = words.find(' ') < shortest ? words.find(' ') : 0;
    const auto found = find_profession(std::string_view(words).substr(begin));
    return found ? found->key : std::string_view();
}

}  // namespace rexflow::engine::reading
