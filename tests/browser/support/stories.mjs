/// Stretches of a case, done in the browser as a member would, page by page. All content is invented.
import { act, recorded } from './browser.mjs';

const receipt = { name: 'accuse.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 (exemple)') };
export const proof = (date) => ({ number: 'EIGS-EXEMPLE-1', date, receipt });

export const reached = { outcome: 'reached', minutes: '20' };
export const notSerious = { care_associated: 'yes', unexpected: 'no', consequence: 'none' };
export const serious = { care_associated: 'yes', unexpected: 'yes', consequence: 'life_threatening' };

/// From the list of the day to the page of the case: takes it in charge and logs a call that reached the person.
export async function takeAndReach(page, number) {
    await page.goto('/');
    await page.getByRole('link', { name: `Prendre en charge ${number}` }).click();
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await recorded(page).waitFor();
    await page.goto('/');
    await page.getByRole('button', { name: `Joint, ${number}` }).click();
    await recorded(page).waitFor();
}

export async function answerThreeQuestions(page) {
    for (const which of ['what_happened', 'why', 'what_learned'])
        await act(page, 'Répondre à une question', { which, text: 'Deux agendas, aucun ne fait foi (exemple).' });
}

/// Everything closing asks for where no declaration is due, and closes.
export async function concludeAndClose(page) {
    await answerThreeQuestions(page);
    await act(page, 'Évaluer la gravité', notSerious);
    await act(page, 'Noter le retour à la personne', { by: 'call' });
    await act(page, 'Clore le dossier');
}

/// N1 to N3 of a case whose reporter was reached.
export async function analyseUntilN4(page) {
    await act(page, 'Réunir les professionnels');
    await act(page, 'Consigner un entretien', { profession: 'infirmière', text: 'Le relais du soir n’a pas eu lieu.' });
    await act(page, 'Terminer l’étape');
    for (const when of ['J0, vers 9 h', 'J0, vers 15 h'])
        await act(page, 'Ajouter un fait à la chronologie',
            { when, role: 'infirmière', source: 'entretien', text: 'La fiche est posée sur la table (exemple).' });
    await act(page, 'Terminer l’étape');
    await act(page, 'Ajouter un écart', { text: 'Relais non transmis (exemple).', item: { index: 1 } });
    await act(page, 'Ajouter un facteur', { gap: { index: 1 }, alarm: 'team', text: 'Deux agendas (exemple).' });
    await act(page, 'Terminer l’étape');
}
