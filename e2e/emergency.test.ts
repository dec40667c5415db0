import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { open, says, seriousFaults, settled, sidewaysScroll, signedIn, type Watched } from './visit.ts';

const root = join(import.meta.dirname, '..');
const origin = process.env['SONGHUA_E2E_URL']?.replace(/\/$/, '');

let browser: Browser;
let desk: Watched;
let other: Watched;
/** Where the event of this journey stands. */
let board = '';

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  browser = await launchBrowser(root);
  desk = await signedIn(browser, origin, 'planner', 'songhua-planner');
  other = await signedIn(browser, origin, 'cdc', 'songhua-cdc', { width: 360, height: 740 });
});

after(async () => {
  await browser?.close();
});

const dialog = (page: Page): Locator => page.locator('.ant-modal');

async function choose(page: Page, field: string, word: string): Promise<void> {
  await dialog(page).locator(`#${field}`).click();
  await page.locator('.ant-select-item-option', { hasText: word }).last().click();
}

async function save(page: Page): Promise<void> {
  await dialog(page)
    .getByRole('button', { name: /保\s*存/ })
    .click();
  await dialog(page).waitFor({ state: 'detached' });
  await settled(page);
}

test('a planner registers a food poisoning with its counts and sees what level the rules propose', async () => {
  const { page } = desk;
  await open(page, '/emergency');
  await page.getByRole('button', { name: '登记事件' }).click();
  await dialog(page).locator('#title').fill('某中学食堂食物中毒');
  await choose(page, 'kind', '食物中毒');
  await choose(page, 'area', '永吉县');
  await dialog(page).locator('#asOf').fill('2026-03-01T12:00');
  await dialog(page).locator('#cases').fill('42');
  await dialog(page).locator('#deaths').fill('0');
  await dialog(page).locator('#situation').fill('午餐后陆续出现呕吐、腹泻');
  await save(page);
  board = new URL(page.url()).pathname;
  assert.match(board, /^\/emergency\/events\//);
  await says(page.locator('.em-section', { hasText: '定级' }).first(), /按标准建议：Ⅳ级.*30～99 人/s);
});

test('the event is verified, graded and responded to; its tasks run', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: '核实' }).click();
  await save(page);
  await page.getByRole('button', { name: '决定级别' }).click();
  await dialog(page).locator('#reason').fill('42 人，无死亡');
  await save(page);
  await page.getByRole('button', { name: '启动响应' }).click();
  await save(page);
  await says(page.locator('.em-head'), /Ⅳ级（一般）.*响应中.*《食物和职业中毒事件应急预案》/s);
  assert.ok((await page.locator('.em-tasks > li').count()) > 5);
  await says(page.locator('section[aria-labelledby="em-pool"]'), /重症监护床 本地 \d+，全市 [\d,]+.*救护车 本地 \d+，全市 \d+/s);
  assert.deepEqual(await seriousFaults(page), []);
});

test('an officer on a phone takes a task, and the planner’s board shows it without being asked', async () => {
  const { page } = other;
  await open(page, board);
  assert.equal(await sidewaysScroll(page), 0);
  await page.getByRole('button', { name: '接收' }).first().click();
  await says(desk.page.locator('.em-log'), /任务接收/);
  assert.equal(await page.getByRole('button', { name: '决定级别' }).count(), 0, 'who does not command is not offered it');
});

test('the situation report stands on a page and comes as a file', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: '态势报告' }).click();
  await says(page.locator('.sh-written'), /一般（Ⅳ级） · 应急响应中 · 累计病例 42 例/);
  const file = await page.request.get(`${origin}/api${board}/situation/document`);
  assert.equal(file.status(), 200);
  assert.match(file.headers()['content-type'] ?? '', /wordprocessingml/);
  assert.deepEqual(await seriousFaults(page), []);
});

test('a planner revises a plan, makes a team with somebody on call, and takes supplies in', async () => {
  const { page } = desk;
  await open(page, '/emergency/plans');
  await page.getByRole('button', { name: '修订任务' }).first().click();
  await save(page);
  await says(page.locator('.em-cards'), /第 2 版/);
  await open(page, '/emergency/teams');
  await page.getByRole('button', { name: '建立队伍' }).click();
  await dialog(page).locator('#name').fill('市中毒处置队');
  await choose(page, 'area', '吉林市');
  await save(page);
  await page.getByRole('button', { name: '增加队员' }).click();
  await dialog(page).locator('#name').fill('示例队员');
  await choose(page, 'profession', '医疗');
  await save(page);
  await says(page.locator('.em-cards'), /示例队员.*无人值班/s);
  await open(page, '/emergency/supplies');
  await page.getByRole('button', { name: '登记物资' }).click();
  await dialog(page).locator('#name').fill('解毒药品');
  await dialog(page).locator('#unit').fill('份');
  await choose(page, 'area', '吉林市');
  await dialog(page).locator('#place').fill('市应急仓库');
  await dialog(page).locator('#minimum').fill('20');
  await save(page);
  await page.getByRole('link', { name: '解毒药品' }).click();
  await page.getByRole('button', { name: '出入库', exact: true }).click();
  await dialog(page).locator('#quantity').fill('12');
  await dialog(page).locator('#lot').fill('A1');
  await save(page);
  await says(page.locator('.sh-drawer'), /可用 12 份，最低储备 20 份.*低于最低储备/s);
});

test('teams, supplies and plans are pages without faults that a reader would meet', async () => {
  const { page } = desk;
  for (const [path, heading] of [
    ['/emergency/teams', '队伍与值班'],
    ['/emergency/supplies', '应急物资'],
    ['/emergency/plans', '预案与分级标准'],
    ['/emergency', '应急指挥'],
  ] as const) {
    await open(page, path);
    await page.getByRole('heading', { name: heading, exact: true, level: 1 }).waitFor();
    assert.deepEqual(await seriousFaults(page), [], path);
  }
  assert.deepEqual([...desk.errors, ...other.errors], []);
});
