import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { numbers, open, says, seriousFaults, settled, sidewaysScroll, signIn, visitor, type Watched } from './visit.ts';

const root = join(import.meta.dirname, '..');
const origin = process.env['SONGHUA_E2E_URL']?.replace(/\/$/, '');

let browser: Browser;
let desk: Watched;
let other: Watched;

interface Answer {
  readonly items: readonly { readonly id: string; readonly origin: string }[];
}

const drawer = (page: Page): Locator => page.locator('.sh-drawer');

/** A task for two counties, made through the page's own form; its address. */
let address = '';

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  browser = await launchBrowser(root);
  desk = await visitor(browser, origin);
  await signIn(desk.page, 'planner', 'songhua-planner');
  other = await visitor(browser, origin);
  await signIn(other.page, 'admin', 'songhua-admin');
});

after(async () => {
  await browser?.close();
});

test('who has no task of his own is told so and sees those of the area', async () => {
  const { page } = desk;
  await open(page, '/tasks');
  await page.getByRole('heading', { name: '任务督办' }).waitFor();
  await page.getByText('没有指派给您的任务').waitFor();
});

test('a planner gives a task to two counties; each has a row of its own', async () => {
  const { page } = desk;
  await open(page, '/tasks');
  await page.getByRole('button', { name: '新建任务' }).click();
  const form = page.locator('.ant-modal');
  await form.locator('#zh').fill('清点备用发电机');
  await form.locator('#areas').click();
  for (const county of ['永吉县', '蛟河市']) {
    await page.keyboard.type(county);
    await page.locator('.ant-select-item-option', { hasText: county }).click();
    await form.locator('.ant-select-selection-item', { hasText: county }).waitFor();
  }
  await form.locator('#due').fill('2199-12-31');
  await form.getByRole('button', { name: '下达' }).click();
  await drawer(page).getByRole('heading', { name: '各地区进度（2 个地区）' }).waitFor();
  address = new URL(page.url()).pathname;
  await numbers(drawer(page).locator('.tasks-section tbody tr', { hasText: /永吉县|蛟河市/ }), 2);
});

test('a task that the plan lists is given to all its counties with a date of one’s own, and can then be late', async () => {
  const { page } = desk;
  const listed = await page.request.get('/api/tasks/tasks?given=false&state=open&area=220221&limit=200');
  const { items } = (await listed.json()) as Answer;
  const shared = items.find(({ id, origin: whole }) => id !== whole);
  await open(page, `/tasks/${shared?.id}`);
  const terms = drawer(page).locator('.tasks-terms');
  await says(terms, /未下达/);
  await drawer(page).getByRole('button', { name: '下达', exact: true }).click();
  const dialog = page.locator('.ant-modal', { hasText: '下达任务' });
  await dialog.getByText(/一并下达到尚未下达的 \d+ 个地区/).waitFor();
  await dialog.locator('#give-due').fill('2024-01-31');
  await dialog.getByRole('button', { name: '下达' }).click();
  await terms.getByText(/逾期 [\d,]+ 天/).waitFor();
  const left = drawer(page).locator('.tasks-section tbody tr', { hasText: '未下达，不计逾期' });
  await numbers(left, 0, 'every county has it now');
});

test('two people edit one task: different fields both stand, of the same field the second chooses', async () => {
  const [mine, theirs] = [desk.page, other.page];
  for (const page of [mine, theirs]) {
    await open(page, address);
    await drawer(page).getByRole('button', { name: '修改' }).click();
  }
  await drawer(theirs).locator('#task-percent').fill('40');
  await drawer(theirs).locator('#task-due').fill('2199-06-30');
  await drawer(theirs).getByRole('button', { name: '保存' }).click();
  await drawer(theirs).locator('.tasks-terms').getByText('40%').waitFor();
  // The form is still open as it was; what the other saved is not lost and not overwritten.
  await drawer(mine).locator('#task-percent').fill('55');
  await drawer(mine).locator('#task-title-zh').fill('清点并试车备用发电机');
  await drawer(mine).getByRole('button', { name: '保存' }).click();
  const merge = mine.locator('.ant-modal', { hasText: '有人同时改了同一内容' });
  const disputed = await says(merge, /他人已存：\s*40%.*您的修改：\s*55%/s);
  assert.doesNotMatch(disputed, /2199/, 'nobody disputes the date');
  const save = merge.getByRole('button', { name: '按所选保存' });
  assert.equal(await save.isDisabled(), true, 'nothing is chosen beforehand');
  await merge.getByText('您的修改：').click();
  await save.click();
  await drawer(mine).locator('.tasks-terms').getByText('55%').waitFor();
  await says(drawer(mine).locator('.tasks-terms'), /2199年6月30日/, 'the other’s date stands');
  await says(drawer(mine).locator('.ant-drawer-title'), /清点并试车备用发电机/);
  await says(drawer(mine).locator('.tasks-section').last(), /示例管理员.*示例规划员|示例规划员.*示例管理员/s);
});

