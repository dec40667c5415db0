import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
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
let pool: pg.Pool;
let officer: Watched;
let resident: Watched;
const patient = 'e2e-audit-person';

/** Somebody looked for the resident and was shown nothing. */
const looked = `insert into access.audit (form, at, event, actor_kind, actor_id, actor_name, roles, method, route, path, status, request_id,
    resource_count, patients, patient_count, emergency, note)
  values (1, now() - interval '1 day', 'request', 'person', 'e2e-nurse', '钱护士', 'nurse', 'GET', '/fhir/R4/:type', '/fhir/R4/Observation', 200,
    'r-asked', 0, array[$1], 1, false, 'only asked for: 1')`;

const insert = `insert into access.audit (form, at, event, actor_kind, actor_id, actor_name, roles, institution, purpose, method, route, path, status,
    request_id, address, resources, resource_count, patients, patient_count, way, emergency)
  values (1, now(), 'request', 'person', 'e2e-doctor', '赵医生', 'doctor', 'Organization/e2e', 'treatment', 'GET', '/fhir/R4/:type', $1, 200, 'r-e2e',
    '10.0.0.7', 'Observation/e1 Observation/e2 Condition/e3', 3, array[$2], 1, 'treating', false)`;

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  pool = openDatabase();
  await pool.query(`update access.account set patient = $1 where username = 'resident'`, [`Patient/${patient}`]);
  await pool.query(looked, [patient]);
  for (const path of ['/fhir/R4/Observation?patient=', '/fhir/R4/Condition?patient='])
    await pool.query(insert, [`${path}${patient}`, patient]);
  await pool.query(
    `insert into access.anomaly (id, kind, day, actor_id, actor_name, severity, evidence, found_at, state)
     values ('watched:2026-11-20:e2e-doctor:x', 'watched', '2026-11-20', 'e2e-doctor', '赵医生', 0.9, $1, now(), 'open')`,
    [{ patient, looks: 2 }],
  );
  browser = await launchBrowser(root);
  resident = await visitor(browser, String(origin));
  await signIn(resident.page, 'resident', 'songhua-resident');
  officer = await visitor(browser, String(origin));
  await signIn(officer.page, 'privacy', 'songhua-privacy');
});

after(async () => {
  await browser?.close();
  await pool?.end();
});

const notice = (page: Page, text: string) => page.locator('.ant-message').getByText(text).waitFor();

test('a resident sees who looked at their record and why, and objects to what they do not understand', async () => {
  const { page } = resident;
  await open(page, '/');
  await page.getByRole('link', { name: '谁看过我的档案' }).first().click();
  await page.getByRole('heading', { name: '谁看过我的档案' }).waitFor();
  const rows = page.locator('tbody tr');
  await numbers(rows, 3);
  await says(rows.filter({ hasText: '钱护士' }), /检索过，没有看到内容/);
  await says(rows.first(), /赵医生.*临床医生.*Organization\/e2e.*诊疗 · 正在或近期诊疗.*检索.*化验与测量结果 2、诊断 1/s);
  await takePicture(page, 'own-accesses.zh');
  await rows.first().getByRole('button', { name: '提出异议' }).click();
  const send = page.getByRole('button', { name: '提 交' }).or(page.getByRole('button', { name: '提交' }));
  assert.equal(await send.isDisabled(), true);
  await page.locator('#objection-reason').fill('我没有看过这位医生');
  await send.click();
  await notice(page, '已提交');
  await says(rows.first(), /待复核/);
  assert.deepEqual(await seriousFaults(page), []);
});

test('the privacy officer finds the objection, reads the entry and settles it with a note', async () => {
  const { page } = officer;
  await open(page, '/administration/objections');
  await page.locator('tbody tr', { hasText: '我没有看过这位医生' }).getByRole('link').click();
  const drawer = page.locator('.sh-drawer');
  await says(drawer, /赵医生.*Condition/s);
  await takePicture(page, 'objection.zh');
  await drawer.locator('.ant-select').click();
  await page.locator('.ant-select-item', { hasText: '访问合规' }).click();
  await drawer.locator('#review-note').fill('转诊，由本人签字同意');
  await drawer.getByRole('button', { name: /保\s*存/ }).click();
  await says(drawer, /访问合规.*转诊，由本人签字同意/s);
  assert.deepEqual(await seriousFaults(page), []);
  await open(page, '/administration/objections');
  await page.getByText('没有待办的异议').waitFor();
});

