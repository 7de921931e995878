/// Takes the pictures of docs/screens.md, or of every page into another folder.
/// Usage: REXFLOW_PROGRAM=... REXFLOW_NPM=... node tests/browser/pictures.mjs FOLDER [all]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { memberWindow, openBrowser, openWindow } from './support/browser.mjs';
import { administrator, everyPage, openHouse, outerPages } from './support/house.mjs';

const [folder, what] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const desktop = { width: 1280, height: 800 };
const pageSized = { width: 1100, height: 700 }; // keeps a picture below 120 KiB
const phone = { width: 390, height: 844 };

const cell = await openHouse();
const browser = await openBrowser();
const page = await memberWindow(browser, cell, administrator);

async function take(name, path, { size = desktop, theme = 'light', whole = false, window = page } = {}) {
    await window.setViewportSize(size);
    await window.emulateMedia({ colorScheme: theme });
    if (path) await window.goto(path);
    await window.screenshot({ path: join(folder, `${name}.png`), fullPage: whole });
}

async function takeChosen() {
    const stranger = await openWindow(browser, cell);
    await take('aujourdhui', '/', { size: pageSized });
    await take('aujourdhui-telephone', '/', { size: phone, theme: 'dark' });
    await take('dossiers', '/dossiers', { size: pageSized });
    await take('dossier', `/dossiers/${cell.analysed}`, { size: pageSized });
    await take('dossier-telephone', `/dossiers/${cell.serious}`, { size: phone });
    await take('appel', `/dossiers/${cell.toCall}/faire/call_logged`, { size: { width: 390, height: 570 } });
    await take('gravite', `/dossiers/${cell.oriented}/faire/severity_assessed`, { size: { width: 1100, height: 640 }, theme: 'dark' });
    await take('calendrier', '/calendrier', { size: pageSized });
    await take('nouveau', '/dossiers/nouveau', { size: phone });
    await page.goto(`/dossiers/${cell.oriented}/faire/information_requested`);
    await page.getByLabel('Les heures où l’on peut vous joindre').check();
    await page.getByRole('button', { name: 'Lire les lettres d’abord' }).click();
    await page.getByRole('heading', { name: 'Ce qui partira' }).waitFor();
    await take('lettres', undefined, { size: { width: 1100, height: 900 } });
    await take('connexion', '/connexion', { size: { width: 390, height: 640 }, window: stranger });
}

async function takeAll() {
    const stranger = await openWindow(browser, cell);
    const inside = await everyPage(page, [cell.serious, cell.analysed, cell.oriented, cell.concluding, cell.fresh]);
    for (const [window, paths] of [[page, inside], [stranger, outerPages(cell)]])
        for (const path of paths) {
            const name = path.replace(cell.url, '').replace(/[^A-Za-z0-9_-]+/g, '_');
            await take(`d_${name}`, path, { whole: true, window });
            await take(`p_${name}`, undefined, { size: phone, whole: true, theme: 'dark', window });
        }
}

try {
    await (what === 'all' ? takeAll() : takeChosen());
} finally {
    await browser.close();
    await cell.end();
}
