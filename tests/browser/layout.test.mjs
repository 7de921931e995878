import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberWindow, openBrowser, openWindow, sidewaysScroll } from './support/browser.mjs';
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

/// The paths of pages that are wider than a window of this width, and by how much.
async function tooWide(window, all, width) {
    const found = [];
    await window.setViewportSize({ width, height: 760 });
    for (const path of all) {
        await window.goto(path);
        await window.locator('details').evaluateAll((folds) => folds.forEach((fold) => { fold.open = true; }));
        const excess = await sidewaysScroll(window);
        if (excess > 0) found.push(`${path}: ${excess} px`);
    }
    return found;
}

for (const width of [390, 320]) {
    test(`no page of a member scrolls sideways on a screen of ${width} pixels`, async () => {
        assert.deepEqual(await tooWide(page, paths, width), []);
    });
    test(`no page of a stranger scrolls sideways on a screen of ${width} pixels`, async () => {
        assert.deepEqual(await tooWide(await openWindow(browser, cell), outerPages(cell), width), []);
    });
}

test('on a phone the call to make now shows its number, its hours, and three answers a thumb can hit', async () => {
    await page.setViewportSize({ width: 390, height: 760 });
    await page.goto('/');
    const calls = page.getByRole('region', { name: 'À appeler maintenant' });

    assert.equal(await calls.getByRole('link', { name: '06 39 98 00 48' }).getAttribute('href'), 'tel:+33639980048');
    assert.match(await calls.innerText(), /Joignable/);
    for (const name of [`Joint, ${cell.toCall}`, `Pas de réponse, ${cell.toCall}`]) {
        const box = await calls.getByRole('button', { name }).boundingBox();
        assert.ok(box.height >= 44 && box.width >= 44, `${name}: ${box.width} × ${box.height}`);
    }
});

test('on a phone the day begins in the first screen: the navigation leaves room', async () => {
    await page.setViewportSize({ width: 390, height: 760 });
    await page.goto('/');

    const heading = await page.getByRole('heading', { level: 1 }).boundingBox();

    assert.ok(heading.y < 260, `the heading begins at ${heading.y}`);
});
