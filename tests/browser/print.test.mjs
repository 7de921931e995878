import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberWindow, openBrowser } from './support/browser.mjs';
import { administrator, openHouse } from './support/house.mjs';

let browser, cell, page;
before(async () => {
    cell = await openHouse();
    browser = await openBrowser();
    page = await memberWindow(browser, cell, administrator);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
});
after(async () => {
    await browser?.close();
    await cell?.end();
});

/// Relative luminance of a colour as getComputedStyle writes it, 0 (black) to 255.
const brightness = (colour) => {
    const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

test('a printed case has its number, its course and its deadlines, dark on white, and no controls', async () => {
    await page.goto(`/dossiers/${cell.analysed}`);

    const text = await page.locator('body').innerText();
    assert.match(text, new RegExp(cell.analysed));
    assert.match(text, /Déroulé/);
    assert.match(text, /Échéances/);
    assert.equal(await page.getByRole('navigation', { name: 'Navigation principale' }).isVisible(), false);
    assert.equal(await page.locator('button:visible, a.button:visible, input:visible').count(), 0);
    const { ink, paper } = await page.locator('main').evaluate((main) => ({
        ink: getComputedStyle(main).color, paper: getComputedStyle(document.body).backgroundColor,
    }));
    assert.ok(brightness(ink) < 60 && brightness(paper) > 240, `${ink} on ${paper}`);
    const pdf = await page.pdf({ format: 'A4' });
    assert.ok(pdf.length > 5_000);
});

test('the list and the day are printed in full width with every row', async () => {
    await page.goto('/dossiers');
    for (const number of [cell.serious, cell.analysed, cell.oriented, cell.toCall, cell.concluding, cell.fresh])
        assert.ok(await page.getByText(number).first().isVisible(), number);
    assert.equal(await page.locator('form:visible').count(), 0);

    await page.goto('/');

    assert.match(await page.locator('main').innerText(), /À appeler maintenant/);
});
