import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { open, seriousFaults, sidewaysScroll, signIn, visitor } from './visit.ts';

const origin = process.env['SONGHUA_E2E_URL']?.replace(/\/$/, '');
let browser: Browser;

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  browser = await launchBrowser(join(import.meta.dirname, '..'));
});

after(async () => {
  await browser?.close();
});

for (const width of [360, 1366]) {
  test(`the page of the synthetic city says how it stands, ${width} wide`, async () => {
    const { page, context, errors } = await visitor(browser, String(origin), { width, height: 768 });
    await signIn(page, 'admin', 'songhua-admin');
    await open(page, '/administration/city');
    assert.equal(await page.locator('h1').first().textContent(), '合成城市');
    // Nothing was loaded, or somebody is registered already: either way it is said, and nothing begins by itself.
    await page.locator('main [role="alert"], main .city-progress').first().waitFor();
    if (process.env['SONGHUA_E2E_SHOT'])
      await page.screenshot({ path: `${process.env['SONGHUA_E2E_SHOT']}-${width}.png`, fullPage: true });
    assert.equal(await sidewaysScroll(page), 0);
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(errors, []);
    await context.close();
  });
}
