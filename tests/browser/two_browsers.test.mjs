import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { act, fillIn, memberWindow, openBrowser, recorded } from './support/browser.mjs';
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

test('who comes second is told what changed meanwhile, loses no word, and may record all the same', async () => {
    const solution = 'Un seul planning fait foi : celui du cahier, relu chaque soir (exemple).';
    await first.goto(`/dossiers/${number}/faire/solution_found`);
    await fillIn(first, { solution });

    await second.goto(`/dossiers/${number}`);
    await act(second, 'Ajouter une note', { text: 'La famille a rappelé (exemple).' });
    await first.getByRole('button', { name: 'Enregistrer' }).click();

    const news = first.getByRole('alert');
    assert.match(await news.innerText(), /Le dossier a changé entre-temps/);
    assert.match(await news.innerText(), /Note ajoutée, Coordinatrice/);
    assert.equal(await first.getByLabel(/Solution trouvée/).inputValue(), solution);
    await first.getByRole('button', { name: 'Enregistrer quand même' }).click();
    await recorded(first).waitFor();
    assert.match(await first.locator('main').innerText(), /celui du cahier, relu chaque soir/);
});

test('an act that became impossible meanwhile says so, and keeps the words', async () => {
    const other = cell.mail({ from: 'Ana Modèle <ana@labo.example>', subject: 'Un tube égaré' });
    cell.does(other, 'taken_in_charge', { pilot: pilot.address });
    cell.does(other, 'call_logged', { outcome: 'reached' });
    const solution = 'Le tube est étiqueté au lit du patient (exemple).';
    await first.goto(`/dossiers/${other}/faire/solution_found`);
    await fillIn(first, { solution });
    await second.goto(`/dossiers/${other}`);
    await act(second, 'Classer sans suite', { reason: 'withdrawn' });

    await first.getByRole('button', { name: 'Enregistrer' }).click();
    assert.match(await first.getByRole('alert').innerText(), /Dossier classé sans suite, Coordinatrice/);
    await first.getByRole('button', { name: 'Enregistrer quand même' }).click();

    assert.match(await first.getByRole('alert').innerText(), /Pas encore possible/);
    assert.equal(await first.getByLabel(/Solution trouvée/).inputValue(), solution);
});

test('who is set aside sees nothing of the case', async () => {
    const other = cell.mail({ from: 'Noé Modèle <noe@kine.example>', subject: 'Une chute évitée' });
    await second.goto(`/dossiers/${other}`);
    await act(second, 'Écarter un membre', { member: { label: 'Pilote (exemple)' } });

    await first.goto(`/dossiers/${other}`);

    await first.getByRole('heading', { name: 'Cette page n’existe pas' }).waitFor();
    await first.goto('/dossiers');
    assert.equal(await first.getByRole('link', { name: other }).count(), 0);
});
