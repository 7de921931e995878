/// Debian's Chromium, and what a member does in it again and again.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const fromNpm = createRequire(resolve(process.env.REXFLOW_NPM, 'node_modules', 'of-tests'));
const { chromium } = fromNpm('playwright-core');
const axe = fromNpm('axe-core');

/// What an act may take at most, milliseconds: the program is built with sanitizers, on machines that do other things.
const patience = 20_000;

/// A browser, closed by `close`.
export function openBrowser() {
    return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
}

/// A window with cookies of its own. `kind` as Playwright's newContext takes it.
export async function openWindow(browser, cell, kind = {}) {
    const context = await browser.newContext(
        { baseURL: cell.url, locale: 'fr-FR', timezoneId: 'Europe/Paris', viewport: { width: 1280, height: 800 }, ...kind });
    context.setDefaultTimeout(patience);
    if (kind.javaScriptEnabled !== false) await context.addInitScript({ content: axe.source });
    return context.newPage();
}

/// Follows an invitation to the first page: password and charter.
export async function accept(page, cell, member) {
    await page.goto(cell.invite(member.address));
    const charter = page.getByRole('checkbox', { name: /charte/ });
    await charter.check();
    await page.getByLabel('Nouveau mot de passe').fill(member.password);
    await page.getByLabel('Le même, encore une fois').fill(member.password);
    await page.getByRole('button', { name: 'Enregistrer et entrer' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/invitation'));
}

/// With the password, from the page of the login.
export async function logIn(page, member) {
    await page.getByLabel('Votre adresse de courriel').fill(member.address);
    await page.getByLabel('Votre mot de passe').fill(member.password);
    await page.getByRole('button', { name: 'Entrer' }).click();
    await page.waitForURL((url) => url.pathname !== '/connexion');
}

/// A window of a member who came in by invitation.
export async function memberWindow(browser, cell, member, kind = {}) {
    const page = await openWindow(browser, cell, kind);
    await accept(page, cell, member);
    return page;
}

/// Fills the controls of a form by their names: text, a day or a moment, a choice, boxes (a list), a file.
export async function fillIn(page, fields) {
    for (const [name, value] of Object.entries(fields)) {
        const control = page.locator(`main form.record [name="${name}"]`);
        const first = control.first();
        const kind = await first.evaluate((element) => element.type ?? element.tagName);
        if (kind === 'radio') await page.locator(`main form.record [name="${name}"][value="${value}"]`).check();
        else if (kind === 'checkbox') await first.setChecked(value === 'yes');
        else if (kind === 'file') await first.setInputFiles(value);
        else if (kind.startsWith('select')) await first.selectOption(value);
        else await first.fill(value);
    }
}

/// Where a page says that something was recorded.
export function recorded(page) {
    return page.getByRole('status').filter({ hasText: /^\s*Enregistré/ });
}

/// On the page of a case: chooses an act, fills in its form, records it. Ends on the page of the case, which says so.
export async function act(page, words, fields = {}) {
    const offer = page.getByRole('link', { name: words, exact: true, includeHidden: true });
    const fold = page.locator('main details:not([open])', { has: offer });
    if (await fold.count() > 0) await fold.first().locator('summary').first().click();
    await page.locator('main').getByRole('link', { name: words, exact: true }).first().click();
    await page.locator('main form.record button', { hasText: 'Enregistrer' }).waitFor();
    await fillIn(page, fields);
    await page.locator('main form.record button', { hasText: 'Enregistrer' }).click();
    await recorded(page).or(page.getByRole('alert')).first().waitFor();
    const alerts = (await page.getByRole('alert').allInnerTexts()).filter(Boolean);
    assert.deepEqual(alerts, [], `${words} was not recorded`);
}

/// What axe finds on the page as it stands, one line each; empty when all is well.
export async function violations(page) {
    const found = await page.evaluate(() => window.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }).then((result) => result.violations.map((one) => ({ id: one.id, where: one.nodes.map((node) => node.html) }))));
    const { pathname } = new URL(page.url());
    return found.map((one) => `${pathname}: ${one.id}: ${one.where.slice(0, 3).join(' | ')}`);
}

/// How much wider the page is than its window, in CSS pixels.
export function sidewaysScroll(page) {
    return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
