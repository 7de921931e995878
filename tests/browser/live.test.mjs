import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { act, logIn, memberWindow, openBrowser, violations } from './support/browser.mjs';
import { Cell, coordinator, pilot } from './support/cell.mjs';

let browser, cell, first, second, number;
before(async () => {
    cell = await Cell.open();
    browser = await openBrowser();
    first = await memberWindow(browser, cell, pilot);
    second = await memberWindow(browser, cell, coordinator);
    number = cell.mail();
    cell.does(number, 'taken_in_charge', { pilot: pilot.address });
    cell.does(number, 'call_logged', { outcome: 'reached' });
});
after(async () => {
    await browser?.close();
    await cell?.end();
});

const text = 'Le cahier reste au chevet.\nChacun y signe son passage (exemple).';
/// The n-th note of the timeline; what it says is read elsewhere, with a reason.
const noted = (page, n) => page.locator('.timeline').getByText('Note ajoutée').nth(n - 1);
const kept = (page) => page.getByText(/^Brouillon gardé à/).waitFor();

test('an open case shows the other’s change without a reload, and what was unfolded stays so', async () => {
    await first.goto(`/dossiers/${number}`);
    const fold = first.locator('main details:not([open]) > summary').first();
    const words = await fold.innerText();
    await fold.click();
    await first.evaluate(() => document.activeElement.blur());

    await second.goto(`/dossiers/${number}`);
    await act(second, 'Ajouter une note', { text: 'La famille a rappelé (exemple).' });

    await noted(first, 1).waitFor();
    assert.equal(await first.locator('main details[open] > summary').filter({ hasText: words }).count() > 0, true);
});

test('the command line’s change is shown as well', async () => {
    await first.goto(`/dossiers/${number}`);
    cell.does(number, 'note_added', { text: 'Par la ligne de commande (exemple).' });
    await noted(first, 2).waitFor();
});

test('while somebody writes the page stays as it is, and says quietly that the case has changed', async () => {
    await first.goto(`/dossiers/${number}/faire/solution_found`);
    await first.locator('[name=solution]').fill(text);
    cell.does(number, 'note_added', { text: 'Entre-temps (exemple).' });

    await first.getByText('Ce dossier a changé').waitFor();

    assert.equal(await first.locator('[name=solution]').inputValue(), text);
    assert.deepEqual(await violations(first), []);
});

test('a text that was being written is found again in another window, and may be given up', async () => {
    const other = `${text}\nLa relève le lit à voix haute.`; // what the test before typed may be kept already
    await first.goto(`/dossiers/${number}/faire/solution_found`);
    await first.locator('[name=solution]').fill(other);
    await kept(first);

    await first.goto('/');
    await first.goto(`/dossiers/${number}/faire/solution_found`);
    await first.getByText(/Brouillon retrouvé/).waitFor();
    assert.equal(await first.locator('[name=solution]').inputValue(), other);
    assert.deepEqual(await violations(first), []);

    await first.getByRole('button', { name: 'Repartir sans ce brouillon' }).click();
    assert.equal(await first.locator('[name=solution]').inputValue(), '');
    assert.equal(await first.evaluate(() => localStorage.length + sessionStorage.length), 0);
});

test('a text outlives a lost connection', async () => {
    await first.goto(`/dossiers/${number}/faire/solution_found`);
    await first.context().setOffline(true);
    await first.locator('[name=solution]').fill(text);
    await first.getByText(/Pas de connexion pour le moment/).waitFor();
    await first.context().setOffline(false);
    await kept(first);
});

test('a text written after the session ended is kept once its writer has logged in elsewhere, and nobody else', async () => {
    await first.goto(`/dossiers/${number}/faire/solution_found`);
    const long = `${text}\nEt une ligne de plus.`;
    await cell.passUntil('2026-03-17T09:00:00Z');
    await first.locator('[name=solution]').fill(long);
    await first.getByText(/Votre session a pris fin/).waitFor();

    const elsewhere = await first.context().newPage();
    await elsewhere.goto('/connexion');
    await logIn(elsewhere, pilot);
    await kept(first);

    await elsewhere.goto(`/dossiers/${number}/faire/solution_found`);
    assert.equal(await elsewhere.locator('[name=solution]').inputValue(), long);
    await first.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await first.getByText(/^Enregistré/).waitFor();
    await elsewhere.goto(`/dossiers/${number}/faire/solution_found`);
    assert.equal(await elsewhere.getByText(/Brouillon retrouvé/).count(), 0);
});
