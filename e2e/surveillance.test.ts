import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { open, says, seriousFaults, settled, sidewaysScroll, signedIn, type Watched } from './visit.ts';

const root = join(import.meta.dirname, '..');
const origin = process.env['SONGHUA_E2E_URL']?.replace(/\/$/, '');

let browser: Browser;
let desk: Watched;
/** An officer of the county, on a phone, in English. */
let phone: Watched;
/** Where the signal of this journey stands. */
let signal = '';

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  browser = await launchBrowser(root);
  desk = await signedIn(browser, origin, 'cdc', 'songhua-cdc');
  phone = await signedIn(browser, origin, 'cdc-county', 'songhua-cdc-county', { width: 360, height: 740 }, 'en');
});

after(async () => {
  await browser?.close();
});

async function choose(page: Page, field: string, word: string | RegExp): Promise<void> {
  await page.locator(`#${field}`).click();
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: word }).last().click();
}

const drawer = (page: Page) => page.locator('.sh-drawer');
const press = (page: Page, name: string | RegExp) => drawer(page).getByRole('button', { name }).first().click();

async function send(page: Page): Promise<void> {
  await press(page, /提\s*交/);
  await settled(page);
}

test('a school’s absences are reported by form, and become a signal with what it was judged by', async () => {
  const { page } = desk;
  await open(page, '/surveillance/report');
  await choose(page, 'area', '昌邑区');
  await page.locator('#place').fill('某小学（演示）');
  await page.locator('#answers_absent').fill('23');
  await page.locator('#answers_usual').fill('6');
  await page.getByRole('button', { name: /报\s*送/ }).click();
  await page.getByRole('link', { name: '查看信号' }).click();
  await says(drawer(page), /待核实.*剩.*小时.*昌邑区.*23.*缺课/s);
  signal = new URL(page.url()).pathname;
  assert.match(signal, /^\/surveillance\/signals\//);
  assert.deepEqual(await seriousFaults(page), []);
});

test('a file is looked through, its faults are named line by line, and the corrected one is taken once', async () => {
  const { page } = desk;
  await open(page, '/surveillance/report?by=file&form=medicine-sales');
  const upload = (text: string) =>
    page.locator('input[type=file]').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  const header = '县区代码,地点,开始日,结束日,药品类别,销售数量,平时同期数量\n';
  await upload(`${header}220202,甲药店,2026-02-27,2026-03-01,退热药,abc,40\n`);
  await says(page.locator('main'), /1 处错误.*销售数量.*abc/s);
  assert.equal(await page.getByRole('button', { name: /接\s*收/ }).isDisabled(), true);
  await page.locator('input[type=file]').setInputFiles([]);
  await upload(`${header}220202,甲药店,2026-02-27,2026-03-01,退热药,400,40\n`);
  await says(page.locator('main'), /1 行可以接收/);
  await page.getByRole('button', { name: /接\s*收/ }).click();
  await says(page.locator('main'), /新信号 1 条/);
  assert.deepEqual(await seriousFaults(page), []);
});

test('a county’s officer takes the signal on, on a phone and in English; the desk sees it without asking', async () => {
  await open(desk.page, signal);
  const { page } = phone;
  await open(page, '/surveillance');
  await says(page.locator('main'), /Absence from school/);
  assert.equal(await sidewaysScroll(page), 0);
  assert.deepEqual(await seriousFaults(page), []);
  await open(page, signal);
  await press(page, 'Take it on');
  await says(drawer(desk.page), /核实中.*示例区县疾控员/s);
  assert.equal(await sidewaysScroll(page), 0);
});

test('it is verified with its reason, becomes an event, is assessed and closed; every step stays', async () => {
  const { page } = desk;
  await press(page, '填写核实结果');
  await choose(page, 'outcome', /^属实$/);
  await drawer(page).locator('#reason').fill('电话核实，两个班 23 人发热');
  await send(page);
  await says(drawer(page), /已核实.*小时内核实/s);
  await press(page, '转为事件');
  await send(page);
  await says(drawer(page), /事件 220202-\d{4}-\d+（已登记）/);
  await press(page, '风险评估');
  await choose(page, 'likelihood', '很可能');
  await choose(page, 'impact', '中等');
  await drawer(page).locator('#summary').fill('可能扩散到其他班级');
  await send(page);
  await says(drawer(page), /高风险/);
  await press(page, '关闭信号');
  await drawer(page).locator('#reason').fill('连续 7 天无新发');
  await send(page);
  await says(drawer(page), /已关闭.*经过.*关闭.*风险评估.*转为事件.*核实.*属实.*认领.*产生/s);
  assert.deepEqual(await seriousFaults(page), []);
});

test('a signal of unknown cause brings its checklist, and is not ruled out before it', async () => {
  const { page } = desk;
  await open(page, '/surveillance/report?form=clinic-unusual');
  await choose(page, 'area', '昌邑区');
  await page.locator('#answers_cases').fill('2');
  await page.locator('#answers_symptoms').fill('发热、双肺浸润，抗菌治疗无效');
  await page.getByRole('button', { name: /报\s*送/ }).click();
  await page.getByRole('link', { name: '查看信号' }).click();
  await press(page, '填写核实结果');
  await choose(page, 'outcome', '不属实');
  await drawer(page).locator('#reason').fill('误报');
  await press(page, /提\s*交/);
  await says(drawer(page), /须先完成“排除已知病因”/);
  await drawer(page).getByRole('checkbox', { name: '排除已知病因' }).click();
  await says(drawer(page), /核查 完成：排除已知病因/);
});

test('a sentinel is registered, is silent, and speaks', async () => {
  const { page } = desk;
  await open(page, '/surveillance/sentinels');
  await page.getByRole('button', { name: '登记哨点' }).click();
  await page.locator('#name').fill('演示发热门诊');
  await choose(page, 'area', '昌邑区');
  await page.locator('#since').fill('2026-01-01');
  await choose(page, 'subjects', '流感样病例');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /保\s*存/ }).click();
  await page.getByRole('link', { name: '演示发热门诊' }).click();
  await says(drawer(page), /沉默：连续 14 期未报/);
  await drawer(page).locator('#counts_syn-ili').fill('9');
  await press(page, /填\s*报/);
  await says(drawer(page), /已填报/);
  assert.deepEqual(await seriousFaults(page), []);
});

