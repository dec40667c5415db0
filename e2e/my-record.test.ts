import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addAccount } from '@songhua/access';
import { must, type Resource } from '@songhua/kernel';
import type pg from 'pg';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { openDatabase, plant } from './database.ts';
import { numbers, open, says, seriousFaults, settled, sidewaysScroll, signedIn, type Watched } from './visit.ts';

const root = join(import.meta.dirname, '..');
const origin = process.env['SONGHUA_E2E_URL']?.replace(/\/$/, '');

let browser: Browser;
let resident: Watched;
let pool: pg.Pool;

const ref = (reference: string) => ({ reference });
const visit = (id: string, patient: string): Resource & { readonly id: string } => ({
  resourceType: 'Encounter',
  id,
  status: 'in-progress',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  subject: ref(`Patient/${patient}`),
  serviceProvider: ref('Organization/e2e-mine-a'),
  period: { start: new Date(Date.now() - 86_400_000).toISOString() },
});

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  pool = openDatabase();
  const planted = [
    { resourceType: 'Organization', id: 'e2e-mine-a', name: '试验甲医院' },
    { resourceType: 'Organization', id: 'e2e-mine-b', name: '试验乙医院' },
    { resourceType: 'Patient', id: 'e2e-mine', name: [{ text: '林小满' }] },
    { resourceType: 'Patient', id: 'e2e-elder', name: [{ text: '林老' }], birthDate: '1950-01-01' },
    visit('e2e-mine', 'e2e-mine'),
    visit('e2e-elder', 'e2e-elder'),
  ];
  await plant(pool, planted, async (tx, now) => {
    for (const username of ['e2e-mine', 'e2e-nobody']) {
      const account = { username, password: 'songhua-e2e-mine', name: '林小满', roles: ['resident'], area: '220200' };
      const { id } = must(await addAccount(tx, account, now, true));
      if (username !== 'e2e-mine') continue;
      await tx.query(`update access.account set patient = 'Patient/e2e-mine' where id = $1`, [id]);
      await tx.query(
        `insert into access.proxy (account, patient, kind, since, granted_by) values ($1, 'Patient/e2e-elder', 'family', '2020-01-01', 'test')`,
        [id],
      );
    }
  });
  browser = await launchBrowser(root);
  resident = await signedIn(browser, String(origin), 'e2e-mine', 'songhua-e2e-mine');
});

after(async () => {
  await browser?.close();
  await pool?.end();
});

const rules = '.privacy-rules li';

test('a resident reads who sees the record, and which professions see what', async () => {
  const { page } = resident;
  await open(page, '/my-record/consents');
  await says(page.locator('.privacy-holders'), /试验甲医院.*可以看/);
  await page.getByText('各类人员可以看什么').click();
  await page.getByText(/临床医生可以看.*包括敏感信息/).waitFor();
  await page.getByText('没有设置任何限制').waitFor();
});

test('a rule is chosen in three steps, foreseen in a sentence, and holds once it is saved', async () => {
  const { page } = resident;
  await page.getByRole('button', { name: '新增一条限制' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('选好机构后').waitFor();
  await dialog.getByRole('combobox', { name: '机构' }).fill('试验甲');
  await page.locator('.ant-select-item-option').getByText('试验甲医院').click();
  await page.keyboard.press('Escape');
  await dialog.getByText('诊疗记录（检验', { exact: false }).click();
  await says(dialog.locator('.privacy-foresight'), /禁止试验甲医院查看诊疗记录.*可以看 → 部分被您限制.*急救/);
  await dialog.getByLabel('从').fill('2030-01-02');
  await dialog.getByLabel('到').fill('2030-01-01');
  await says(dialog.getByRole('alert'), /结束日期早于开始日期/);
  await dialog.getByLabel('从').fill('');
  await dialog.getByLabel('到').fill('2030-12-31');
  await says(dialog.locator('.privacy-foresight'), /至 2030-12-31 止/);
  await dialog.getByRole('button', { name: '保存并生效' }).click();
  await says(page.locator(rules), /正在生效.*禁止试验甲医院查看诊疗记录，至 2030-12-31 止/);
  await says(page.locator('.privacy-holders'), /部分被您限制/);
});

test('a rule is taken back unless that is undone in time, and can be set again', async () => {
  const { page } = resident;
  await settled(page);
  await page.getByRole('button', { name: /^取消限制：禁止试验甲医院/ }).click();
  await page.getByRole('button', { name: '撤销' }).click();
  await says(page.locator(rules), /正在生效/);
  await page.getByRole('button', { name: /^取消限制：禁止试验甲医院/ }).click();
  await page.getByText('已经取消的 1 条').waitFor();
  await says(page.locator('.privacy-holders'), /可以看/);
  await page.getByText('已经取消的 1 条').click();
  await page.getByRole('button', { name: /^恢复：/ }).click();
  await says(page.locator(rules), /正在生效/);
  await numbers(page.locator('tbody tr'), 3);
  await says(page.locator('tbody tr').first(), /恢复.*禁止试验甲医院.*本人/);
});

test('who acts for somebody looks and changes nothing; an account without a record is told what to do', async () => {
  const { page } = resident;
  await open(page, '/my-record/consents?patient=e2e-elder');
  await page.getByText('可以查看，不能代为设置').waitFor();
  await says(page.locator('.privacy-holders'), /试验甲医院/);
  await numbers(page.getByRole('button', { name: '新增一条限制' }), 0);
  await open(page, '/my-record/consents?patient=somebody');
  await says(page.getByRole('alert'), /只能查看您本人或由您代办的居民的授权/);
  const nobody = await signedIn(browser, String(origin), 'e2e-nobody', 'songhua-e2e-mine');
  await open(nobody.page, '/my-record/consents');
  await nobody.page.getByText('您的账号还没有对应的居民档案').waitFor();
});

test('the page has no serious faults of access on a screen, in light and dark, and a phone, no sideways scroll, and speaks English', async () => {
  const { page } = resident;
  for (const { scheme, ...size } of [
    { width: 1366, height: 768, scheme: 'light' },
    { width: 360, height: 740, scheme: 'light' },
    { width: 1366, height: 768, scheme: 'dark' },
  ]) {
    await page.evaluate(`localStorage.setItem('songhua.theme', '${scheme}')`);
    await page.setViewportSize(size);
    await open(page, '/my-record/consents');
    assert.deepEqual(await seriousFaults(page), [], `${size.width} ${scheme}`);
    assert.equal(await sidewaysScroll(page), 0, String(size.width));
    await page.getByRole('button', { name: '新增一条限制' }).click();
    await page.getByRole('dialog').getByRole('radio', { name: '限制所有机构' }).check();
    await says(page.locator('.privacy-foresight'), /禁止任何机构查看任何记录/);
    await settled(page);
    assert.deepEqual(await seriousFaults(page), [], `dialog at ${size.width} ${scheme}`);
    await page.keyboard.press('Escape');
  }
  await page.evaluate(`localStorage.removeItem('songhua.theme')`);
  await page.evaluate(`localStorage.setItem('songhua.language', 'en')`);
  await open(page, '/my-record/consents');
  await says(page.locator(rules), /In force.*Forbids 试验甲医院 to see clinical records, until 2030-12-31/);
  assert.deepEqual(resident.foreign, []);
  assert.deepEqual(
    resident.errors.filter((error) => !/40[034]/.test(error)),
    [],
  );
});
