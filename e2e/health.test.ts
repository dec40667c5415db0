import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { openDatabase } from './database.ts';
import { open, says, seriousFaults, settled, sidewaysScroll, signIn, visitor, type Watched } from './visit.ts';

const root = join(import.meta.dirname, '..');
const origin = process.env['SONGHUA_E2E_URL']?.replace(/\/$/, '');

let browser: Browser;
let pool: pg.Pool;
let admin: Watched;

/** A day of samples, every five minutes; two hours of it without any. */
async function addSamples(): Promise<void> {
  const now = Date.now();
  for (let n = 1; n < 288; n += 1) {
    if (n > 100 && n < 124) continue;
    const facts = {
      databaseBytes: 6e8 + (288 - n) * 4e5,
      connections: 12 + Math.round(6 * Math.sin(n / 12)),
      backlog: n % 40 === 0 ? 30 : n % 3,
      rssBytes: 3.1e8 + (n % 17) * 2e6,
      loopMs: 2 + (n % 23),
      requests: 300 + Math.round(250 * Math.sin(n / 40) ** 2),
      faults: 0,
    };
    await pool.query('insert into health.sample (at, facts) values ($1, $2) on conflict do nothing', [
      new Date(now - n * 300_000),
      facts,
    ]);
  }
}

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  pool = openDatabase();
  await addSamples();
  const at = new Date(Date.now() - 5 * 3_600_000);
  const add = `insert into health.backup (id, host, file, taken_by, at, ended_at, bytes, rows, tables, audit_number, verified_at, verify_failure)
    values ($1, 'db1', '/backup/' || $1 || '.songhua', 'server', $2, $2, 48000000, 1200345, 60, 8123, $3, $4)`;
  await pool.query(add, ['e2e-good', at, at, null]);
  await pool.query(add, ['e2e-wrong', new Date(at.getTime() + 3_600_000), null, '"records"."resource": 9 → 8']);
  browser = await launchBrowser(root);
  admin = await visitor(browser, String(origin));
  await signIn(admin.page, 'admin', 'songhua-admin');
});

after(async () => {
  await pool?.query(`delete from health.backup where id like 'e2e-%'`);
  await browser?.close();
  await pool?.end();
});

test('an administrator sees at a glance what is wrong, what to do about it and where to read on', async () => {
  const { page } = admin;
  await open(page, '/');
  await page.getByRole('link', { name: '系统运行状况' }).first().click();
  await page.getByRole('heading', { name: '系统运行状况' }).waitFor();
  const todo = page.getByRole('list', { name: '须留意与处理的事项' });
  await says(todo, /须处理.*备份.*备份校验失败.*立即另做一份备份并校验.*自动备份/s);
  await says(page.locator('header').filter({ hasText: '系统运行状况' }), /有必须处理的问题/);
  await says(page.getByRole('region', { name: '数据库' }), /正常.*版本.*大小.*连接/s);
  await page.getByRole('table', { name: '备份' }).getByText('校验不符').waitFor();
});

test('a day or a week of numbers is drawn, each with its table, and the span stands in the address', async () => {
  const { page } = admin;
  await page.getByRole('img', { name: '每分钟请求' }).waitFor();
  await page
    .getByRole('group', { name: '时段' })
    .or(page.getByRole('radiogroup', { name: '时段' }))
    .getByText('7 天')
    .click();
  await page.waitForURL(/days=7/);
  await page.getByRole('figure', { name: '数据库连接' }).getByText('表', { exact: true }).click();
  await page.getByRole('figure', { name: '数据库连接' }).getByRole('table').waitFor();
});

test('the page is complete in English, fits a phone and has no serious fault of accessibility in light or dark', async () => {
  const { page } = admin;
  await page.evaluate(`localStorage.setItem('songhua.language', 'en')`);
  await open(page, '/administration/health');
  await page.getByRole('list', { name: 'What to keep an eye on and what to do' }).waitFor();
  await settled(page);
  assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /[\u4e00-\u9fff]/);
  assert.deepEqual(await seriousFaults(page), []);
  await page.evaluate(`localStorage.setItem('songhua.theme', 'dark')`);
  await open(page, '/administration/health');
  await page.getByRole('list', { name: 'What to keep an eye on and what to do' }).waitFor();
  await settled(page);
  assert.deepEqual(await seriousFaults(page), []);
  await page.evaluate(`localStorage.removeItem('songhua.theme')`);
  await page.setViewportSize({ width: 390, height: 844 });
  assert.equal(await sidewaysScroll(page), 0);
  await page.evaluate(`localStorage.setItem('songhua.language', 'zh')`);
});