test('the log is filtered in the address, an entry opens over it with its proof, and the export holds what is filtered', async () => {
  const { page } = officer;
  await open(page, `/administration/audit?patient=${patient}&action=read&actor=e2e-doctor`);
  const rows = page.locator('tbody tr');
  await numbers(rows, 2);
  await says(page.locator('.sh-page-head'), /已入链 [\d,]+ 条（SHA256）/);
  await takePicture(page, 'audit.zh');
  const csv = page.getByRole('link', { name: /CSV/ });
  assert.match(String(await csv.getAttribute('href')), new RegExp(`patient=${patient}`));
  await rows.first().getByRole('link').click();
  const drawer = page.locator('.sh-drawer');
  await says(drawer, /10\.0\.0\.7.*Observation\/e1/s);
  const proof = await drawer.getByRole('link', { name: '下载存证' }).getAttribute('href');
  assert.match(String(proof), /\/audit\/\d+\/proof$/);
  await takePicture(page, 'audit-entry.zh');
  await page.keyboard.press('Escape');
  await settled(page);
  assert.match(page.url(), new RegExp(`patient=${patient}`), 'the filters stay');
  assert.deepEqual(await seriousFaults(page), []);
});

test('who was only asked for is told from those of whom something was shown', async () => {
  const { page } = officer;
  await open(page, `/administration/audit?patient=${patient}&actor=e2e-nurse`);
  const rows = page.locator('tbody tr');
  await numbers(rows, 1);
  await says(rows.first(), /其中 1 人仅被检索/);
  await rows.first().getByRole('link').click();
  await says(page.locator('.sh-drawer'), new RegExp(`仅被检索、未显示内容的居民.*${patient}`, 's'));
  assert.equal(await page.locator('.sh-drawer').getByText('显示了内容的居民').count(), 0);
  await page.keyboard.press('Escape');
});

test('whether the log holds stands first; a bad entry and a database that is behind cannot be overlooked', async () => {
  const { page } = officer;
  await pool.query(`update access.audit_check set due_at = now() + interval '1 day'`);
  const verified = (ok: boolean) =>
    pool.query(
      `insert into access.audit_verification (at, ms, first, last, whole, ok, kind, number, says, heads, by_whom)
       values (now(), 5, 1, 40, true, $1, $2, $3, null, 3, 'e2e')`,
      [ok, ok ? null : 'altered', ok ? null : 17],
    );
  await verified(true);
  await open(page, '/administration/audit');
  await says(page.locator('.administration-audit-state'), /^.{0,4}.*核验至第 40 条，完好.*已入链/s);
  await takePicture(page, 'audit-verified.zh');
  await verified(false);
  await pool.query(`update access.audit_check set behind = $1`, [
    { outside: 90, here: 40, at: '2026-11-22T08:00:00.000Z', restored: null },
  ]);
  await open(page, '/administration/audit');
  await says(page.locator('.ant-alert').first(), /第 17 条被篡改/);
  await says(page.locator('.ant-alert').nth(1), /库外记有 90 条.*只有 40 条.*没有恢复备份的记录/s);
  await takePicture(page, 'audit-broken.zh');
  assert.deepEqual(await seriousFaults(page), []);
  await page.evaluate(`localStorage.setItem('songhua.language', 'en')`);
  await open(page, '/administration/audit');
  await says(page.locator('.ant-alert').first(), /entry 17 was altered/);
  await takePicture(page, 'audit-broken.en');
  await page.evaluate(`localStorage.setItem('songhua.language', 'zh')`);
  await pool.query(`update access.audit_check set behind = null`);
  await verified(true);
});

test('an unusual access says by which rule and on what it was found, and is explained', async () => {
  const { page } = officer;
  await page.evaluate(`localStorage.setItem('songhua.language', 'en')`);
  await open(page, '/administration/anomalies');
  await takePicture(page, 'anomalies.en');
  await page.getByRole('link', { name: 'Watched person seen' }).first().click();
  const drawer = page.locator('.sh-drawer');
  await says(drawer, /list of those whose records are watched.*Looks\s*2/s);
  await drawer.locator('.ant-select').click();
  await page.locator('.ant-select-item', { hasText: 'Explained' }).click();
  await drawer.locator('#review-note').fill('own patient of the ward');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await says(drawer, /Explained.*own patient of the ward/s);
  await page.evaluate(`localStorage.setItem('songhua.language', 'zh')`);
  assert.deepEqual(await seriousFaults(page), []);
});

test('nothing scrolls sideways on a phone, and no page reported an error or asked another origin', async () => {
  const { page } = resident;
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, '/my-record/accesses');
  assert.ok((await sidewaysScroll(page)) <= 0);
  await takePicture(page, 'own-accesses.phone');
  await page.evaluate(`localStorage.setItem('songhua.language', 'en')`);
  await open(page, '/my-record/accesses');
  await says(page.locator('tbody tr').first(), /results and measurements 2, diagnoses 1/);
  assert.ok((await sidewaysScroll(page)) <= 0);
  await takePicture(page, 'own-accesses.phone.en');
  await page.evaluate(`localStorage.setItem('songhua.language', 'zh')`);
  // The frame asks for areas and dates, which a resident may not read; that says so and is no fault of these pages.
  for (const { errors, foreign } of [resident, officer])
    assert.deepEqual([errors.filter((error) => !/status of 403/.test(error)), foreign], [[], []]);
});
