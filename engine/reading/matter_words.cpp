#include "engine/reading/matter_words.hpp"

#include "engine/reading/phrase_table.hpp"

namespace rexflow::engine::reading {

namespace {

enum class Care { yes, no };

const PhraseTable<Care>& care_phrases() {
    static const PhraseTable<Care> table({
        {"patient, patients, patiente, patientes, resident, residents, residente, residentes, nourrisson*, nouveau ne, "
         "bebe, bebes, accouchee*, parturiente*, enfant, enfants, ado, adolescent*, une dame, un monsieur, une femme, "
         "un homme",
         Care::yes},
        {"medicament*, traitement*, ordonnance*, ordo, ordos, prescri*, posologie*, dose, doses, dosage*, mg, "
         "comprime*, "
         "gelule*, ampoule*, injection*, injecte*, perfusion*, seringue*, pompe, pilulier*, semainier*, collyre*, "
         "insuline*, morphin*, heparin*, anticoagul*, avk, aod, antibio*, vaccin*, paracetamol, methotrexate, "
         "corticoide*, "
         "antalgi*, chimio*, stylo injecteur, delivre, delivree, delivres, delivrees, delivrance*, dispensation*, "
         "substitution, generique*, interaction*, perime*, peremption*, lot de, lots de, boite de, boites de, sirop*, "
         "patch*, pommade*, psychotrope*, stupefiant*, contraception*, contraceptif*, chaine du froid, refrigerateur",
         Care::yes},
        {"pansement*, bilan*, sonde*, catheter*, picc*, midline, prelevement*, radio, radios, radiographie*, irm, "
         "scanner*, "
         "echographie*, echo, ecg, biopsie*, mammographie*, opere*, operation*, chirurgie, extraction*, avulsion*, "
         "implant*, "
         "reeducation, dialyse*, soins palliatifs, glycemie*, tension, saturation, desature*, inr, troponine, "
         "hemoglobine, "
         "kaliemie, creatinine, numeration, serologie*, bilirubine, resultat*, compte rendu*, transmission*, "
         "consigne*, "
         "protocole*, liaison, carnet de, poche, attelle*, platre*, orthese*, prothese*, appareillage, transfus*, "
         "intub*, "
         "anesthesi*, depistage*, diagnosti*, examen*, analyse de sang, tube, tubes, etiquet*, identite, identito*",
         Care::yes},
        {"hospitalise*, hospitalisation*, rehospitalis*, hospit, urgences, samu, smur, pompiers, reanimation, "
         "transfert*, "
         "transfere*, evacue*, readm*, sortie d, sortie de, sortie du, sorti d, sorti de, sorti du, brancard*, "
         "transport*, oxygene, matelas, prestataire*, ambulance, ambulances, fauteuil roulant, trousse d urgence, "
         "trousse urgence, chariot d urgence, regulation, "
         "adrenaline, lit medicalise, materiel, maltraitance*",
         Care::yes},
        {"plaie*, escarre*, ulcere*, chute*, tombe, tombee, fracture*, brulure*, brule*, infection*, infecte*, fievre, "
         "douleur*, hematome*, hemorragi*, saignement*, oedeme*, allergi*, malaise*, hypoglycemi*, hyperglycemi*, "
         "hypotension*, cancer*, diabet*, grossesse*, accouchement*, ictere*, asthme*, paludisme, anemie*, deces, "
         "decede*, "
         "mort, morte, suicid*, avc, infarctus, embolie*, thrombose*, phlebite*, pneumopathie*, fausse route, fausses "
         "routes, deshydrat*, denutri*, osteonecrose*, necrose*, amput*, piqure*, aes, contamin*, sterilis*, coma, "
         "choc, "
         "convulsion*, crise, toux, vomissement*, eruption*, septi*, cecite, mal perforant, depress*, addict*, seque*",
         Care::yes},
        {"confondu*, confusion*, inverti*, interverti*, inversion*, errone*, illisible*, doublon*, en panne, "
         "defectueu*, "
         "rupture*, non conforme*, falsifie*, dysfonctionnement*, complication*, surdosage*, sous dosage*, sans "
         "courrier, "
         "erreur d*, par erreur, a tort, oublie*, oubli de, oubli d, retard d, retard de, prise en charge, mauvais "
         "dosage, "
         "mauvaise dose, mauvais cote, suivi de, rupture de suivi, situation complexe, maintien a domicile, presqu "
         "accident, "
         "presque accident*",
         Care::yes},
        {"maison des patients, entre deux patients, entre 2 patients, sans patient, sans patients, avec un patient, "
         "avec "
         "mes patients, en patient, vaccin de rappel, un enfant, mes enfants, mon enfant, les enfants, sans tension",
         Care::no},
    });
    return table;
}

}  // namespace

std::vector<std::size_t> places_of_care(const Words& words) {
    std::vector<std::size_t> places;
    for (std::size_t at = 0; at < words.size();) {
        const auto found = care_phrases().longest_at(words, at);
        if (found && *found.meaning == Care::yes) places.push_back(at);
        at = found ? found.end : at + 1;
    }
    return places;
}

}  // namespace rexflow::engine::reading