test('progress is reported with a note, a milestone, a file and a move, and accepted', async () => {
  const { page } = desk;
  await open(page, address);
  const box = drawer(page);
  await box.getByLabel('写下进展、困难或下一步打算').fill('已清点 12 台');
  await box.getByRole('button', { name: '记录进展' }).click();
  await box.locator('.tasks-note', { hasText: '已清点 12 台' }).waitFor();
  await box.getByLabel('新节点名称').fill('试车');
  await box.getByRole('button', { name: '添加', exact: true }).click();
  await box.getByRole('checkbox', { name: '试车' }).click();
  await box.locator('.tasks-terms').getByText('节点 1 / 1').waitFor();
  const file = { name: '清单.csv', mimeType: 'text/csv', buffer: Buffer.from('县,台\n永吉,12\n') };
  await box.locator('input[type=file]').setInputFiles(file);
  await box.getByRole('link', { name: '清单.csv' }).waitFor();
  // On a slow line the list behind the drawer comes late; a press meanwhile must wait, not be swallowed.
  const late = /\/api\/tasks\/tasks\?/;
  await page.route(late, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await box.getByRole('button', { name: '开始办理' }).click();
  await box.getByRole('button', { name: '报请销号' }).click();
  await box.getByRole('button', { name: '核实销号' }).click();
  await box.locator('.tasks-terms').getByText('已办结').waitFor();
  await page.unrouteAll({ behavior: 'wait' });
});

test('on a slow line nothing is sent twice, and what is typed meanwhile stays', async () => {
  const { page } = desk;
  await open(page, address);
  const box = drawer(page);
  const text = box.getByLabel('写下进展、困难或下一步打算');
  await page.route(/\/notes$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await text.fill('柴油已到');
  // Twice before the page has drawn anything anew, as a bouncing mouse button does.
  await page.evaluate(`{
    const form = document.querySelector('.sh-drawer textarea').form;
    form.requestSubmit();
    form.requestSubmit();
  }`);
  await text.fill('电瓶待换');
  const sent = box.locator('.tasks-note', { hasText: '柴油已到' });
  await sent.first().waitFor();
  await settled(page);
  await numbers(sent, 1, 'one note, however often it was pressed');
  assert.equal(await text.inputValue(), '电瓶待换');
  await text.fill('');
  await page.unrouteAll({ behavior: 'wait' });
});

test('filters of a history and of the notices live in the address', async () => {
  const { page } = desk;
  await open(page, `${address}?hfield=percent`);
  const history = drawer(page).locator('.tasks-section').last();
  await says(history.locator('tbody tr').first(), /进度/);
  await numbers(history.locator('tbody tr', { hasText: '节点' }), 0);
  await open(page, '/tasks?view=notices&to=all');
  await page.getByLabel('是否有效').click();
  await page.locator('.ant-select-item-option', { hasText: '已撤回的' }).click();
  await page.waitForURL(/standing=false/);
});

test('the Gantt chart walks by arrow keys, its table is one click away, and the letter comes as a document', async () => {
  const { page } = desk;
  await open(page, '/tasks?view=gantt');
  const rows = page.locator('.tasks-gantt-rows > li');
  await rows.first().waitFor();
  await rows.first().locator('a').focus();
  await page.keyboard.press('ArrowDown');
  await page.locator('.tasks-gantt-rows > [data-row="1"] a:focus').waitFor();
  await page.getByRole('button', { name: '看表格' }).click();
  await page.waitForURL('**view=all**');
  await settled(page);
  await page.getByRole('button', { name: '月度函' }).click();
  const href = await page.getByRole('link', { name: '下载 DOCX' }).getAttribute('href');
  const letter = await page.request.get(String(href));
  assert.equal(letter.status(), 200);
  assert.equal((await letter.body()).subarray(0, 2).toString(), 'PK');
});

test('every view reads in both themes without a serious fault and fits a phone', async () => {
  const { page } = desk;
  const { items } = (await (await page.request.get('/api/tasks/tasks?limit=1')).json()) as Answer;
  const paths = ['mine', 'all', 'department', 'chapter', 'gantt', 'notices'].map((view) => `/tasks?view=${view}`);
  paths.push(`/tasks/${items[0]?.id}`, address);
  const faults: string[] = [];
  const sideways: string[] = [];
  for (const scheme of ['light', 'dark'] as const) {
    await page.evaluate(`localStorage.setItem('songhua.theme', '${scheme}')`);
    for (const path of paths) {
      await open(page, path);
      faults.push(...(await seriousFaults(page)).map((fault) => `${path} (${scheme}) ${fault}`));
      if (scheme === 'dark') continue;
      await page.setViewportSize({ width: 360, height: 740 });
      await settled(page);
      const wider = await sidewaysScroll(page);
      if (wider !== 0) sideways.push(`${path}: ${wider} px`);
      await page.setViewportSize({ width: 1366, height: 768 });
    }
  }
  await page.evaluate(`localStorage.removeItem('songhua.theme')`);
  assert.deepEqual([faults, sideways], [[], []]);
});

test('the pages log no error but the refused conflict, and ask nothing of any other origin', () => {
  const unexpected = desk.errors.filter((error) => !/409/.test(error));
  assert.deepEqual([unexpected, other.errors], [[], []]);
  assert.deepEqual([desk.foreign, other.foreign], [[], []]);
});
