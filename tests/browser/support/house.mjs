/// A cell in the middle of its year: members, cases at every level, calls to make, things late and things asked.
/// For tests that look at every page, and for the pictures in docs/. All people and stories are invented.
import { Cell, coordinator, pilot } from './cell.mjs';

export const administrator = { address: 'admin@cpts.example', password: 'trois mésanges sur le fil', name: 'Alix Moreau (exemple)', role: 'administrator' };
export const colleague = { address: 'claire@cpts.example', password: 'le vieux lavoir de Saint-Léon', name: 'Claire Fontaine (exemple)' };

const reached = { outcome: 'reached', minutes: '20' };

/// Opened on a Monday, looked at on the Thursday of the week after.
export async function openHouse(settings = {}) {
    const cell = await Cell.open({ clock: '2026-03-09T08:00:00Z', members: [administrator, colleague], settings });
    await cell.stop();
    const take = (number, by = pilot) => cell.does(number, 'taken_in_charge', { pilot: by.address }, by.address);

    cell.serious = cell.mail({
        from: 'Hélène Aubry <helene.aubry@pharmacie.example>', subject: 'Surdosage évité de peu',
        text: 'Bonjour,\r\nUne ordonnance de méthotrexate quotidien a été préparée, la patiente est hospitalisée.\r\n' +
            'Vous pouvez me joindre au 06 39 98 00 17, le mardi et le jeudi entre 12 h et 14 h.\r\nHélène Aubry, pharmacienne\r\n',
    });
    take(cell.serious, colleague);
    cell.does(cell.serious, 'call_logged', reached);
    cell.does(cell.serious, 'severity_assessed',
        { care_associated: 'yes', unexpected: 'yes', consequence: 'life_threatening', grounds: 'Hospitalisation en réanimation.' });

    cell.analysed = cell.mail({
        from: 'Marc Delmas <marc.delmas@medecin.example>', subject: 'Sortie d’hôpital sans relais',
        text: 'Bonjour,\r\nUn patient est sorti un vendredi soir sans ordonnance de relais ni infirmière prévenue.\r\n' +
            'Je suis joignable au 06 39 98 00 23 le mercredi matin.\r\nDr Marc Delmas, médecin généraliste\r\n',
    });
    take(cell.analysed);
    cell.does(cell.analysed, 'call_logged', reached);
    cell.does(cell.analysed, 'case_classified', { kind: 'incident', themes: 'sortie d’hôpital, relais' });
    cell.does(cell.analysed, 'meeting_called');
    cell.does(cell.analysed, 'interview_recorded', { profession: 'infirmière', text: 'Le relais du vendredi n’a pas eu lieu.' });
    cell.does(cell.analysed, 'step_completed');
    const facts = [['J0, vers 17 h', 'interne', 'compte rendu', 'La sortie est décidée ; le courrier part le lundi.'],
        ['J1, vers 9 h', 'conjointe', 'entretien', 'Aucun passage n’est prévu ; elle appelle le cabinet, fermé.'],
        ['J2, vers 11 h', 'infirmière', 'entretien', 'Premier passage, deux doses d’anticoagulant manquées.']];
    for (const [when, role, source, text] of facts)
        cell.does(cell.analysed, 'chronology_item_added', { when, role, source, text });
    cell.does(cell.analysed, 'step_completed');
    cell.does(cell.analysed, 'gap_added', { text: 'Le cabinet infirmier n’a pas été prévenu de la sortie.' });

    cell.oriented = cell.mail({
        from: 'Inès Carpentier <ines.carpentier@idel.example>', subject: 'Pansement complexe, besoin d’un avis',
        text: 'Bonjour,\r\nJe cherche un avis pour une plaie qui n’évolue plus.\r\nTél. 06 39 98 00 31\r\nInès Carpentier, infirmière\r\n',
    });
    take(cell.oriented);
    cell.does(cell.oriented, 'call_logged', reached);
    cell.does(cell.oriented, 'oriented',
        { to: 'Paul Modèle', to_address: 'paul@officine.example', to_profession: 'pharmacist', consent: 'yes' });

    cell.clock = '2026-03-18T08:00:00Z';
    cell.toCall = cell.mail({
        from: 'Sophie Lambert <sophie.lambert@kine.example>', subject: 'Chute évitée',
        text: 'Bonjour,\r\nUne patiente a failli tomber, le fauteuil roulant livré n’avait pas de frein.\r\n' +
            'Mon numéro : 06 39 98 00 48, le jeudi matin entre 9 h et 12 h.\r\nSophie Lambert, kinésithérapeute\r\n',
    });
    take(cell.toCall);
    cell.does(cell.toCall, 'call_logged', { outcome: 'no_answer' });
    cell.concluding = cell.mail({
        from: 'Yann Le Goff <yann.legoff@mk.example>', subject: 'Compte rendu égaré',
        text: 'Bonjour,\r\nUn compte rendu a été envoyé au mauvais cabinet.\r\nYann Le Goff, 06 39 98 00 55\r\n',
    });
    take(cell.concluding, colleague);
    cell.does(cell.concluding, 'call_logged', reached);
    cell.does(cell.concluding, 'solution_found', { solution: 'Le secrétariat vérifie l’adresse à voix haute avant l’envoi.' });
    cell.does(cell.concluding, 'question_answered', { which: 'what_happened', text: 'Deux cabinets portent presque le même nom.' });

    cell.clock = '2026-03-19T09:30:00Z';
    cell.fresh = cell.mail({
        from: 'Nadia Benali <nadia.benali@sagefemme.example>', subject: 'Demande de rappel',
        text: 'Bonjour,\r\nMerci de me rappeler au 06 39 98 00 62, plutôt en fin de journée.\r\nNadia Benali, sage-femme\r\n',
    });
    cell.rexflow('tick');
    cell.rexflow('deliver');
    await cell.serve();
    return cell;
}

