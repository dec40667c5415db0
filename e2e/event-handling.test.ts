import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { appendAll, type Delivering, handlersOf, workOnce } from '@songhua/events';
import { type RecordStore, withTx } from '@songhua/kernel';
import type pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { openDatabase } from './database.ts';
import {
  numbers,
  open,
  says,
  seriousFaults,
  settled,
  sidewaysScroll,
  signIn,
  takePicture,
  visitor,
  type Watched,
} from './visit.ts';

const root = join(import.meta.dirname, '..');
const origin = process.env['SONGHUA_E2E_URL']?.replace(/\/$/, '');

let browser: Browser;
let desk: Watched;
let pool: pg.Pool;

// A handler that fails; it lives in this test alone. The server neither knows nor runs it.
const name = 'e2e.measure-follow-up';
const type = 'e2e.measured';
const handlers = handlersOf([
  {
    name,
    event: type,
    handle: async (_tx, { payload }) => {
      const { systolic } = payload as { systolic: unknown };
      if (typeof systolic !== 'number') throw new TypeError(`systolic must be a number of mmHg, not ${JSON.stringify(systolic)}`);
    },
  },
]);

const work = async (tries: number): Promise<void> => {
  const means: Delivering = {
    pool,
    handlers,
    records: {} as RecordStore,
    clock: () => new Date(),
    random: () => 0.5,
    holder: 'e2e',
    leaseMs: 10_000,
    tries,
    onFailure: () => {},
  };
  while ((await workOnce(means)) !== 'none');
};

const tell = (systolic: unknown, subject: string): Promise<void> =>
  withTx(pool, 'write', (tx) => appendAll(tx, [{ type, payload: { systolic, unit: 'mmHg' }, subject }], new Date()));

const inEnglish = (page: Page): Promise<unknown> => page.evaluate(`localStorage.setItem('songhua.language', 'en')`);
const inChinese = (page: Page): Promise<unknown> => page.evaluate(`localStorage.setItem('songhua.language', 'zh')`);
const list = '/administration/events';

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  pool = openDatabase();
  await pool.query('insert into events.subscription (handler, event, title, announced_at) values ($1, $2, $3, $4)', [
    name,
    type,
    { zh: '血压随访', en: 'Blood pressure follow-up' },
    new Date(),
  ]);
  await pool.query('insert into events.lane (handler, lane) select $1, n from generate_series(0, 15) as n', [name]);
  browser = await launchBrowser(root);
  desk = await visitor(browser, String(origin));
  await signIn(desk.page, 'admin', 'songhua-admin');
});

after(async () => {
  await browser?.close();
  await pool?.query('delete from events.subscription where handler = $1', [name]);
  await pool?.end();
});

test('while nothing has failed the page says that nothing needs anybody', async () => {
  const { page } = desk;
  await open(page, '/');
  await page.getByRole('link', { name: '事件处理' }).click();
  await page.getByRole('heading', { name: '事件处理' }).waitFor();
  await page.getByText('没有需要处理的事件').waitFor();
  await says(page.locator('.sh-page-head'), /没有失败的事件/);
});

test('an administrator lands on what failed: the error, how many wait behind it, and what to do', async () => {
  const { page } = desk;
  await tell('一百四', 'Patient/1001');
  await tell(132, 'Patient/1001');
  await tell(128, 'Patient/1001');
  await tell('145/90', 'Patient/1002');
  await work(1);
  await tell('high', 'Patient/1003');
  await work(8);
  await open(page, list);
  const rows = page.locator('tbody tr');
  await numbers(rows, 3);
  await says(page.locator('.sh-page-head'), /2 件待人工处理.*1 件会自动重试/);
  const row = rows.filter({ hasText: 'Patient/1001' });
  await says(row, /血压随访.*待人工处理.*systolic must be a number/);
  assert.equal((await row.locator('td').allTextContents()).includes('2'), true, 'two wait behind it');
  await says(rows.last(), /将自动重试/, 'what needs a person stands first');
  const box = await rows.last().boundingBox();
  assert.ok(box && box.y + box.height <= 768);
  await takePicture(page, 'event-handling.zh');
});