test('a series that somebody pastes is judged on a phone: chart, table, alarms, and files for R and a spreadsheet', async () => {
  const { page } = phone;
  await open(page, '/surveillance/detect');
  const rows = Array.from({ length: 60 }, (_, at) => {
    const day = new Date(Date.UTC(2025, 0, 6) + at * 7 * 86_400_000).toISOString().slice(0, 10);
    return `${day},${at === 59 ? 50 : 5 + (at % 4)}`;
  });
  await choose(page, 'method', 'EARS C1');
  await page.locator('#csv').fill(['date,count', ...rows].join('\n'));
  await page.getByRole('button', { name: 'Detect', exact: true }).click();
  await says(page.locator('main'), /1 alarms? in 60 steps/);
  await settled(page);
  await page.mouse.move(0, 0);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await seriousFaults(page), [], colorScheme);
  }
  assert.equal(await sidewaysScroll(page), 0);
  const saved = async (name: string): Promise<string> => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()]);
    return readFile(await file.path(), 'utf8');
  };
  const csv = (await saved('Export CSV')).trim().split(/\r?\n/);
  assert.equal(csv.length, 61);
  assert.match(csv.at(-1) ?? '', /2026-02-23.*50/);
  assert.match(await saved('Export R script'), /earsC\(series/);
});

