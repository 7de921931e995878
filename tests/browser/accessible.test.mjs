import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fillIn, memberWindow, openBrowser, openWindow, violations } from './support/browser.mjs';
import { administrator, everyPage, openHouse, outerPages } from './support/house.mjs';

let browser, cell, page, paths;
before(async () => {
    cell = await openHouse();
    browser = await openBrowser();
    page = await memberWindow(browser, cell, administrator);
    paths = await everyPage(page, [cell.serious, cell.analysed, cell.oriented, cell.concluding]);
});
after(async () => {
    await browser?.close();
    await cell?.end();
});

async function open(window, path, colorScheme) {
    await window.emulateMedia({ colorScheme });
    await window.goto(path);
    // What is folded is read as well.
    await window.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
    return violations(window);
}

for (const theme of ['light', 'dark']) {
    test(`every page a member can come to is accessible, ${theme}`, async () => {
        assert.ok(paths.length > 60, `only ${paths.length} pages were found`);
        const found = [];
        for (const path of paths) found.push(...await open(page, path, theme));
        assert.deepEqual(found, []);
    });

    test(`every page of strangers is accessible, ${theme}`, async () => {
        const stranger = await openWindow(browser, cell);
        const found = [];
        for (const path of outerPages(cell)) found.push(...await open(stranger, path, theme));
        assert.deepEqual(found, []);
    });

    test(`a form that was not understood, and one whose case changed, are accessible, ${theme}`, async () => {
        await page.emulateMedia({ colorScheme: theme });
        await page.goto(`/dossiers/${cell.oriented}/faire/information_requested`);
        await page.locator('main form.record').evaluate((form) => { form.noValidate = true; });
        await page.getByRole('button', { name: 'Enregistrer' }).click();
        await page.getByRole('alert').first().waitFor();
        const found = await violations(page);
        await page.goto(`/dossiers/${cell.oriented}/faire/note_added`);
        await fillIn(page, { text: 'Rappel de la famille (exemple).' });
        await page.locator('[name="seq"]').evaluate((seq) => { seq.value = '2'; });
        await page.getByRole('button', { name: 'Enregistrer' }).click();
        await page.getByRole('heading', { name: /a changé entre-temps/ }).waitFor();
        found.push(...await violations(page));
        assert.deepEqual(found, []);
    });
}
