import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { openDatabase, plant } from './database.ts';
import { numbers, open, says, seriousFaults, settled, sidewaysScroll, signedIn, takePicture, type Watched } from './visit.ts';

const root = join(import.meta.dirname, '..');
const origin = process.env['SONGHUA_E2E_URL']?.replace(/\/$/, '');

let browser: Browser;
let doctor: Watched;
let officer: Watched;
let pool: pg.Pool;

const inEnglish = (page: Page): Promise<unknown> => page.evaluate(`localStorage.setItem('songhua.language', 'en')`);
const inChinese = (page: Page): Promise<unknown> => page.evaluate(`localStorage.setItem('songhua.language', 'zh')`);
const coded = (system: string, code: string) => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }],
});

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  pool = openDatabase();
  await plant(pool, [
    { resourceType: 'Patient', id: 'privacy-1' },
    {
      resourceType: 'Observation',
      id: 'privacy-1',
      status: 'final',
      code: { text: 'glucose' },
      subject: { reference: 'Patient/privacy-1' },
    },
    {
      resourceType: 'Consent',
      id: 'privacy-1',
      status: 'active',
      scope: coded('consentscope', 'patient-privacy'),
      category: [coded('v3-ActCode', 'INFA')],
      policyRule: coded('v3-ActCode', 'OPTOUT'),
      patient: { reference: 'Patient/privacy-1' },
    },
  ]);
  browser = await launchBrowser(root);
  doctor = await signedIn(browser, String(origin), 'doctor', 'songhua-doctor');
  officer = await signedIn(browser, String(origin), 'privacy', 'songhua-privacy');
});

after(async () => {
  await browser?.close();
  await pool?.end();
});

test('everybody reads who sees what, and narrows it to a role', async () => {
  const { page } = doctor;
  await open(page, '/privacy/policies');
  await says(page.locator('tbody'), /临床医生为诊疗可以查看、检索、新建、修改/);
  await takePicture(page, 'privacy-policies.zh');
  await open(page, '/privacy/policies?role=cdc');
  const rows = page.locator('tbody tr');
  await numbers(rows, 2);
  await says(rows.last(), /疾控人员.*不含敏感信息/);
});

test('a privacy officer asks why a doctor does not see a record', async () => {
  const { page } = officer;
  await open(page, '/privacy/explain');
  await page.getByText('填写账号和记录后显示结果').waitFor();
  await page.getByLabel('账号').fill('doctor');
  await page.getByLabel('账号').press('Enter');
  await page.getByLabel('记录').fill('Observation/privacy-1');
  await page.getByLabel('记录').press('Enter');
  await says(page.locator('.privacy-answer'), /看不到.*没有诊疗、签约、属地等关系/);
  await says(page.locator('.sh-main'), /Patient\/privacy-1/);
  await takePicture(page, 'privacy-explain.zh');
  await page.getByLabel('记录').fill('Observation/none');
  await page.getByLabel('记录').press('Enter');
  await says(page.getByRole('alert'), /没有 Observation\/none/);
});

test('what a person forbids is said in words', async () => {
  const { page } = officer;
  await open(page, '/privacy/consents?patient=Patient/privacy-1');
  await says(page.locator('tbody tr'), /正在生效.*禁止任何机构查看任何记录/);
  await takePicture(page, 'privacy-consents.zh');
  await open(page, '/privacy/consents?patient=Patient/nobody');
  await page.getByText('没有登记过授权').waitFor();
});

test('in an emergency a doctor opens a record for a time, and every page says so', async () => {
  const { page } = doctor;
  await open(page, '/privacy/emergency');
  await page.getByText('没有正在进行的紧急调阅').waitFor();
  await page.getByLabel('居民').fill('Patient/privacy-1');
  await page.getByRole('button', { name: '开始紧急调阅' }).click();
  await page.getByText('至少 5 个字').waitFor();
  await page.getByLabel('原因').fill('昏迷送诊，需核对过敏史');
  await page.getByRole('button', { name: '开始紧急调阅' }).click();
  await says(page.locator('.ant-alert-banner'), /紧急调阅进行中：Patient\/privacy-1/);
  await settled(page);
  await takePicture(page, 'privacy-emergency.zh');
  await open(page, '/privacy/policies');
  await page.locator('.ant-alert-banner').waitFor();
});

test('the privacy officer sees why the record is open, ends it and judges it', async () => {
  const { page } = officer;
  await open(page, '/privacy/explain?account=doctor&resource=Observation/privacy-1');
  await says(page.locator('.privacy-answer'), /能看到.*紧急调阅/);
  await open(page, '/privacy/reviews');
  const row = page.locator('tbody tr').filter({ hasText: 'Patient/privacy-1' });
  await says(row, /示例医生.*昏迷送诊.*进行中.*待审查/);
  await takePicture(page, 'privacy-reviews.zh');
  await row.getByRole('button', { name: /^结束/ }).click();
  await says(row, /已结束/);
  await row.getByRole('button', { name: /^审查/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('正当', { exact: true }).check();
  await dialog.getByRole('textbox').fill('急诊病历可查');
  await dialog.getByRole('button', { name: '保存结论' }).click();
  await page.getByText('没有待审查的紧急调阅').waitFor();
  await open(page, '/privacy/reviews?state=all');
  await says(page.locator('tbody tr').filter({ hasText: 'Patient/privacy-1' }), /正当.*急诊病历可查/);
});

test('the pages have no serious faults of access, no sideways scroll, and speak English', async () => {
  const { page } = officer;
  for (const path of [
    'policies',
    'explain?account=doctor&resource=Observation/privacy-1',
    'consents?patient=Patient/privacy-1',
    'reviews?state=all',
  ]) {
    await open(page, `/privacy/${path}`);
    assert.deepEqual(await seriousFaults(page), [], path);
    assert.equal(await sidewaysScroll(page), 0, path);
  }
  await inEnglish(page);
  await open(page, '/privacy/reviews?state=all');
  await says(page.locator('tbody tr').first(), /Justified/);
  await open(page, '/privacy/policies?role=doctor');
  await says(page.locator('tbody'), /A doctor may, for treatment, read, search, create and change/);
  await inChinese(page);
  for (const one of [doctor, officer]) {
    assert.deepEqual(one.foreign, []);
    assert.deepEqual(
      one.errors.filter((error) => !/40[34]/.test(error)),
      [],
    );
  }
});
