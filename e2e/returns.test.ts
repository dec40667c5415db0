import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import excel from 'exceljs';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { numbers, open, says, seriousFaults, settled, signIn, takePicture, visitor, type Watched } from './visit.ts';

const root = join(import.meta.dirname, '..');
const origin = process.env['SONGHUA_E2E_URL']?.replace(/\/$/, '');
/** 永吉县: small enough to be filled in whole. */
const county = '220221';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

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

type Cells = (row: number, title: string) => excel.Cell;

/** The county's own template, filled with what the registry holds, as somebody has completed it: real names, and what `change` says. */
async function fillTemplate(page: Page, change: (cell: Cells) => void): Promise<Buffer> {
  const template = await page.request.get(`/api/returns/template?kind=annual&format=xlsx&area=${county}`);
  assert.equal(template.status(), 200);
  const book = new excel.Workbook();
  await book.xlsx.load((await template.body()) as unknown as ArrayBuffer);
  const sheet = book.worksheets[0];
  assert.ok(sheet);
  const titles = (sheet.getRow(1).values as unknown[]).map((title) => String(title ?? '').replace(/ \*$/, ''));
  const cell: Cells = (row, title) => sheet.getCell(row, titles.indexOf(title));
  for (let row = 2; row <= sheet.rowCount; row += 1) {
    const name = cell(row, '机构名称');
    name.value = String(name.value).replace('（合成）', '');
  }
  change(cell);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const chooseFile = (page: Page, name: string, buffer: Buffer) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: xlsx, buffer });

/** Beds per 1,000 residents of the county as the plan has them now. */
async function beds(page: Page): Promise<{ readonly value: number; readonly evidence: string; readonly asOf: string }> {
  const answer = await page.request.get(`/api/plan/indicators/2.3-T06?area=${county}`);
  return ((await answer.json()) as { item: { current: { value: number; evidence: string; asOf: string } } }).item.current;
}

test('a county’s return with three errors is corrected, returned, accepted, moves an indicator, and is undone', async (t) => {
  const { page } = desk;
  const first = await beds(page);
  assert.deepEqual([first.value.toFixed(2), first.asOf], ['6.19', '2020-12-31']);

  await t.test('all three errors are named with line, field, value and rule, and nothing is written', async () => {
    const bad = await fillTemplate(page, (cell) => {
      cell(3, '床位').value = '许多';
      cell(5, '机构类别').value = '神医馆';
      cell(7, '卫生人员').value = -3;
    });
    await open(page, `/returns/upload?kind=annual&county=${county}&year=2024`);
    await chooseFile(page, '永吉县2024年报.xlsx', bad);
    const table = page.getByRole('region', { name: '需要更正的地方', exact: true });
    await numbers(table.locator('tbody tr:not(.sh-skeleton)'), 3);
    const rows = await table.locator('tbody tr').allTextContents();
    for (const [line, field, value] of [
      ['3', '床位', '许多'],
      ['5', '机构类别', '神医馆'],
      ['7', '卫生人员', '-3'],
    ] as const)
      assert.ok(
        rows.some((row) => row.includes(line) && row.includes(field) && row.includes(value)),
        `${field}: ${rows.join(' | ')}`,
      );
    await numbers(page.getByRole('button', { name: '报送', exact: true }), 0);
    assert.deepEqual(await beds(page), first);
    assert.deepEqual(await seriousFaults(page), []);
    await table.scrollIntoViewIfNeeded();
    await takePicture(page, 'upload-faults.zh');
    if (process.env['SONGHUA_SCREENSHOTS'] === '1') {
      const english = await visitor(browser, String(origin), undefined, 'en');
      await signIn(english.page, 'planner', 'songhua-planner');
      await open(english.page, page.url().replace(String(origin), ''));
      await english.page.locator('tbody tr').nth(2).scrollIntoViewIfNeeded();
      await takePicture(english.page, 'upload-faults.en');
      await english.context.close();
    }
  });

  await t.test('corrected, it says what it would change, and is submitted', async () => {
    const good = await fillTemplate(page, (cell) => {
      cell(3, '床位').value = 100;
    });
    await chooseFile(page, '永吉县2024年报（更正）.xlsx', good);
    const submit = page.getByRole('button', { name: '报送', exact: true });
    await submit.waitFor({ timeout: 120_000 });
    await settled(page);
    await says(page.locator('main'), /变更 \d+/);
    await submit.click();
    await page.getByRole('button', { name: '退回修改' }).waitFor();
  });

  await t.test('the city returns it for correction with a note, which the county reads', async () => {
    await page.getByRole('button', { name: '退回修改' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('textarea').fill('请核对县卫生监督机构的床位数');
    await dialog.getByRole('button', { name: '退回修改' }).click();
    await says(page.locator('.returns-note'), /请核对县卫生监督机构的床位数/);
    await open(page, '/returns?year=2024');
    const row = page.locator('tbody tr', { hasText: '永吉县' });
    await says(row, /退回修改/);
    await row.getByRole('link').first().click();
    await page.locator('.returns-note').waitFor();
  });

  await t.test('accepted, it moves the indicator; the figure is entered and of the day of the return', async () => {
    await page.getByRole('button', { name: '报送', exact: true }).click();
    await page.getByRole('button', { name: '审核通过' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '审核通过' }).click();
    await page.getByRole('button', { name: '撤销入库' }).waitFor({ timeout: 120_000 });
    const now = await beds(page);
    assert.deepEqual([now.evidence === 'entered' || now.evidence === 'computed', now.asOf.slice(0, 4)], [true, '2020']);
    assert.ok(now.value > first.value + 0.3, `${now.value}`);
    await open(page, `/plan/indicators/2.3-T06?area=${county}`);
    await says(page.locator('.sh-drawer .plan-figures'), new RegExp(now.value.toFixed(2)));
  });

  await t.test('undone with a reason, everything is as it was', async () => {
    await open(page, '/returns?year=2024');
    await page.locator('tbody tr', { hasText: '永吉县' }).getByRole('link').first().click();
    await page.getByRole('button', { name: '撤销入库' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('textarea').fill('试填，撤销');
    await dialog.getByRole('button', { name: '撤销入库' }).click();
    await page.getByText('已撤销入库').first().waitFor({ timeout: 120_000 });
    assert.deepEqual(await beds(page), first);
  });
});

test('the pages log no error and ask nothing of any other origin', () => {
  assert.deepEqual(desk.errors, []);
  assert.deepEqual(desk.foreign, []);
});
