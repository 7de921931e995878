import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accept, logIn, openBrowser, openWindow } from './support/browser.mjs';
import { Cell, pilot } from './support/cell.mjs';

let browser, cell;
before(async () => {
    cell = await Cell.open();
    browser = await openBrowser();
});
after(async () => {
    await browser?.close();
    await cell?.end();
});

test('an invited member reads the charter, chooses a password, and a mail appears among today’s', async () => {
    const page = await openWindow(browser, cell);
    await accept(page, cell, pilot);
    await page.getByRole('heading', { name: /^Aujourd’hui/ }).waitFor();
    await page.getByRole('heading', { name: 'Rien n’attend' }).waitFor();

    const number = cell.mail();
    await page.reload();

    const waiting = page.getByRole('region', { name: 'Nouvelles demandes' });
    await waiting.getByRole('link', { name: number, exact: true }).click();
    await page.getByRole('heading', { name: number, level: 1 }).waitFor();
    assert.doesNotMatch(await page.locator('main').innerText(), /Léa|06 39 98 00 42/);
});

test('an invitation works once', async () => {
    const page = await openWindow(browser, cell);
    const link = cell.invite('coordinatrice@cpts.example');
    await page.goto(link);
    await page.getByRole('checkbox').check();
    await page.getByLabel('Nouveau mot de passe').fill('les coquelicots du talus');
    await page.getByLabel('Le même, encore une fois').fill('les coquelicots du talus');
    await page.getByRole('button', { name: 'Enregistrer et entrer' }).click();
    await page.getByRole('heading', { name: /^Aujourd’hui/ }).waitFor();

    const stranger = await openWindow(browser, cell);
    await stranger.goto(link);

    await stranger.getByRole('heading', { name: 'Ce lien ne sert plus' }).waitFor();
});

test('a wrong password is answered calmly, and the right one leads to the page that was wanted', async () => {
    const page = await openWindow(browser, cell);
    await page.goto('/dossiers?etat=ouverts');
    await page.getByLabel('Votre adresse de courriel').fill(pilot.address);
    await page.getByLabel('Votre mot de passe').fill('ce n’est pas le bon');
    await page.getByRole('button', { name: 'Entrer' }).click();
    assert.match(await page.getByRole('alert').innerText(), /ne correspondent pas/);
    assert.equal(await page.getByLabel('Votre adresse de courriel').inputValue(), pilot.address);

    await logIn(page, pilot);

    assert.equal(new URL(page.url()).pathname, '/dossiers');
});

test('who leaves is out, also by the back button', async () => {
    const page = await openWindow(browser, cell);
    await page.goto('/connexion');
    await logIn(page, pilot);
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.getByRole('heading', { name: 'Connexion' }).waitFor();

    await page.goBack();

    await page.getByRole('heading', { name: 'Connexion' }).waitFor();
});

test('a second factor is set up from its drawing, asked for at the next login, and a recovery code stands in', async () => {
    const page = await openWindow(browser, cell);
    await page.goto('/connexion');
    await logIn(page, pilot);
    await page.goto('/compte/second-facteur');
    await page.getByRole('button', { name: 'Commencer' }).click();
    const drawing = page.getByRole('img', { name: /Code QR/ });
    await drawing.waitFor();
    assert.ok(await drawing.evaluate((image) => image.complete && image.naturalWidth > 100));
    const secret = (await page.locator('main b.number').innerText()).replaceAll(' ', '');
    await page.getByLabel(/Le code à six chiffres/).fill(await codeOf(secret, cell.clock));
    await page.getByRole('button', { name: 'Confirmer' }).click();
    await page.getByRole('heading', { name: 'Vos codes de secours' }).waitFor();
    const recovery = await page.locator('.codes li').first().innerText();

    const later = await openWindow(browser, cell);
    await later.goto('/connexion');
    await logIn(later, pilot);
    await later.getByLabel(/Code à six chiffres/).fill(recovery);
    await later.getByRole('button', { name: 'Continuer' }).click();

    await later.getByRole('heading', { name: /^Aujourd’hui/ }).waitFor();
});

/// As an app computes it (RFC 6238).
async function codeOf(secret, at) {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.parse(at) / 30_000)));
    const { createHmac } = await import('node:crypto');
    const digest = createHmac('sha1', key).update(counter).digest();
    const code = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
    return String(code % 1_000_000).padStart(6, '0');
}
