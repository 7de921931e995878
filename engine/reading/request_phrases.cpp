#include "engine/reading/request_phrases.hpp"

namespace rexflow::engine::reading {

namespace {

constexpr Sign none{Strength::none};
constexpr Sign word{Strength::word};
constexpr Sign plain{Strength::plain};

PhraseTable<Sign> signs(std::initializer_list<PhraseTable<Sign>::Row> rows) { return PhraseTable<Sign>(rows); }

template <typename Value>
struct Rows {
    Value value;
    Strength strength;
    std::string_view phrases;
};

template <typename Value>
PhraseTable<SignOf<Value>> signs_of(std::initializer_list<Rows<Value>> rows) {
    PhraseTable<SignOf<Value>> table;
    for (const auto& row : rows) table.add(row.phrases, {row.value, row.strength});
    return table;
}

}  // namespace

const PhraseTable<Sign>& urgent_phrases() {
    static const auto table = signs({
        {"urgent, urgente, tres urgent, urgentissime, urgemment, urg, rappel en urgence, rappeler en urgence, "
         "rappelez moi en urgence, appeler en urgence, appelez moi en urgence, contacter en urgence, "
         "contactez moi en urgence, joindre en urgence, recontacter en urgence, reponse en urgence",
         plain},
        {"des que possible, au plus vite, le plus vite possible, aussi vite que possible, au plus tot, le plus tot "
         "possible, "
         "des que vous pouvez, des que vous le pouvez, des que vous pourrez, des reception, asap, sans delai, sans "
         "tarder, "
         "dans les meilleurs delais, dans les plus brefs delais, dans l urgence, rappel immediat, rappel "
         "immediatement, rappeler immediatement, rappelez moi immediatement, appelez moi immediatement, me rappeler "
         "immediatement, me contacter immediatement, le plus rapidement "
         "possible, "
         "aussi rapidement que possible",
         plain},
        {"urgence, rapidement, rapide, assez vite, assez rapidement, tres vite, tres rapidement, aujourd hui meme",
         word},
        {"pas urgent, pas d urgence, pas une urgence, non urgent, non urgente, pas tres urgent, pas urgente, rien d "
         "urgent, "
         "sans urgence, aucune urgence, pas vraiment urgent, pas forcement urgent, plus urgent, pas si urgent, "
         "pas particulierement urgent, pas besoin de rappeler rapidement, pas presse, peu urgent",
         none},
        {"en urgence, aux urgences, les urgences, des urgences, service d urgence, services d urgence, urgences, "
         "medecin d "
         "urgence, "
         "numero d urgence, appel d urgence, appels d urgence, adresse en urgence, adressee en urgence, "
         "hospitalise en urgence, hospitalisee en urgence, hospitalisation en urgence, hospitaliser en urgence, "
         "transfere en urgence, transferee en urgence, transporte en urgence, opere en urgence, operee en urgence, "
         "appele en urgence, convoque en urgence, admis en urgence, admise en urgence, vu en urgence, vue en urgence, "
         "consultation en urgence, consulte en urgence, conduit en urgence, envoye en urgence, envoyee en urgence, "
         "reprise en urgence, repris en urgence, bloc en urgence, prise en charge en urgence, urgence vitale, "
         "chariot d urgence, trousse d urgence, trousse urgence, sac d urgence, chariot urgence, sac urgence, plan d "
         "urgence, contraception d urgence, scanner en "
         "urgence, "
         "bilan en urgence, cas d urgence, sauf urgence, situation d urgence, contexte d urgence, caractere d urgence, "
         "ordonnance en urgence, livraison en urgence, soins urgents, demande urgente du patient, rendez vous en "
         "urgence, "
         "rdv en urgence, dialyse en urgence, injection en urgence, degradation rapide, amelioration rapide, "
         "tres rapidement degrade, rapidement degrade, rapidement degradee, degrade rapidement, degradee rapidement, "
         "insuline rapide, test rapide, tests rapides, ligne d urgence",
         none},
    });
    return table;
}

const PhraseTable<Sign>& call_wishes() {
    static const auto table = signs({
        {"me telephone, me telephoner, me telephonez, nous telephone, m appelle, me rappelle, me contacte, me joigne, "
         "me recontacte, souhaite un appel, souhaiterais un appel, voudrais un appel, aimerais un appel, besoin d un "
         "appel, souhaite un rappel, souhaiterais un rappel, attends votre appel, entretien telephonique, rendez vous "
         "telephonique, rdv telephonique, echange telephonique, un "
         "appel telephonique, coup de fil, coup de telephone",
         plain},
        {"je m appelle", none},
    });
    return table;
}

const PhraseTable<Sign>& withdrawal_phrases() {
    static const auto table = signs({
        {"je retire mon signalement, je retire ma declaration, je retire ma demande, retirer mon signalement, "
         "retirer ma declaration, retirer ma demande, retirer ce signalement, annuler mon signalement, annuler ma "
         "demande, "
         "annuler ma declaration, j annule mon signalement, j annule ma demande, annulez ma demande, annulez mon "
         "signalement, "
         "je souhaite annuler, supprimer mon signalement, je me retracte, retrait de mon signalement, retrait du "
         "signalement",
         plain},
        {"ne pas donner suite, ne pas y donner suite, ne donnez pas suite, pas donner suite, "
         "inutile de donner suite, ne pas tenir compte de mon, ne tenez pas compte de mon, ne pas tenir compte du "
         "signalement, "
         "ne tenez plus compte de mon, ne plus tenir compte de mon, laisser tomber ma demande, classer sans suite, "
         "classez sans suite, classiez sans suite, clore ma demande, cloturer ma demande, demande caduque, demande "
         "comme caduque, je la retire, je le retire",
         plain},
        {"inutile de me rappeler, inutile de rappeler, inutile de me recontacter, plus la peine de me rappeler, "
         "pas la peine de me rappeler, plus besoin de me rappeler, plus besoin d etre rappele*, plus besoin que vous, "
         "ne me rappelez plus, ne plus me rappeler, ne me rappelez pas c est regle, ne plus me contacter",
         plain},
        {"finalement c est regle, c est finalement regle, le probleme est finalement regle, finalement resolu, "
         "finalement le probleme est regle, finalement tout est regle, finalement tout est rentre dans l ordre, "
         "finalement c est resolu, tout est rentre dans l ordre je ne souhaite",
         plain},
        {"ne souhaite plus signaler, ne souhaite plus declarer, ne souhaite plus donner suite, ne veux plus signaler, "
         "ne desire plus donner suite, ne souhaite pas donner suite, je renonce a, renoncer a mon signalement",
         plain},
        {"ne me rappelez pas si, inutile de me rappeler avant, inutile de me rappeler si, inutile de me rappeler le, "
         "inutile de rappeler avant, inutile de rappeler le",
         none},
    });
    return table;
}

const PhraseTable<Sign>& grave_phrases() {
    static const auto table = signs({
        {"deces, decede, decedee, decedes, est mort, est morte, sont morts, mort du patient, mort de la patiente, mort "
         "subite, "
         "mort foetale, mort in utero, mortel, mortelle, issue fatale, fatal, fatale, mort, morte, morts, vient de "
         "mourir, vient de deceder",
         plain},
        {"reanimation, reanime, reanimee, en rea, service de rea, soins intensifs, usi, intube, intubee, intubation, "
         "coma, "
         "comateux, comateuse, massage cardiaque, defibrillateur, choque par dae",
         plain},
        {"arret cardiaque, arret cardio respiratoire, arret cardiorespiratoire, acr, arret respiratoire, detresse "
         "respiratoire, "
         "detresse vitale, urgence vitale",
         plain},
        {"choc anaphylactique, choc septique, choc hemorragique, choc cardiogenique, choc hypovolemique, etat de choc, "
         "en choc, anaphylaxie, choc allergique",
         plain},
        {"pronostic vital, risque vital, failli mourir, failli y passer, entre la vie et la mort, danger de mort",
         plain},
        {"sequelle*, handicap permanent, handicap definitif, handicap, invalidite, deficit fonctionnel, deficit "
         "permanent, "
         "deficit neurologique, incapacite permanente, paralysie, paralyse, paralysee, tetraplegie, hemiplegie, "
         "paraplegie, "
         "amputation, ampute, amputee, cecite, perte de la vue, perte de la vision, perte de l oeil, perdu la vue, "
         "perdu la vision, perdu l usage, perdu un oeil, irreversible, irreversibles, malformation, "
         "anomalie congenitale, perte definitive",
         plain},
        {"suicide, tentative de suicide, s est suicide, s est suicidee, defenestration, pendaison, autolyse, "
         "tentative d autolyse, intoxication medicamenteuse volontaire",
         plain},
        {"hemorragie massive, hemorragie grave, hemorragie cerebrale, hemorragie digestive, hemorragie intracranienne, "
         "hematome sous dural, hematome extra dural, embolie pulmonaire, septicemie, sepsis, choc septique, avc, "
         "accident vasculaire cerebral, infarctus, coma hypoglycemique, hypoglycemie severe, hypoglycemie grave, "
         "reprise chirurgicale, reintervention, reoperation, detresse, overdose, surdosage grave, surdosage massif, "
         "erreur medicamenteuse grave, evenement indesirable grave, hospitalisation en urgence vitale, "
         "hospitalisation en urgence dans un etat grave, rupture uterine, insuffisance renale aigue, hepatite "
         "fulminante, "
         "erreur de cote, eigs",
         word},
        {"mort de fatigue, mort de peur, mort de rire, point mort, temps mort, poids mort, nature morte, sous le choc, "
         "choc emotionnel, choc psychologique, etat de choc emotionnel, patient handicape, patiente handicapee, "
         "situation de handicap, enfant handicape, personne handicapee, maison du handicap, handicap mental, handicap "
         "moteur, "
         "handicape*, carte d invalidite, pension d invalidite, invalidite 1, medecin reanimateur, acte de deces, "
         "certificat de deces, constat de deces, idees suicidaires, risque suicidaire, suicidaire*, sans pronostic "
         "vital, "
         "ligne de vie, assistance respiratoire, antecedent d avc, sequelles d avc, sequelle d avc, apres son avc, "
         "depuis son avc, suite a son avc, apres un avc, suites de son avc, post avc, apres son infarctus, depuis son "
         "infarctus, suite a son infarctus, post infarctus, directives "
         "anticipees, "
         "numero national de prevention du suicide, prevention du suicide, mortalite, morbi mortalite",
         none},
    });
    return table;
}

const PhraseTable<SignOf<Scope>>& scope_phrases() {
    static const auto table = signs_of<Scope>({
        {Scope::extra, Strength::plain,
         "eigs, e i g s, eig, evenement indesirable grave, evenements indesirables graves, declaration a l ars, "
         "declarer a l ars, signaler a l ars, signalement a l ars, declaration ars, signalement ars, declaration a la "
         "has, declarer a la has, declaration has, portail de signalement, portail des signalements, portail "
         "signalement, portail national, portail du ministere, signalement sante gouv fr, signalement social sante "
         "gouv fr, volet 1, volet 2, premier volet, premiere partie de la declaration, declaration obligatoire, "
         "declaration officielle, extra cpts, declaration externe, declaration extra"},
        {Scope::extra, Strength::word, "ars, has, portail, haute autorite de sante, agence regionale de sante"},
        {Scope::intra, Strength::plain,
         "rex intra, declaration intra, signalement intra, fiche intra, en intra, intra cpts, accompagnement par la "
         "cellule, accompagnement de la cellule, accompagnement cpts, accompagnement de la cpts, rex interne, declarer "
         "en interne, declare en interne, signaler en interne, declaration interne, demarche rex, un rex, ce rex, "
         "crex, "
         "signalement interne, accompagnee par la cellule, accompagne par la cellule, accompagnement par la cpts, "
         "accompagnement par votre cellule, aide de la cellule, soutien de la cellule"},
        {Scope::unknown, Strength::none,
         "pas un "
         "eigs, pas d eigs, pas un evenement indesirable grave, pas d un eigs, "
         "ne releve pas d un eigs, ne releve pas de l eigs, pas de declaration a l ars, pas besoin de declarer a l "
         "ars, "
         "pas a declarer a l ars, recommandation has, recommandations has, recommandations de la has, "
         "recommandation de la has, selon la has, guide has, site de la has, portail patient, portail du patient, "
         "portail de l immeuble, portail ferme, devant le portail, le portail de la maison, directeur ars, financement "
         "ars, "
         "agent ars"},
    });
    return table;
}

const PhraseTable<SignOf<Kind>>& kind_phrases() {
    static const auto table = signs_of<Kind>({
        {Kind::near_miss, Strength::plain,
         "presque accident*, presqu accident*, quasi accident*, evite de justesse, evitee de justesse, rattrape a "
         "temps, "
         "rattrapee a temps, intercepte a temps, interceptee a temps, sans atteindre le patient, n a pas atteint le "
         "patient, "
         "near miss, failli se produire, a failli, ai failli, aurait pu mourir, aurait pu deceder, incident evite, "
         "erreur evitee, accident evite, echappe belle, avons failli, erreur interceptee, erreur rattrapee"},
        {Kind::near_miss, Strength::word,
         "aurait pu, auraient pu, heureusement, de justesse, a temps, avant l administration, avant administration, "
         "avant la delivrance, avant l injection, avant que le patient, avant que la patiente, avant la prise, avant "
         "de le donner, avant de la donner, n a pas ete administre, "
         "n a pas ete administree, n a pas pris, n a pas ete donne, s en est apercu, s en est apercue, sans "
         "consequence"},
        {Kind::complex_situation, Strength::plain,
         "situation complexe, situations complexes, cas complexe, situation difficile, situation compliquee, "
         "situation delicate, patient complexe, patiente complexe, parcours complexe, prise en charge complexe, "
         "situation bloquee, situation de blocage, refus de soins, situation sociale, maintien a domicile difficile, "
         "maintien a domicile complique, rupture de parcours, rupture de prise en charge"},
        {Kind::complex_situation, Strength::word,
         "complexe, compliquee, complique, coordination difficile, difficultes de coordination, isole, isolee, "
         "precarite, "
         "polypathologique, multiples intervenants, plus personne ne veut, aucun medecin traitant, sans medecin "
         "traitant, "
         "maintien a domicile, impasse, conflit familial"},
        {Kind::risk, Strength::plain,
         "situation a risque, situations a risque, evenement porteur de risque, evenements porteurs de risque, "
         "facteur de risque organisationnel, risque d erreur, risque de confusion, risque de chute, risque majeur, "
         "risque est majeur, risque important, risque eleve, peur qu un, risque pour les patients, risque "
         "potentiel, "
         "signaler un risque, signalement d un risque, danger potentiel, potentiellement dangereux, "
         "potentiellement dangereuse, situation dangereuse, risque que cela, risque que ca, va finir par arriver, "
         "finira par arriver, un accident va, risque identifie, un risque"},
        {Kind::risk, Strength::word,
         "risque, risques, dangereux, dangereuse, danger, je crains, je redoute, pourrait arriver, "
         "pourrait se reproduire, defaut d etiquetage, rupture de stock, peut preter a confusion"},
        {Kind::good_practice, Strength::plain,
         "bonne pratique, bonnes pratiques, experience positive, retour positif, belle reussite, initiative positive, "
         "pratique exemplaire, bien fonctionne, tres bien fonctionne, fonctionne bien, fonctionne tres bien, marche "
         "bien, marche tres bien, partager une organisation, organisation efficace, a faire connaitre, "
         "partager une reussite, partager une initiative, pratique a partager, valoriser, reussite"},
        {Kind::incident, Strength::plain,
         "incident*, evenement indesirable*, erreur medicamenteuse, erreur de dosage, erreur de delivrance, "
         "erreur de dispensation, erreur d administration, erreur de patient, erreur d identite, accident, eigs"},
        {Kind::incident, Strength::word,
         "erreur, erreurs, chute, chutes, oubli, oublie, oubliee, retard, double dose, surdosage, sous dosage, "
         "mauvais patient, mauvaise patiente, mauvais medicament, mauvais dosage, mauvaise dose, confusion, allergie, "
         "hospitalise*, hospitalisation, deces, decede*, dysfonctionnement, complication, infection, brulure, "
         "blessure, "
         "malaise, a tort, par erreur"},
        {Kind::incident, Strength::none,
         "ce qui a bien fonctionne, recommandations de bonne pratique, recommandation de bonne pratique, "
         "recommandations de bonnes pratiques, "
         "facteur de risque, facteurs de risque, sans risque, aucun risque, a haut risque cardiovasculaire, retard "
         "mental"},
    });
    return table;
}

}  // namespace rexflow::engine::reading
