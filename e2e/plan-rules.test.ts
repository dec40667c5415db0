import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { numbers, open, says, settled, signIn, visitor, type Watched } from './visit.ts';

const root = join(import.meta.dirname, '..');
const origin = process.env['SONGHUA_E2E_URL']?.replace(/\/$/, '');

let browser: Browser;
let desk: Watched;

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  browser = await launchBrowser(root);
  desk = await visitor(browser, origin);
  await signIn(desk.page, 'planner', 'songhua-planner');
});

after(async () => {
  await browser?.close();
});

test('a planner goes from a county to a rule, an institution, the deciding fact and the sentence', async () => {
  const { page } = desk;
  const sentence = '设置观察床的数目另按医院床位的2-3%计算（再次试验用的一句话）。';
  const text = `试验文件 吉市政办发〔2022〕41号
四、加快构建强大公共卫生体系
（四）健全传染病疫情和突发公共卫生事件救治体系
1.${sentence}
`;
  const loaded = await page.request.post('/api/plan/documents', { data: { text }, headers: { 'x-songhua': '1' } });
  assert.equal(loaded.status(), 200, await loaded.text());
  const { id } = (await loaded.json()) as { id: string };

  await open(page, '/plan/counties');
  const row = page.locator('tbody tr', { hasText: '蛟河市' }).last();
  await row.locator('a[href*="status=fail"]:not([href*="severity"])').click();
  await page.getByRole('heading', { name: '规则核查' }).waitFor();
  await page.waitForURL(/area=220281/);
  await settled(page);
  await page.getByRole('link', { name: /观察床/ }).click();
  const drawer = page.locator('.sh-drawer');
  await drawer.locator('tbody tr').first().waitFor();
  const first = drawer.locator('tbody tr').first();
  await says(first, /蛟河市县区办中医医院.*不符合.*观察.*2 张.*281 张/);
  await says(drawer.locator('.plan-quote'), /2-3%计算/);
  await first.getByRole('button', { name: '怎样才能达到？' }).click();
  await first.getByText('→').first().waitFor();
  await first.getByRole('link').first().click();
  await page.waitForURL('**/registry/institutions/**');
  await settled(page);
  await says(page.locator('.sh-drawer'), /蛟河市县区办中医医院/);

  const removed = await page.request.delete(`/api/plan/documents/${id}`, { headers: { 'x-songhua': '1' } });
  assert.equal(removed.status(), 200);
});

test('five things that need attention stand first on the overview, each a way to where it is decided', async () => {
  const { page } = desk;
  await open(page, '/');
  const items = page.locator('.plan-attention li');
  await items.nth(4).waitFor();
  await numbers(items, 5);
  const box = await items.last().boundingBox();
  assert.ok(box && box.y + box.height < 400, `the fifth ends at ${box && box.y + box.height} px`);
  await items.first().getByRole('link').click();
  await page.locator('.sh-drawer tbody tr').first().waitFor();
  await says(page.locator('.sh-drawer'), /必须/);
});

test('filters of the rules live in the address: a link shows the same rules to somebody else', async () => {
  const { page } = desk;
  await open(page, '/plan/rules?severity=must&status=fail');
  const count = await page.locator('.sh-table-fill tbody tr').count();
  assert.ok(count > 3 && count < 20);
  const other = await visitor(browser, String(origin), undefined, 'en');
  await signIn(other.page, 'viewer', 'songhua-viewer');
  await open(other.page, page.url().replace(String(origin), ''));
  await numbers(other.page.locator('.sh-table-fill tbody tr'), count);
  await says(other.page.locator('tbody tr').first(), /Fails/);
  await other.context.close();
});

test('an ambiguous rule shows its readings side by side', async () => {
  const { page } = desk;
  await open(page, '/plan/rules/3.1.3-d');
  await numbers(page.locator('.plan-readings article'), 2);
});

test('a figure that is entered on an area’s page turns a rule from unknown to decided, and back when it is undone', async () => {
  const { page } = desk;
  const verdict = page.locator('.sh-drawer tbody tr', { hasText: '永吉县' });
  await open(page, '/plan/rules/P2.3-a');
  await says(verdict, /未知/);

  await open(page, '/registry/areas/220221');
  await page.getByRole('button', { name: '填写：县域就诊率' }).click();
  const form = page.getByRole('dialog', { name: '填写：县域就诊率' });
  await form.getByLabel('数值').fill('89.5');
  await form.getByLabel('来源').fill('卫生统计年报');
  await form.getByRole('button', { name: /保\s*存/ }).click();
  await form.waitFor({ state: 'hidden' });
  await says(page.locator('tr', { hasText: '县域就诊率' }), /89\.5.*录入/s);

  await open(page, '/plan/rules/P2.3-a');
  await says(verdict, /不符合/);

  await open(page, '/registry/areas/220221');
  await page.getByRole('button', { name: '查看更改记录' }).click();
  await page.getByRole('button', { name: '撤销：县域就诊率' }).click();
  await page
    .locator('.ant-popconfirm')
    .getByRole('button', { name: /撤\s*销/ })
    .click();
  await page.getByRole('button', { name: '填写：县域就诊率' }).waitFor();
  await open(page, '/plan/rules/P2.3-a');
  await says(verdict, /未知/);
});

test('the pages log no error and ask nothing of any other origin', () => {
  assert.deepEqual(desk.errors, []);
  assert.deepEqual(desk.foreign, []);
});
