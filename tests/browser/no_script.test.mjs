import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { act, memberWindow, openBrowser } from './support/browser.mjs';
import { Cell, pilot } from './support/cell.mjs';
import { concludeAndClose, takeAndReach } from './support/stories.mjs';

let browser, cell;
before(async () => {
    cell = await Cell.open();
    browser = await openBrowser();
});
after(async () => {
    await browser?.close();
    await cell?.end();
});

test('without JavaScript a whole case of level 1 is worked, from the invitation to the closing', async () => {
    const page = await memberWindow(browser, cell, pilot, { javaScriptEnabled: false });
    const number = cell.mail();

    await takeAndReach(page, number);
    await act(page, 'Noter une solution', { solution: 'Un seul planning fait foi (exemple).' });
    await concludeAndClose(page);

    assert.match(await page.locator('.chips').innerText(), /clos/i);
});
