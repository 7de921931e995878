import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { act, memberWindow, logIn, openBrowser, recorded } from './support/browser.mjs';
import { Cell, coordinator, pilot } from './support/cell.mjs';
import {
    analyseUntilN4, answerThreeQuestions, concludeAndClose, proof, serious, takeAndReach,
} from './support/stories.mjs';

let browser, cell, page, number;
before(async () => { browser = await openBrowser(); });
after(() => browser?.close());
beforeEach(async () => {
    cell = await Cell.open();
    page = await memberWindow(browser, cell, pilot);
    number = cell.mail();
});
afterEach(() => cell?.end());

const stateIs = async (words) => assert.match(await page.locator('.chips').innerText(), words);

test('level 1: a call is enough, from the login to the closing', async () => {
    await takeAndReach(page, number);
    await act(page, 'Noter une solution', { solution: 'Un seul planning fait foi (exemple).' });
    assert.match(await page.locator('main').innerText(), /La question «\sPourquoi est-ce arrivé\s\?\s» est sans réponse/);
    await concludeAndClose(page);

    await stateIs(/Dossier clos|Clos/i);
    assert.equal(await page.getByRole('link', { name: 'Clore le dossier' }).count(), 0);
    await page.goto('/');
    assert.equal(await page.getByRole('link', { name: number }).count(), 0);
});

test('level 2: an orientation, its follow-up ten days later, and the closing', async () => {
    await takeAndReach(page, number);
    await act(page, 'Orienter vers un professionnel', {
        to: 'Paul Modèle', to_address: 'paul@officine.example', to_profession: 'pharmacist', consent: 'yes',
    });
    await cell.passUntil('2026-03-27T09:00:00Z');
    await page.goto('/');
    await logIn(page, pilot);

    await page.getByRole('link', { name: `Noter le suivi, ${number}` }).click();
    await page.locator('[name="outcome"][value="resolved"]').check();
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await recorded(page).waitFor();
    await concludeAndClose(page);

    await stateIs(/clos/i);
});

test('level 3: the six steps, with chronology, gaps, a meeting, an action, a survey and a report', async () => {
    await takeAndReach(page, number);
    await analyseUntilN4(page);
    await act(page, 'Fixer la réunion', {
        date: '2026-03-20T12:30', place: 'Maison de santé (exemple)', addresses: 'lea@idel.example\npaul@officine.example',
    });
    await cell.passUntil('2026-03-20T14:00:00Z');
    await page.goto(`/dossiers/${number}`);
    await logIn(page, pilot);
    await act(page, 'Noter la réunion tenue', { attendance: 'Une infirmière : 60\nUn pharmacien : 60', minutes: '60' });
    await act(page, 'Écrire le compte rendu', { text: 'Compte rendu (exemple).' });
    await act(page, 'Décider une action', {
        title: 'Fiche de liaison (exemple)', owner: 'Dominique Modèle', owner_address: 'dominique@idel.example',
        due: '2026-04-30',
    });
    await act(page, 'Terminer l’étape');
    await act(page, 'Envoyer l’enquête');
    await act(page, 'Clore l’enquête', { how: 'all_answered' });
    await act(page, 'Terminer l’étape');
    await act(page, 'Rédiger le rapport', { text: 'Rapport (exemple).' });

    const other = await memberWindow(browser, cell, coordinator);
    await other.goto(`/dossiers/${number}`);
    await act(other, 'Valider le rapport');
    await page.goto(`/dossiers/${number}`);
    await act(page, 'Terminer l’étape');
    await concludeAndClose(page);

    await stateIs(/clos/i);
    await page.getByRole('link', { name: `${number}/A1` }).click();
    await act(page, 'Valider l’action');
});

test('level 4: a serious event is declared in two parts, each with its proof', async () => {
    await takeAndReach(page, number);
    await act(page, 'Évaluer la gravité', { ...serious, grounds: 'Surdosage rattrapé aux urgences (exemple).' });
    await stateIs(/volet 1/i);
    await act(page, 'Noter le dépôt du volet 1', proof('2026-03-16'));
    await act(page, 'Noter l’information du patient', { date: '2026-03-16' });
    await act(page, 'Noter une solution', { solution: 'Double lecture de la dose (exemple).' });
    await answerThreeQuestions(page);
    await act(page, 'Noter le retour à la personne', { by: 'call' });
    assert.match(await page.locator('main').innerText(), /Une partie de la déclaration reste à déposer/);
    await act(page, 'Noter le dépôt du volet 2', proof('2026-03-16'));
    await act(page, 'Clore le dossier');

    await stateIs(/clos/i);
    await act(page, 'Noter la clôture par l’ARS', proof('2026-03-16'));
});