test('counts of years before are brought in by file, and their series is looked at with its bounds', async () => {
  const { page } = desk;
  await open(page, '/surveillance/series/files');
  const take = page.getByRole('button', { name: '接收整份文件' });
  const upload = (rows: readonly string[]) =>
    page.locator('input[type=file]').setInputFiles({
      ...{ name: '历史.csv', mimeType: 'text/csv' },
      buffer: Buffer.from(['渠道,涉及,县区代码,乡镇代码,日期,计数', ...rows].join('\n')),
    });
  await upload(['污水,诺如,220202,,2026-02-30,1']);
  await says(page.locator('main'), /处错误，不能接收/);
  assert.equal(await take.isDisabled(), true);
  const days = Array.from({ length: 420 }, (_, at) =>
    new Date(Date.UTC(2025, 0, 1) + at * 86_400_000).toISOString().slice(0, 10),
  );
  await upload(days.map((day, at) => `syndromes,腹泻,220202,,${day},${at > 413 ? 40 : 8 + (at % 4)}`));
  await says(page.locator('main'), /420 行没有错误/);
  await take.click();
  await says(page.locator('main'), /已接收 420 行/);
  assert.deepEqual(await seriousFaults(page), []);
  const { page: small } = phone;
  const query = 'channel=syndromes&subject=syn-diarrhoea&area=220202&until=2026-02-24&step=day';
  await open(small, `/surveillance/series?${query}`);
  await says(small.locator('main'), /counts since 1 Jan 2025.*[1-9] alarms in 120 steps/s);
  assert.equal(await sidewaysScroll(small), 0);
  for (const colorScheme of ['dark', 'light'] as const) {
    await small.emulateMedia({ colorScheme });
    assert.deepEqual(await seriousFaults(small), [], colorScheme);
  }
});

test('settings are kept version by version: who comes late is told, and an older one is loaded again', async () => {
  const { page } = desk;
  await open(page, '/surveillance/settings');
  await says(page.locator('main'), /第 1 版（软件自带）/);
  await page.locator('#withinDays').fill('9');
  const other = await signedIn(browser, origin ?? '', 'cdc', 'songhua-cdc');
  await open(other.page, '/surveillance/settings');
  await page.getByRole('button', { name: '保存为新版本' }).click();
  await says(page.locator('main'), /第 2 版，示例/);
  await other.page.locator('#hour').fill('4');
  await other.page.getByRole('button', { name: '保存为新版本' }).click();
  await says(other.page.locator('main'), /现为版本 2，您看到的是 1/);
  await page.getByRole('button', { name: '载入此版 1' }).click();
  await says(page.locator('main'), /第 1 版已载入上方表单/);
  await page.getByRole('button', { name: /试\s*算/ }).click();
  await says(page.locator('main'), /核实结果太少/);
  await other.context.close();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await seriousFaults(page), [], colorScheme);
  }
  await open(phone.page, '/surveillance/settings');
  await says(phone.page.locator('main'), /You may look/);
  assert.equal(await sidewaysScroll(phone.page), 0);
});

test('the pages are without faults that a reader would meet, by day, by night and on a phone', async () => {
  for (const [path, heading] of [
    ['/surveillance/figures', '预警时效'],
    ['/surveillance/report', '信号填报'],
    ['/surveillance/sentinels', '监测哨点'],
    ['/surveillance?state=closed', '信号研判'],
  ] as const) {
    await open(desk.page, path);
    await desk.page.getByRole('heading', { name: heading, exact: true, level: 1 }).waitFor();
    await desk.page.emulateMedia({ colorScheme: 'dark' });
    assert.deepEqual(await seriousFaults(desk.page), [], `${path} at night`);
    await desk.page.emulateMedia({ colorScheme: 'light' });
    await open(phone.page, path);
    assert.equal(await sidewaysScroll(phone.page), 0, path);
    assert.deepEqual(await seriousFaults(phone.page), [], `${path} on a phone`);
  }
  assert.deepEqual([...desk.errors.filter((one) => !one.includes('409')), ...phone.errors], []);
});
