import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { markHouse } from '@songhua/module-drill/store/runs.ts';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { openDatabase } from './database.ts';
import { open, says, seriousFaults, settled, sidewaysScroll, signedIn, type Watched } from './visit.ts';

const root = join(import.meta.dirname, '..');
const origin = process.env['SONGHUA_E2E_URL']?.replace(/\/$/, '');

const pool = openDatabase();
let browser: Browser;
let planner: Watched;
let doctor: Watched;
/** Where the drill stands. */
let run = '';
/** The hospital at which the demonstration's doctor works. */
let hospital = '';

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  await withTx(pool, 'write', (tx) => markHouse(tx, 'e2e', new Date()));
  const { rows } = await pool.query<{ name: string }>(
    `select i.name from access.membership m join access.account a on a.id = m.account
       join registry.institution i on 'Organization/' || i.id = m.organization where a.username = 'doctor'`,
  );
  hospital = rows[0]?.name ?? '';
  assert.ok(hospital, 'the doctor works somewhere');
  browser = await launchBrowser(root);
  planner = await signedIn(browser, origin, 'planner', 'songhua-planner');
  doctor = await signedIn(browser, origin, 'doctor', 'songhua-doctor');
});

after(async () => {
  await browser?.close();
  await pool.end();
});

const dialog = (page: Page): Locator => page.locator('.ant-modal');

async function choose(page: Page, field: string, word: string): Promise<void> {
  await dialog(page).locator(`#${field}`).click();
  await page.locator('.ant-select-item-option', { hasText: word }).last().click();
}

async function confirm(page: Page): Promise<void> {
  await dialog(page).locator('.ant-modal-footer .ant-btn-primary').click();
  await dialog(page).waitFor({ state: 'detached' });
  await settled(page);
}

const course = (): Locator => planner.page.locator('section[aria-labelledby="dr-course"]');

test('a planner begins a drill for the doctor’s hospital, and its first message is there to read', async () => {
  const { page } = planner;
  await open(page, '/drill');
  await page.getByRole('button', { name: '开始演练' }).first().click();
  await dialog(page).locator('#speed').fill('2400');
  await dialog(page).locator('#houses').fill(hospital);
  await page.locator('.ant-select-item-option', { hasText: hospital }).first().click();
  await dialog(page).locator('#participants').fill('市卫健委、市疾控、市消防救援支队');
  await confirm(page);
  run = new URL(page.url()).pathname;
  assert.match(run, /^\/drill\/runs\//);
  await says(course(), /背景.*导调组：邻省一周前报告聚集性肺炎/s);
});

test('its patients come to that hospital, the software prepares their cards, and the doctor reports one on the usual page', async () => {
  await says(course(), /首批 3 名患者就诊.*诊断 新型冠状病毒感染/s);
  await says(planner.page.locator('section[aria-labelledby="dr-points"]'), /系统备好 3 张报告卡 (按时|超时)/);
  const { page } = doctor;
  assert.ok(origin);
  await open(page, '/reporting/cards');
  await page.locator('main tbody').getByRole('link', { name: /演练/ }).first().click();
  await settled(page);
  assert.match(new URL(page.url()).pathname, /^\/reporting\/cards\//);
  const card = new URL(page.url()).pathname;
  const draft = await (await page.request.get(`${origin}/api${card}`)).json();
  // What the synthetic visit does not know is asked of the patient: the doctor completes it.
  const fields = {
    ...draft.fields,
    ...{ phone: '10012345678', belongs: 'county', town: draft.fields.town ?? '220204001', address: '演练路 1 号' },
    ...{
      occupation: 'other',
      onset: draft.fields.diagnosed.slice(0, 10),
      doctor: '示例医生',
      course: draft.fields.course ?? null,
    },
  };
  const said = { data: { fields, version: draft.version, report: true }, headers: { 'x-songhua': '1' } };
  const reported = await page.request.put(`${origin}/api${card}`, said);
  assert.equal(reported.status(), 200, await reported.text());
  await says(course(), /报告卡已报告/);
});

test('the planner opens, verifies and grades the event and starts the response on the command board; each step is timed', async () => {
  const { page } = planner;
  await says(course(), /病例自述共同聚餐/);
  await open(page, '/emergency');
  await page.getByRole('button', { name: '登记事件' }).click();
  await dialog(page).locator('#title').fill('婚宴聚集性肺炎');
  await choose(page, 'kind', '传染病');
  await choose(page, 'area', '船营区');
  await dialog(page).locator('#asOf').fill('2026-03-01T12:00');
  await dialog(page).locator('#cases').fill('9');
  await dialog(page).locator('#deaths').fill('0');
  await dialog(page).locator('#situation').fill('同一婚宴 9 例');
  await confirm(page);
  await page.getByRole('button', { name: '核实' }).click();
  await confirm(page);
  await page.getByRole('button', { name: '决定级别' }).click();
  await choose(page, 'level', 'Ⅳ级');
  await dialog(page).locator('#reason').fill('会商');
  await confirm(page);
  await page.getByRole('button', { name: '启动响应' }).click();
  await confirm(page);
  await page.getByRole('button', { name: '接收' }).first().click();
  // To leave at once would break off what the press has just sent.
  await settled(page);
  await open(page, run);
  await says(course(), /接收任务.*启动响应.*事件定级.*核实事件.*登记事件/s);
  const points = page.locator('section[aria-labelledby="dr-points"]');
  await says(points, /登记突发公共卫生事件 (按时|超时)/);
});

test('ended, the after-action report names what was not done, on the page and as a file', async () => {
  const { page } = planner;
  await page.getByRole('button', { name: '记一条' }).click();
  await dialog(page).locator('#text').fill('宾客名单未及时移交');
  await confirm(page);
  await page.getByRole('button', { name: '结束演练' }).click();
  await says(page.locator('section[aria-labelledby="dr-points"]'), /三个部门接收任务 未做到/);
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('link', { name: '评估报告' }).click();
  await says(page.locator('.sh-written'), /超时或未做到：.*三个部门接收任务.*宾客名单未及时移交/s);
  const file = await page.request.get(`${origin}/api${run}/report/document`);
  assert.match(file.headers()['content-type'] ?? '', /wordprocessingml/);
  assert.deepEqual(await seriousFaults(page), []);
});

test('the calendar names whom no drill is planned for; the pages fit a phone, the dark and English', async () => {
  const { page } = planner;
  await open(page, '/drill');
  await page.getByRole('button', { name: '列入计划' }).click();
  await dialog(page).locator('#title').fill('学校公众疏散演练');
  await dialog(page).locator('#day').fill(`${new Date().getFullYear()}-12-30`);
  await choose(page, 'audience', '社会公众');
  await choose(page, 'kind', '综合演练');
  await dialog(page).locator('#joint').fill('消防救援支队');
  await confirm(page);
  await says(page.locator('section[aria-labelledby="dr-plans"]'), /还没有面向管理人员、专业人员的演练.*学校公众疏散演练/s);
  assert.deepEqual(await seriousFaults(page), []);
  assert.ok(origin);
  const phone = await signedIn(browser, origin, 'planner', 'songhua-planner', { width: 360, height: 740 }, 'en');
  await phone.page.emulateMedia({ colorScheme: 'dark' });
  for (const path of ['/drill', run, `${run}/report`]) {
    await open(phone.page, path);
    assert.equal(await sidewaysScroll(phone.page), 0, path);
    assert.deepEqual(await seriousFaults(phone.page), [], path);
  }
  assert.deepEqual([...planner.errors, ...doctor.errors, ...phone.errors], []);
});
