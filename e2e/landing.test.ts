import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { open, seriousFaults, settled, sidewaysScroll, signIn, visitor } from './visit.ts';

const origin = process.env['SONGHUA_E2E_URL']?.replace(/\/$/, '');
let browser: Browser;

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  browser = await launchBrowser(join(import.meta.dirname, '..'));
});

after(async () => {
  await browser?.close();
});

/** What each of the demonstration's roles is to find first. */
const landings = [
  ['planner', /总览|规划/],
  ['viewer', /总览|规划/],
  ['admin', /总览|规划/],
  ['doctor', /我的患者/],
  ['nurse', /我的患者/],
  ['family', /我的患者/],
  ['cdc', /传染病报告工作台/],
  ['cdc-county', /传染病报告工作台/],
  ['privacy', /示例隐私专员，您好/],
  ['registrar', /待核对/],
  ['resident', /我的健康档案/],
] as const;

for (const [role, heading] of landings) {
  test(`${role} lands on a page without a single refusal`, async () => {
    const { page, context, errors, foreign } = await visitor(browser, String(origin), { width: 360, height: 740 });
    await signIn(page, role, `songhua-${role}`);
    assert.match((await page.locator('h1').first().textContent()) ?? '', heading);
    assert.equal(await sidewaysScroll(page), 0);
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual([errors, foreign], [[], []]);
    await context.close();
  });
}

test('whatever the start page names can be opened by who sees it', async () => {
  const { page, context, errors } = await visitor(browser, String(origin), undefined, 'en');
  await signIn(page, 'privacy', 'songhua-privacy');
  const links = await page
    .locator('.sh-start a')
    .evaluateAll((all) => all.map((one) => String((one as unknown as { pathname: string }).pathname)));
  assert.ok(links.length >= 6, `only ${links}`);
  for (const link of links) {
    await open(page, link);
    await settled(page);
    assert.equal(await page.locator('.ant-alert-error').count(), 0, link);
  }
  assert.deepEqual(errors, []);
  await context.close();
});
