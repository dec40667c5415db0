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
let phone: Watched;
/** Page of the sub-designated hospital. */
let hospital = '';

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  browser = await launchBrowser(root);
  desk = await signedIn(browser, origin, 'planner', 'songhua-planner');
  phone = await signedIn(browser, origin, 'viewer', 'songhua-viewer', { width: 360, height: 740 }, 'en');
});

after(async () => {
  await browser?.close();
});

const dialog = (page: Page): Locator => page.locator('.ant-modal');

async function choose(page: Page, field: string, word: string): Promise<void> {
  await dialog(page).locator(`#${field}`).click();
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: word }).first().click();
}

async function save(page: Page): Promise<void> {
  await dialog(page)
    .getByRole('button', { name: /保\s*存/ })
    .click();
  await dialog(page).waitFor({ state: 'detached' });
  await settled(page);
}

async function addWard(page: Page, name: string, beds: number, to?: string): Promise<void> {
  await page.getByRole('button', { name: '登记病区' }).click();
  await dialog(page).locator('#name').fill(name);
  await dialog(page).locator('#beds').fill(String(beds));
  if (to) await choose(page, 'to', to);
  await save(page);
}

test('the city’s page says what is ready, marked as synthetic, and nobody is called short', async () => {
  const { page } = desk;
  await open(page, '/surge');
  await says(page.locator('.su-verdict'), /规划的床位要求都满足/);
  await says(page.locator('main'), /吉林市传染病医院/);
  await says(page.locator('main'), /合成/);
  const row = page.locator('tr', { hasText: '人口' }).first();
  await says(row, /\[10,30\)/);
  assert.deepEqual(await seriousFaults(page), []);
});

test('new wards make a shortage, and the page says how many beds of what are missing and by which clause', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: '磐石市县区办综合医院' }).first().click();
  await settled(page);
  hospital = new URL(page.url()).pathname;
  await addWard(page, '方舱一区', 900);
  await addWard(page, '方舱监护区', 60, '监护床');
  await open(page, '/surge');
  await says(page.locator('.su-answer'), /亚（准）定点医院还缺 \d+ 张监护床 4\.4\.2-f/);
});

test('a ward is converted step by step and the rule turns green; the phone hears of it by itself', async () => {
  const { page } = desk;
  await open(phone.page, '/surge');
  await says(phone.page.locator('.su-answer'), /monitored beds short/);
  assert.equal(await sidewaysScroll(phone.page), 0);
  await open(page, hospital);
  const card = page.locator('.su-cards > li', { hasText: '方舱监护区' });
  await card.getByRole('button', { name: '下令转为监护床' }).click();
  await dialog(page).locator('#reason').fill('重症增多');
  await save(page);
  for (const step of ['清空', '消毒', '改造', '人员', '物资', '启用'])
    for (const move of ['开始', '完成']) await card.getByRole('button', { name: `${step}: ${move}` }).click();
  await says(card, /已转为监护床/);
  await says(page.locator('main'), /已完成 1 次转换：从下令到就绪中位数/);
  await says(phone.page.locator('.su-verdict'), /all the plan asks of beds is met/i);
  await open(page, '/surge');
  await says(page.locator('.su-verdict'), /规划的床位要求都满足/);
});

test('a day’s use is reported and shown with its day', async () => {
  const { page } = desk;
  await open(page, hospital);
  await page.getByLabel('方舱监护区（60）').fill('41');
  await page.getByRole('button', { name: /提\s*交/ }).click();
  await says(page.locator('.su-cards > li', { hasText: '方舱监护区' }), /41\/60 医院填报，\d{4}-\d\d-\d\d/);
  assert.deepEqual(await seriousFaults(page), []);
});

test('dialysis beds that patients need are not converted, with the reason', async () => {
  const { page } = desk;
  await open(page, '/surge/continuity');
  await page.getByRole('button', { name: '指定服务点' }).click();
  await dialog(page).locator('#institution').fill('磐石');
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
  await dialog(page).locator('#patients').fill('80');
  await dialog(page).locator('#needed').fill('30');
  await save(page);
  await says(page.locator('main'), /透析患者\s*不够/);
  await open(page, hospital);
  await page.getByRole('button', { name: '登记病区' }).click();
  await dialog(page).locator('#name').fill('透析中心');
  await choose(page, 'kind', '透析');
  await dialog(page).locator('#beds').fill('40');
  await choose(page, 'to', '传染病床');
  await save(page);
  const card = page.locator('.su-cards > li', { hasText: '透析中心' });
  await card.getByRole('button', { name: '下令转为传染病床' }).click();
  await dialog(page).locator('#reason').fill('疫情');
  await dialog(page)
    .getByRole('button', { name: /保\s*存/ })
    .click();
  await says(dialog(page), /只剩 0 张，患者需要 30 张/);
});

test('a forecast is reckoned with its progress and says which ward must convert by when', async () => {
  const { page } = desk;
  await open(page, '/surge/forecast');
  await page.locator('#title').fill('冬季呼吸道疫情');
  await page.locator('#entered').fill('40 48 60 71 80 96 110 128 150 171 190 220 250 280');
  await page.locator('#mean').fill('1.6');
  await page.locator('#deviation').fill('0.1');
  await page.getByRole('button', { name: '开始预测' }).click();
  await says(page.locator('.su-sentences'), /须在\d{4}年\d+月\d+日前转为重症床；转换需 \d+ 小时，最晚\d{4}年\d+月\d+日下令/);
  await settled(page);
  assert.equal(await page.locator('.sh-chart-box svg').count(), 3);
  assert.deepEqual(await seriousFaults(page), []);
  const file = await page.request.get(
    `${origin}/api${new URL(page.url()).pathname.replace('forecast', 'forecasts')}/export?format=csv`,
  );
  assert.equal(file.status(), 200);
  assert.match(await file.text(), /重症床需要 50%/);
  await says(page.locator('.su-course'), /未与原文核对/);
});

test('in the dark, in English and on a phone the pages read as well', async () => {
  const { page } = phone;
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const path of ['/surge', '/surge/forecast', '/surge/continuity', hospital]) {
    await open(page, path);
    assert.equal(await sidewaysScroll(page), 0, path);
    assert.deepEqual(await seriousFaults(page), [], path);
  }
  assert.equal(await page.getByRole('button', { name: 'Add a ward' }).count(), 0, 'who decides nothing is not offered it');
  assert.deepEqual([...desk.errors.filter((one) => !/409/.test(one)), ...phone.errors], []);
});
