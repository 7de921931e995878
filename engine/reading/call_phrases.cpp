#include "engine/reading/call_phrases.hpp"

#include <array>

namespace rexflow::engine::reading {

namespace {

struct Row {
    Cue cue;
    std::string_view phrases;  ///< separated by ", "
};

// clang-format off
constexpr auto rows = std::to_array<Row>({
    {Cue::calling,
     "je vous propose, propose un echange, propose un appel, rappel* moi, rapel* moi, rappell* moi, appel* moi, "
     "apel* moi, contact* moi, recontact* moi, joign* moi, joindre moi, telephon* moi, tel moi, rappel* nous, "
     "appel* nous, contact* nous, me rappeler, me rapeler, me rappelez, me rappelle, me rappeliez, me rappeller, "
     "m appeler, m appelez, m appeliez, m apeler, me joindre, m y joindre, me contacter, me contactiez, "
     "me recontacter, me telephoner, me tel, me passer un coup, me faire rappeler, me faire signe, "
     "me faire un signe, nous rappeler, nous joindre, nous contacter, nous appeler, nous recontacter, "
     "etre rappele*, etre contacte*, etre appele*, etre recontacte*, etre joint*, on me rappelle, "
     "qu on me rappelle, qu on m appelle, on m appelle, merci de rappeler, merci d appeler, merci de contacter, "
     "merci de joindre, merci de rappel, merci rappeler, priere de rappeler, priere d appeler, a rappeler, "
     "a joindre, a appeler, a contacter, pouvez vous rappeler, pourriez vous rappeler, vous pouvez appeler, "
     "vous pouvez rappeler, vous pourrez rappeler, bien vouloir rappeler, veuillez rappeler, veuillez appeler, "
     "svp rappeler, rappeler svp, rappelez svp, rappeler au, rappelez au, appeler au, appelez au, appeler le matin, "
     "appeler le soir, s appeler, se parler, se telephoner, se rappeler, echanger par telephone, "
     "echanger au telephone, en parler de vive voix, en discuter de vive voix, de vive voix, "
     "entretien telephonique, echange telephonique, point telephonique, rdv possible, rendez vous possible, "
     "en parler au telephone, en parler par telephone, rdv telephonique, rdv tel, rdv par telephone, "
     "rendez vous telephonique, rendez vous par telephone, fixer un rdv, fixer un rendez vous, prendre rdv pour, "
     "appel telephonique, votre appel, attends votre appel, coup de fil, coup de tel, coup de telephone, "
     "passer un coup de, moment pour m, moment pour me, creneau, creneaux, creneau d appel, heure d appel, "
     "heures d appel, horaire d appel, horaires d appel, heure de rappel, heures de rappel, horaire de rappel, "
     "horaires de rappel, rappel souhaite, rappel possible, rappel telephonique, date de rappel, "
     "date et heure de rappel, date et heure d appel, demande de rappel, demande d appel, heure pour me, "
     "heures pour me, horaires pour me, plage horaire, plages horaires, joignabilite, joignabilites, "
     "heures de joignabilite, heure de joignabilite, disponibilite, disponibilites, mes dispo, mes dispos, dispos, "
     "mes disponibilites, quand me joindre, quand me rappeler, quand m appeler, ou me joindre, comment me joindre, "
     "je reponds, je repondrai, je peux repondre, je pourrai repondre, je decroche, peux decrocher, je suis la, "
     "je serai la, suis present, serai present, suis presente, serai presente, a votre disposition, "
     "reste a disposition, a votre ecoute, votre retour d appel, je peux vous parler, je pourrai vous parler, "
     "dans l attente de votre appel, bip, un rappel, m arrange, m arrangerait, me convient, me conviendrait, "
     "me conviennent, conviendrait, me va, m irait, me vont, m irait bien, on s appelle, qu on s appelle, "
     "je prefere, je prefererais, preference pour, ma preference, preferable, privilegi*, merci de privilegier, "
     "de privilegier, j ai du temps, j aurai du temps, j ai un peu de temps, j ai le temps, j aurai le temps, "
     "j ai un moment, j aurai un moment, j ai cinq minutes, j ai un trou, j ai un creux, vous pouvez essayer, "
     "pouvez essayer, essayez au, essayez de me, essayez plutot, essayez le, tentez au, tentez le, "
     "quand vous joindre, quand vous rappeler, quand vous appeler, quand vous contacter, quand peut on vous, "
     "quand pouvons nous vous, a quel moment vous, comment vous joindre, comment vous rappeler, pour vous joindre, "
     "pour vous rappeler, pour vous appeler, pour vous contacter, ou vous joindre, je suis a mon bureau, "
     "je suis au bureau, je serai a mon bureau, je serai au bureau, je suis a mon poste, appelez, rappelez, "
     "telephonez, joignez, ne peux repondre que, ne peux repondre qu, ne reponds que, ne reponds qu, "
     "ne pourrai repondre que, ne pourrai repondre qu, pouvons nous nous parler, pourrions nous nous parler, "
     "pouvons nous parler, pourrions nous parler, pouvons nous echanger, pourrions nous echanger, peut on echanger, "
     "pourrait on echanger, pouvons nous en parler, pourrions nous en parler, peut on en parler, "
     "pourrait on en parler, nous parler au telephone, nous parler par telephone, nous telephoner, "
     "vous me trouverez, vous me trouvez, me trouver au, vous m y trouverez, je prends les appels, "
     "je prends mes appels, je prends vos appels, je prendrai votre appel, je peux prendre votre appel, "
     "je peux prendre un appel, meilleur moment, meilleurs moments, bon moment, moment ideal, moment propice, "
     "meilleure heure, meilleur horaire, meilleur creneau, on peut vous rappeler, on peut vous joindre, "
     "on peut vous appeler, on peut vous contacter, peut vous rappeler, peut vous joindre, peut vous contacter, "
     "pouvons vous rappeler, pouvons vous joindre, pouvons nous vous rappeler, pouvons nous vous joindre, "
     "pouvons nous vous appeler, appelez la semaine, rappelez la semaine, "
     "on peut en parler, on peut en discuter, on pourrait en parler, on pourrait en discuter, on pourra en parler, "
     "je peux en parler, je souhaiterais en discuter, je souhaiterais en parler, je souhaite en discuter, "
     "je souhaite en parler, j aimerais en discuter, j aimerais en parler, je voudrais en discuter, "
     "je voudrais en parler, revenir vers moi, revenez vers moi, faites moi signe, discuter avec vous, "
     "echanger avec vous, parler avec vous, m entretenir avec vous, besoin de precisions, besoin d informations, "
     "pour toute precision, pour plus de precisions, pour tout renseignement, pour toute question, "
     "si vous avez des questions, pour en savoir plus, pour plus d informations, pour plus de details"},
    {Cue::hint,
     "de preference, preference, plutot, idealement, ideal, l ideal, le mieux, au mieux, mieux, si possible, "
     "possible, plus simple, plus facile, ok, parfait, ca marche, c est bon, ca va, uniquement, seulement, "
     "exclusivement, rappel, appel, appeler, rappeler, joindre, contact, contacter, par telephone, au telephone, "
     "n hesitez pas, merci, svp, horaire, horaires, mes horaires, de mon cote, pour moi, suis au cabinet, "
     "suis a mon cabinet, serai a mon cabinet, serai au cabinet, suis a la pharmacie, suis a l officine, "
     "suis au bureau, suis chez moi, serai chez moi, suis a la maison, serai a la maison, en repos, de repos, "
     "suis off, en teletravail, present, presente"},
    {Cue::phone,
     "tel, telephone, portable, mobile, gsm, port, numero, num, fixe, ligne directe"},
    {Cue::story,
     "je travaille au, je travaille a, je travaille dans, je travaille chez, je travaille comme, je travaille en, "
     "je travaille avec, je travaille sur, vous rappell*, vous appell*, vous rappeler*, vous rappele*, "
     "vous appeler*, vous appele*, vous joindre, vous contacter*, vous contacte*, vous recontact*, vous tiendrai, "
     "de garde, en garde, d astreinte, astreinte, ouvert, ouverte, ouverts, ouvertes, ouverture, ouvre, ferme, "
     "fermee, fermeture, permanence, permanences, sur rendez vous, sur rdv, consultations sur, consultations le, "
     "consultations libres, consultation libre, accueil, accueil telephonique, standard, lors de, lors du, lors d, "
     "lors des, depuis, suite a, suite au, suite aux, survenu*, apparu*, date des faits, date de l evenement, "
     "date de survenue, heure de l evenement, heure des faits, date du, il y a, au cours, puis le patient, "
     "je dois rappeler, je dois appeler, doit rappeler, doit appeler, doit etre, devait, doivent, le rappeler, "
     "la rappeler, les rappeler, le joindre, la joindre, les joindre, l appeler, les appeler, le contacter, "
     "la contacter, les contacter, lui telephoner, rappeler le patient, rappeler la patiente, rappeler la famille, "
     "appeler le patient, appeler la patiente, joindre le medecin, joindre le, joindre la, joindre un, joindre l, "
     "appeler le samu, appeler le 15, rappel de, rappel du vaccin, rappel vaccin*, appel de, appel du, appel des, "
     "essaye d appeler, essaye de joindre, essaye de contacter, essaye de rappeler, tente d appeler, "
     "tente de joindre, tente de contacter, tente de rappeler, appel d, appel aux, appelez la, rappelez la, "
     "contactez la, joignez la, appelez le samu, appelez le 15, merci de rappeler la famille, "
     "merci de rappeler le patient, merci de rappeler la patiente, merci d appeler la famille, "
     "merci d appeler le patient, merci d appeler la patiente"},
    {Cue::aside,
     "date, patient, patiente, patients, patientes, resident, residente, residents, traitement*, posologie*, prise, "
     "prises, dose, doses, dosage, injection*, perfusion*, insuline, comprime*, ordonnance*, prescription*, "
     "prescrit*, medicament*, hospitalis*, hopital, clinique, urgences, samu, smur, ambulance*, vsl, taxi, chute*, "
     "deces, decede*, rdv, rendez vous, pansement*, evenement*, incident*, erreur*, oubli*, livraison*, pilulier*, "
     "administr*, bilan, bilans, prelevement*, scanner, irm, radio, sortie, sorti, intervention, operation, "
     "dialyse, vaccin*, glycemie*, douleur*, fievre, symptome*, mg, reunion, renouvellement, relais, transmission*, "
     "colloque, congres, assemblee, dispensation, delivr*, ambulancier*, nuit du, faits"},
    {Cue::busy,
     "je consulte, je recois, je travaille, je bosse, je reprends mes consultations, je reprends mes visites, "
     "je reprends ma tournee, je reprends de, je reprends a, mes consultations, ma consultation, mes consults, "
     "mes rendez vous, mes rdv, ma tournee, mes tournees, mes visites, ma visite, mes soins, "
     "mes horaires de consultation, mes heures de consultation, mes horaires de visite, mes horaires de visites, "
     "mes horaires de tournee, mes horaires de travail, mes heures de visite, mes heures de travail, mes cours, "
     "je dors, suis avec mes enfants, je garde mes enfants, je garde les enfants, je m occupe de mes enfants, "
     "j ai mes enfants, je me repose, je fais classe, je fais cours, je donne cours, je donne des cours, j enseigne, "
     "j opere, je fais mes visites, je fais ma tournee, je fais mes soins, j ai consultation*, j ai consult, "
     "j ai cours, j ai tournee, suis pris, suis prise, serai pris, serai prise, suis occupe, suis occupee, "
     "serai occupe, serai occupee, suis au bloc, serai au bloc, deja pris, deja prise, suis au fauteuil, "
     "serai au fauteuil, suis en salle, suis en soins, suis en seance, suis en seances, suis avec mes patients, "
     "suis avec des patients, suis en rendez vous, suis en cours, suis en classe, suis a la faculte, suis a la fac, "
     "suis a l universite, suis sur la route, suis au volant, suis en voiture, serai en voiture, serai sur la route, "
     "suis en transport, suis dans le train, serai dans le train"},
    {Cue::busy_hint,
     "en consultation, en consultations, en consult, consultations, consultation, consults, tournee, tournees, "
     "en visite, en visites, visites, au bloc, bloc, en reunion, en formation, formation, en cours, en poste, "
     "en stage, en deplacement, deplacement, en rendez vous, en rdv, occupe, occupee, en conge, en conges, conges, "
     "conge, en vacances, vacances, absent, absente, absents, absence, rtt, en arret"},
    {Cue::unavailable,
     "pas de rappel, pas d appel, pas d appels, aucun appel, aucun rappel, pas de coup de fil, exclu, exclue, "
     "exclus, exclues, a exclure, indisponibilite*, ne suis pas, ne serai pas, suis pas, serai pas, ne peux pas, "
     "peux pas, ne pourrai pas, pourrai pas, ne reponds pas, ne repondrai pas, ne peux repondre, ne decroche pas, "
     "ne pas appeler, ne pas m appeler, ne pas me rappeler, ne pas rappeler, ne pas me joindre, ne pas me contacter, "
     "ne pas me deranger, ne m appelez pas, ne me rappelez pas, ne me contactez pas, n appelez pas, ne rappelez pas, "
     "ne me joignez pas, pas m appeler, pas me rappeler, pas appeler, pas rappeler, pas possible, impossible, "
     "difficile, difficilement, pas evident, pas la peine, ne me derangez pas, pas de reponse possible, "
     "pas m joindre, aucune disponibilite, pas de disponibilite, pas present, pas presente, ne convient pas, "
     "ne me convient pas, ne m arrange pas, ne va pas, pas de creneau, c est complique, etant chargees, "
     "sont chargees, sont tres chargees, ce sera complique, ca va etre complique, pas l ideal, ne capte pas, "
     "ne capterai pas, telephone est eteint, telephone est coupe, telephone sera eteint, telephone sera coupe, "
     "portable est eteint, portable est coupe, portable sera eteint, portable sera coupe, coupe mon telephone, "
     "coupe mon portable, eteins mon telephone, eteins mon portable, pas mon telephone, pas mon portable, "
     "pas de reseau, sans reseau, hors reseau, pas de telephone, sans telephone, telephone coupe, telephone eteint, "
     "portable coupe, portable eteint, inutile de m appeler, inutile de me rappeler, inutile de me joindre, "
     "inutile de me contacter, inutile de me telephoner, inutile d appeler, inutile de rappeler, inutile d essayer, "
     "pas la peine de m appeler, pas la peine de me rappeler, pas la peine d appeler, pas la peine de rappeler, "
     "impossible de me joindre, impossible de m appeler, impossible de me rappeler, impossible de me contacter, "
     "impossible de m avoir, difficile de me joindre, difficile de m avoir, non plus"},
    {Cue::except,
     "merci d eviter le creneau, merci d eviter les creneaux, evitez le creneau, eviter le creneau, "
     "evitez les creneaux, eviter les creneaux, sauf le creneau, hors creneau, "
     "sauf, sauf le, sof, sauff, hormis, hors, excepte, exceptes, exceptee, exceptees, a l exception de, "
     "a l exception du, a l exception des, exception, a part, en dehors de, en dehors du, en dehors des, evitez, "
     "eviter, evitez svp, merci d eviter, a eviter"},
    {Cue::finishing,
     "je finis, je fini, je termine, je terminerai, je finirai, finis mes consultations, termine mes consultations, "
     "je finis mes consultations, je termine mes consultations, je finis ma tournee, je termine ma tournee, "
     "je finis ma journee, je termine ma journee, je finis mes visites, je termine mes visites, "
     "je finis le travail, je finis ma consultation, je termine ma consultation, mes consultations se terminent, "
     "mes consultations finissent, ma consultation se termine, ma consultation finit, ma tournee se termine, "
     "ma tournee finit, ma journee se termine, je sors de consultation, je sors du bloc, je sors de garde, "
     "je serai rentre, je serai rentree, je serai libere, je serai liberee, me libere, je me libere, je quitte, "
     "je ferme, je rentre de tournee, je rentre de ma tournee, je rentre de visite, je rentre de visites, "
     "je reviens de tournee, je rentre du travail, je rentre chez moi, je sors du travail, je debauche"},
    {Cue::neutral,
     "ce moment la, bonne journee, bonne soiree, bonne fin de journee, "
     "bonne fin de semaine, bonne semaine, bonne matinee, bon apres midi, bonne apres midi, bon week end, "
     "bon weekend, bon we, belle journee, belle soiree, excellente journee, excellente soiree, tres bonne journee, "
     "agreable journee, douce soiree, joli week end, apres consultation, apres consultations, avant consultation, "
     "apres tournee, apres mon dernier patient, apres le dernier patient, apres mes patients, avant mes patients, "
     "apres la fermeture, apres l ecole, apres le cabinet, fin de tournee, fin de ma tournee, fin de consultation, "
     "fin de consultations, fin de mes consultations, fin des consultations, fin de ma consultation, "
     "debut de tournee, entre deux patients, entre 2 patients, entre deux consultations, entre 2 consultations, "
     "entre deux rdv, entre 2 rdv, entre deux rendez vous, entre 2 rendez vous, entre deux visites, "
     "entre 2 visites, entre deux soins, entre mes consultations, entre mes visites, entre mes rdv, "
     "une fois mes consultations, une fois ma tournee, une fois ma consultation, une fois les consultations, "
     "une fois mes visites, entre mes patients, mes patients, mon dernier patient, retour de tournee, "
     "de retour de tournee, retour de visite, retour de consultation, si je ne reponds pas, si je ne decroche pas, "
     "si je ne peux pas repondre, si je ne peux pas decrocher, si je suis en consultation, si je suis occupe, "
     "si je suis occupee, si je suis en tournee, si vous n arrivez pas a me joindre, "
     "si vous ne pouvez pas me joindre, si vous ne parvenez pas a me joindre, si vous ne me joignez pas, "
     "si pas de reponse, si absence de reponse, en cas d absence, en cas de non reponse, en l absence de reponse, "
     "si ce n est pas possible, si cela n est pas possible, si pas possible, si impossible, si indisponible, "
     "si je suis indisponible, si je suis injoignable, pas urgent, pas d urgence, rien d urgent, rien de pressant, "
     "pas de souci, pas de soucis, pas de probleme, pas de preference, pas forcement, pas necessairement, "
     "pas besoin, pas trop tot, pas trop tard, pas seulement, pas uniquement, pourquoi pas, ne tardez pas, "
     "je m appelle, je me rappelle, sur ma messagerie securisee, sur messagerie securisee, "
     "par messagerie securisee, n importe quel, n importe quelle, vaccin de rappel, ne consulte pas, "
     "ne travaille pas, je ne consulte pas, je ne travaille pas, si besoin, ce n est pas grave, par la suite, "
     "tout de suite, de suite, pas facile, n hesitez pas a laisser"},
    {Cue::those_days,
     "ces jours la, ce jour la, a partir de ce jour la, des ce jour la"},
    {Cue::contrast,
     "mais, en revanche, par contre, cependant, toutefois, neanmoins, donc, du coup, alors"},
    {Cue::clause,
     "soit, car, parce que, parce qu, puisque, puisqu, comme, lorsque, lorsqu, quand je, tandis que, et je, "
     "et vous, afin de, afin d, concernant, au sujet, a propos, pour discuter, pour parler, pour vous, "
     "pour echanger, dont, qui, ou il, ou elle"},
    {Cue::otherwise,
     "sinon, a defaut, ou sinon, ou a defaut, autrement, eventuellement, en second choix, deuxieme choix, ou alors"},
    {Cue::closing,
     "cordialement, bien cordialement, confraternellement, bien confraternellement, salutations, "
     "sinceres salutations, bien a vous, cdlt, cdt, bien cdt, respectueusement"},
    {Cue::message,
     "laisser un message, laissez un message, laissez moi un message, laisser moi un message, "
     "laisse moi un message, me laisser un message, laisser message, laissez message, laisser un msg, "
     "laissez un msg, laisser un message vocal, laissez un message vocal, laisser un vocal, message vocal, "
     "un message sur, message sur, sur mon repondeur, sur le repondeur, sur repondeur, sur ma messagerie, "
     "sur messagerie, sur la messagerie, messagerie vocale, repondeur possible, repondeur ok, avec repondeur, "
     "il y a un repondeur, j ai un repondeur, prend les messages, prend mes messages, prend vos messages, "
     "prendra les messages, prendra vos messages, prendra un message, prendra le message, prendra votre message, "
     "prendre le message, prendre un message, prendre les messages, prend les appels et les messages"},
    {Cue::sms,
     "par sms, sms, un sms, par texto, texto, textos, message ecrit, mini message"},
    {Cue::secretary,
     "par le secretariat, par mon secretariat, par notre secretariat, par ma secretaire, par la secretaire, "
     "via le secretariat, via mon secretariat, via ma secretaire, via la secretaire, au secretariat, "
     "a mon secretariat, a ma secretaire, a la secretaire, aupres du secretariat, aupres de mon secretariat, "
     "aupres de ma secretaire, avec le secretariat, avec mon secretariat, avec ma secretaire, avec la secretaire, "
     "mon secretariat, ma secretaire, le secretariat, la secretaire, secretariat, secretaire"},
});
// clang-format on

}  // namespace

const PhraseTable<Cue>& call_phrases() {
    static const PhraseTable<Cue> table = [] {
        PhraseTable<Cue> phrases;
        for (const auto& row : rows) phrases.add(row.phrases, row.cue);
        return phrases;
    }();
    return table;
}

}  // namespace rexflow::engine::reading
