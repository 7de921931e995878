import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberWindow, openBrowser, recorded } from './support/browser.mjs';
import { Cell, pilot } from './support/cell.mjs';

let browser, cell, page, number;
before(async () => {
    cell = await Cell.open();
    browser = await openBrowser();
    page = await memberWindow(browser, cell, pilot);
    number = cell.mail();
});
after(async () => {
    await browser?.close();
    await cell?.end();
});

const focused = () => page.evaluate(() => {
    const { activeElement: element } = document;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
        name: element.ariaLabel || element.innerText?.trim() || element.name || element.id,
        shown: (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || element.tagName === 'MAIN',
        inSight: box.width > 0 && box.bottom > 0 && box.right > 0 && box.left >= -1,
        id: element.id,
    };
});

/// Tab by tab until the name fits; every stop on the way is seen.
async function tabTo(name) {
    for (let stops = 0; stops < 80; ++stops) {
        await page.keyboard.press('Tab');
        const at = await focused();
        assert.ok(at.shown, `no focus ring on ${at.name}`);
        assert.ok(at.inSight, `focus out of sight on ${at.name}`);
        if (at.name.includes(name)) return;
    }
    assert.fail(`no way to ${name} by keyboard`);
}

test('the first stop skips the navigation', async () => {
    await page.goto('/');
    await page.keyboard.press('Tab');
    assert.equal((await focused()).name, 'Aller au contenu');

    await page.keyboard.press('Enter');

    assert.equal((await focused()).id, 'contenu');
});

test('a request is taken in charge and its call logged without a mouse, and the focus is always seen', async () => {
    await page.goto('/');
    await tabTo(`Prendre en charge ${number}`);
    await page.keyboard.press('Enter');
    await page.waitForURL(/taken_in_charge/);
    await tabTo('Enregistrer');
    await page.keyboard.press('Enter');
    await recorded(page).waitFor();

    await tabTo('Noter un appel');
    await page.keyboard.press('Enter');
    await page.waitForURL(/call_logged/);
    await tabTo('outcome');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    assert.ok(await page.locator('[name="outcome"]:checked').count() === 1);
    await page.keyboard.press('ArrowUp');
    await tabTo('Enregistrer');
    await page.keyboard.press('Enter');

    await recorded(page).waitFor();
});

test('folded acts are opened with the keyboard', async () => {
    await page.goto(`/dossiers/${number}`);
    await tabTo('Tenir le dossier');
    await page.keyboard.press('Enter');
    await tabTo('Ajouter une note');
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'Ajouter une note' }).waitFor();
});