test('corrected and retried it is handled, its followers too, and the history says who did what', async () => {
  const { page } = desk;
  await open(page, list);
  await page.locator('tbody tr', { hasText: 'Patient/1001' }).getByRole('link').click();
  const drawer = page.locator('.sh-drawer');
  await drawer.getByText('更正内容').click();
  const box = drawer.locator('#correction-payload');
  const save = drawer.getByRole('button', { name: '保存并重试' });
  await box.fill('{ "systolic": 140, ');
  await drawer.getByText('还不是有效的 JSON').waitFor();
  assert.equal(await save.isDisabled(), true);
  await box.fill('{ "systolic": 140, "unit": "mmHg" }');
  await drawer.locator('#correction-reason').fill('录入时写成了汉字');
  await save.click();
  await drawer.getByText('更正后的内容').waitFor();
  await drawer.getByText('将自动重试').first().waitFor();
  await work(8);
  await page.reload();
  await settled(page);
  const said = await says(drawer, /已完成/);
  assert.match(said, /录入时写成了汉字/);
  assert.match(said, /一百四/, 'the original is kept');
  await takePicture(page, 'event.zh');
  const done = await page.request.get(`/api/administration/events?state=done&subject=Patient/1001`);
  assert.equal(((await done.json()) as { total: number }).total, 3);
  await page.keyboard.press('Escape');
  await page.waitForURL(`**${list}`);
});

test('setting aside asks for a reason, and can be undone at once or later', async () => {
  const { page } = desk;
  await open(page, list);
  const row = page.locator('tbody tr', { hasText: 'Patient/1002' });
  await row.getByRole('button', { name: /^搁置/ }).click();
  const go = page.locator('.ant-modal').getByRole('button', { name: '搁置', exact: true });
  assert.equal(await go.isDisabled(), true);
  await page.locator('#set-aside-reason').fill('重复的测量');
  await go.click();
  await row.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '撤销' }).click();
  await row.waitFor();
  await row.getByRole('button', { name: /^搁置/ }).click();
  await page.locator('#set-aside-reason').fill('重复的测量');
  await go.click();
  await row.waitFor({ state: 'detached' });
  await open(page, `${list}?state=aside`);
  await numbers(page.locator('tbody tr'), 1);
  await row.getByRole('button', { name: '取回', exact: true }).click();
  await row.waitFor({ state: 'detached' });
});

test('the export holds exactly what is filtered', async () => {
  const { page } = desk;
  await open(page, `${list}?state=all&handler=${name}`);
  const href = await page.locator('a[download][href*="format=csv"]').getAttribute('href');
  const lines = (await (await page.request.get(String(href))).text()).trim().split(/\r?\n/);
  assert.equal(lines.length - 1, 5);
  await says(page.locator('main'), /共 5 行/);
});

test('the pages read in English, have no serious accessibility fault in light or dark, and fit a phone', async () => {
  const { page } = desk;
  const { rows } = await pool.query<{ id: string }>(`select event_id as id from events.delivery where state = 'dead' limit 1`);
  const paths = [list, `${list}?state=all`, `${list}/${rows[0]?.id}`];
  await inEnglish(page);
  await open(page, paths[0] ?? '');
  await page.getByRole('heading', { name: 'Event handling' }).waitFor();
  await takePicture(page, 'event-handling.en');
  await open(page, paths[2] ?? '');
  await page.locator('.sh-drawer').getByText('Correct the payload').click();
  await takePicture(page, 'event.en');
  await inChinese(page);
  const faults: string[] = [];
  for (const scheme of ['light', 'dark'] as const) {
    await page.evaluate(`localStorage.setItem('songhua.theme', '${scheme}')`);
    for (const path of paths) {
      await open(page, path);
      faults.push(...(await seriousFaults(page)).map((fault) => `${path} (${scheme}) ${fault}`));
    }
  }
  await page.evaluate(`localStorage.removeItem('songhua.theme')`);
  assert.deepEqual(faults, []);
  const phone = await visitor(browser, String(origin), { width: 360, height: 740 });
  await signIn(phone.page, 'admin', 'songhua-admin');
  for (const path of paths) {
    await open(phone.page, path);
    assert.equal(await sidewaysScroll(phone.page), 0, path);
  }
  await phone.context.close();
});

test('whoever is no administrator has no such page and no such answer', async () => {
  const { page, context } = await visitor(browser, String(origin));
  await signIn(page, 'viewer', 'songhua-viewer');
  await numbers(page.getByRole('link', { name: '事件处理' }), 0);
  assert.equal((await page.request.get('/api/administration/events')).status(), 403);
  await context.close();
});

test('the pages log no error and ask nothing of any other origin', () => {
  assert.deepEqual(desk.errors, []);
  assert.deepEqual(desk.foreign, []);
});
