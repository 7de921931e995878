import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fillIn, logIn, memberWindow, openBrowser, recorded } from './support/browser.mjs';
import { Cell, pilot } from './support/cell.mjs';

let browser, cell, page, number;
before(async () => {
    cell = await Cell.open();
    browser = await openBrowser();
    page = await memberWindow(browser, cell, pilot);
    number = cell.mail();
    cell.does(number, 'taken_in_charge', { pilot: pilot.address });
    cell.does(number, 'call_logged', { outcome: 'reached' });
});
after(async () => {
    await browser?.close();
    await cell?.end();
});

test('a session that expires while somebody types keeps every word, and the login leads back to it', async () => {
    const solution = 'Le cahier reste au chevet.\nChacun y signe son passage (exemple).';
    await page.goto(`/dossiers/${number}/faire/solution_found`);
    await fillIn(page, { solution });
    await cell.passUntil('2026-03-17T09:00:00Z'); // the next morning: the session is over

    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('heading', { name: 'Votre session est terminée' }).waitFor();
    assert.ok((await page.locator('main textarea').evaluateAll((areas) => areas.map((area) => area.value))).includes(solution));
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: /Se reconnecter/ }).click();
    await logIn(await opened, pilot);
    await page.getByRole('button', { name: 'Envoyer à nouveau' }).click();
    if (await page.getByRole('button', { name: 'Confirmer' }).count() > 0)
        await page.getByRole('button', { name: 'Confirmer' }).click();

    await recorded(page).waitFor();
    assert.match(await page.locator('main').innerText(), /Le cahier reste au chevet\.\s+Chacun y signe son passage/);
});

test('a session that its owner closes elsewhere is over at once', async () => {
    const other = await (await browser.newContext({ baseURL: cell.url, locale: 'fr-FR' })).newPage();
    await other.goto('/compte');
    await logIn(other, pilot);
    await other.getByRole('button', { name: 'Fermer toutes les autres' }).click();
    await other.getByRole('status').waitFor();

    await page.goto('/dossiers');

    await page.getByRole('heading', { name: 'Connexion' }).waitFor();
});