/// Every page a member comes to by following links from the first, one of each kind; a case and each of its forms are
/// kinds of their own where `apart` names the case.
export async function everyPage(page, apart) {
    const kind = (path) => apart.some((number) => path === `/dossiers/${number}`) ? path
        : path.replace(/REX-\d{4}-\d{4}/, '{case}').replace(/\/\d+(?=\/|$)/g, '/{id}').replace(/\?.*/, '')
            .replace(/^(\/administration\/lettres)\/[^/]+/, '$1/{letter}');
    const seen = new Map([['/', '/']]);
    const waiting = ['/', ...apart.map((number) => `/dossiers/${number}`)];
    for (const path of waiting) seen.set(kind(path), path);
    for (let path = waiting.shift(); path; path = waiting.shift()) {
        const answer = await page.goto(path).catch((error) => {
            if (!/Download is starting|ERR_ABORTED/.test(error.message)) throw error;
        });
        const { 'content-type': kind_of = '', 'content-security-policy': policy = '' } = answer?.headers() ?? {};
        // A letter as a mail program shows it is in a sandbox: nothing can look at it from inside.
        if (!/html/.test(kind_of) || /\bsandbox\b/.test(policy)) {
            seen.delete(kind(path));
            continue;
        }
        const links = await page.locator('a[href^="/"]:not([download])').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
        for (const link of links.map((one) => one.replace(/#.*/, ''))) {
            if (!link || seen.has(kind(link)) || /\.(svg|ics|csv|css|js|json|pdf|docx|odt)$/.test(link.replace(/\?.*/, ''))) continue;
            seen.set(kind(link), link);
            waiting.push(link);
        }
    }
    return [...seen.values()];
}

/// What strangers see, and what is seen when something is not as it should be; the last must stay reachable for all.
export function outerPages(cell) {
    return ['/connexion', '/mot-de-passe', '/declarer', '/suivre', '/n-existe-pas', '/l/00000000000000000000000000000000',
        cell.invite(coordinator.address), `${cell.url}/invitation/00000000000000000000000000000000`];
}
