import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { openDatabase } from './database.ts';
import { open, patience, says, seriousFaults, settled, signedIn, type Watched } from './visit.ts';

const root = join(import.meta.dirname, '..');
const origin = process.env['SONGHUA_E2E_URL']?.replace(/\/$/, '');

const pool = openDatabase();
let browser: Browser;
let admin: Watched;
let doctor: Watched;
let officer: Watched;
let planner: Watched;
/** The hospital at which the doctor works, and the district it stands in. */
let house = { id: '', area: '' };
let warning = '';
let board = '';

const day = (back: number): string => new Date(Date.now() + 8 * 3_600_000 - back * 86_400_000).toISOString().slice(0, 10);

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  const { rows } = await pool.query<typeof house>(
    `select i.id, i.area from access.membership m join access.account a on a.id = m.account
       join registry.listed i on 'Organization/' || i.id = m.organization where a.username = 'doctor'`,
  );
  assert.ok(rows[0], 'the doctor works somewhere');
  house = rows[0];
  browser = await launchBrowser(root);
  admin = await signedIn(browser, origin, 'admin', 'songhua-admin');
  doctor = await signedIn(browser, origin, 'doctor', 'songhua-doctor');
  officer = await signedIn(browser, origin, 'cdc', 'songhua-cdc');
  planner = await signedIn(browser, origin, 'planner', 'songhua-planner');
});

after(async () => {
  await browser?.close();
  await pool.end();
});

const dialog = (page: Page): Locator => page.locator('.ant-modal');

async function choose(page: Page, field: string, word: string): Promise<void> {
  await dialog(page).locator(`#${field}`).click();
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: word }).first().click();
}

async function confirm(page: Page): Promise<void> {
  await dialog(page).locator('.ant-modal-footer .ant-btn-primary').click();
  await dialog(page).waitFor({ state: 'detached' });
  await settled(page);
}

/** Sends as the page of whoever is signed in would. */
async function send<T>(
  { page }: Watched,
  method: 'POST' | 'PUT',
  path: string,
  data: object,
  type = 'application/json',
): Promise<T> {
  const answer = await page.request.fetch(`${origin}${path}`, {
    ...{ method, data: JSON.stringify(data), headers: { 'content-type': type, 'x-songhua': '1' } },
  });
  assert.ok(answer.ok(), `${path}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

interface Night {
  readonly day: string;
  readonly signals: number;
  readonly warnings: number;
}
interface Order {
  readonly id: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
}

/** Orders a day to be judged, as soon as no other night is under way, and waits until it is: what came of it. */
async function judge(asked: string): Promise<Night> {
  const path = `${origin}/api/surveillance/detection`;
  const until = Date.now() + patience;
  let order: Order | undefined;
  while (order?.state !== 'done') {
    assert.ok(Date.now() < until && order?.state !== 'failed', JSON.stringify(order));
    const answer = order
      ? await officer.page.request.get(`${path}/orders/${order.id}`)
      : await officer.page.request.post(`${path}/nights`, { data: { day: asked }, headers: { 'x-songhua': '1' } });
    assert.ok(answer.ok() || (!order && answer.status() === 409), await answer.text());
    if (answer.ok()) order = (await answer.json()) as Order;
    await wait(200);
  }
  const { items } = (await (await officer.page.request.get(`${path}/nights`)).json()) as { items: Night[] };
  const found = items.find((one) => one.day === asked);
  assert.ok(found, JSON.stringify(items));
  return found;
}

/** A visit with its diagnosis, as the doctor's own system writes it. */
function visitOf(at: string, { code, display, complaint }: { code: string; display: string; complaint: string }, serial: number) {
  const [patient, encounter, condition] = [randomUUID(), randomUUID(), randomUUID()];
  const organization = { reference: `Organization/${house.id}` };
  const subject = { reference: `Patient/${patient}` };
  const hl7 = 'http://terminology.hl7.org/CodeSystem';
  const put = (resource: { resourceType: string; id: string }) => ({
    resource,
    request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
  });
  return [
    put({
      ...{ resourceType: 'Patient', id: patient, active: true, managingOrganization: organization },
      name: [{ use: 'official', text: `流调${'甲乙丙丁戊己庚辛壬癸'[serial % 10]}${serial}` }],
      ...{ gender: serial % 2 === 0 ? 'male' : 'female', birthDate: `19${50 + (serial % 40)}-0${1 + (serial % 9)}-11` },
      telecom: [{ system: 'phone', value: `100${String(80_000_000 + serial)}` }],
    } as never),
    put({
      ...{ resourceType: 'Encounter', id: encounter, status: 'finished', subject, serviceProvider: organization },
      class: { system: `${hl7}/v3-ActCode`, code: 'AMB' },
      ...{ reasonCode: [{ text: complaint }], period: { start: at, end: at } },
    } as never),
    put({
      ...{ resourceType: 'Condition', id: condition, subject, encounter: { reference: `Encounter/${encounter}` } },
      clinicalStatus: { coding: [{ system: `${hl7}/condition-clinical`, code: 'active' }] },
      verificationStatus: { coding: [{ system: `${hl7}/condition-ver-status`, code: 'confirmed' }] },
      category: [{ coding: [{ system: `${hl7}/condition-category`, code: 'encounter-diagnosis' }] }],
      ...{ code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code, display }], text: display }, recordedDate: at },
    } as never),
  ];
}

const cold = { code: 'J06.9', display: '急性上呼吸道感染', complaint: '发热、咳嗽' };
const influenza = { code: 'J10.1', display: '流行性感冒', complaint: '高热、咽痛、咳嗽' };

/** What the hospital's own system writes with: a program that the administrator has added. */
async function programToken(): Promise<string> {
  const { id, secret } = await send<{ id: string; secret: string }>(admin, 'POST', '/api/administration/clients', {
    ...{ kind: 'backend', method: 'client_secret_basic', name: '医院信息系统', contacts: [] },
    ...{ jwks: null, jwksUri: null, redirectUris: [], launchUri: null, scopes: ['system/*.cruds'] },
  });
  const answer = await fetch(`${origin}/auth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'system/*.cruds' }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

test('ordinary visits come in, and the software prepares the cards of those with influenza', async () => {
  const token = await programToken();
  const at = (back: number): string => new Date(`${day(back)}T00:05:00+08:00`).toISOString();
  const quiet = Array.from({ length: 30 }, (_, n) => visitOf(at(n + 2), cold, n));
  const loud = Array.from({ length: 9 }, (_, n) => visitOf(at(n % 2), influenza, 100 + n));
  for (const visits of [quiet, loud]) {
    const answer = await fetch(`${origin}/fhir/R4`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
      body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: visits.flat() }),
    });
    assert.equal(answer.status, 200, await answer.text());
  }
  const { page } = doctor;
  await open(page, '/reporting/cards');
  // Cards come with the events of the visits; an open page hears of them.
  await says(page.locator('main tbody'), /流行性感冒.*流行性感冒/s);
});

test('the doctor reports them, and the desk of disease control sees nine cases of one district', async () => {
  const { page } = doctor;
  const prepared = async (): Promise<{ id: string }[]> => {
    const answer = await page.request.get(`${origin}/api/reporting/cards?disease=influenza&state=draft&limit=50`);
    return ((await answer.json()) as { items: { id: string }[] }).items;
  };
  let drafts = await prepared();
  for (let tries = 0; tries < 600 && drafts.length < 9; tries += 1) {
    await page.waitForTimeout(100);
    drafts = await prepared();
  }
  assert.equal(drafts.length, 9);
  for (const { id } of drafts) {
    const answer = await page.request.get(`${origin}/api/reporting/cards/${id}`);
    const card = (await answer.json()) as { version: number; fields: { diagnosed: string; town: string | null } };
    const fields = {
      ...card.fields,
      ...{ belongs: 'county', town: card.fields.town ?? `${house.area}001`, address: '流调路 1 号', occupation: 'other' },
      ...{ onset: card.fields.diagnosed.slice(0, 10), doctor: '示例医生' },
    };
    await send(doctor, 'PUT', `/api/reporting/cards/${id}`, { fields, version: card.version, report: true });
  }
  await open(officer.page, '/reporting/cards?disease=influenza');
  await officer.page.locator('.ant-segmented-item', { hasText: '全部' }).click();
  await says(officer.page.locator('main tbody'), /流行性感冒/);
});

test('sewage and schools say the same, and the night makes one warning of it, with why', async () => {
  const counts = (channel: string, subject: string) =>
    Array.from({ length: 60 }, (_, n) => ({
      ...{ day: day(n), area: house.area, channel, subject, count: n < 3 ? 60 : 6 + ((n * 7) % 4) },
    }));
  for (const [source, channel, subject] of [
    ['sewage-works', 'sewage', 'influenza'],
    ['schools', 'community', 'syn-ili'],
  ] as const)
    await send(admin, 'POST', '/api/surveillance/counts', { source, items: counts(channel, subject) });
  const night = await judge(day(0));
  assert.ok(night.signals >= 3 && night.warnings >= 1, JSON.stringify(night));
  const { page } = officer;
  await open(page, '/surveillance/warnings');
  await page.locator('main tbody a').first().click();
  await settled(page);
  warning = new URL(page.url()).pathname;
  assert.match(warning, /^\/surveillance\/warnings\//);
  await says(page.locator('main'), /污水/);
  await says(page.locator('main'), /(症候群|就诊)/);
  assert.deepEqual(await seriousFaults(page), []);
});

test('an epidemiologist verifies the warning and opens the event, takes the cases and lists a contact', async () => {
  const { page } = officer;
  await page.locator('#outcome').click();
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '属实' }).first().click();
  await page.locator('#reason').fill('现场核实 9 例，同一学校');
  await page.getByRole('button', { name: '提交核实结果' }).click();
  await page.getByRole('button', { name: '转为突发公共卫生事件' }).click();
  await page.locator('main a[href^="/emergency/events/"]').first().click();
  await settled(page);
  board = new URL(page.url()).pathname;
  assert.match(board, /^\/emergency\/events\//);
  const event = board.split('/').at(-1);
  const draft = { title: '流感暴发流调', disease: 'influenza', area: house.area, event };
  const { outbreak } = await send<{ outbreak: { id: string } }>(officer, 'POST', '/api/investigation/outbreaks', draft);
  const path = `/api/investigation/outbreaks/${outbreak.id}`;
  await send(officer, 'POST', `${path}/cases/cards`, { from: day(3), to: day(0) });
  await send(officer, 'POST', `${path}/contacts`, { kind: 'household', name: '密接一', lastExposure: day(1), worker: 'me' });
  await open(page, `/investigation/outbreaks/${outbreak.id}`);
  await says(page.locator('main'), /流感暴发流调/);
});

test('the event is graded, the response starts, a ward converts, and the situation report is exported', async () => {
  const { page } = planner;
  await open(page, board);
  await page.getByRole('button', { name: '提交报告' }).click();
  await dialog(page)
    .locator('#asOf')
    .fill(`${day(1)}T08:00`);
  await dialog(page).locator('#cases').fill('9');
  await dialog(page).locator('#deaths').fill('0');
  await dialog(page).locator('#situation').fill('同一学校 9 例流感');
  await confirm(page);
  await page.getByRole('button', { name: '核实' }).click();
  await confirm(page);
  await page.getByRole('button', { name: '决定级别' }).click();
  await choose(page, 'level', 'Ⅳ级');
  await dialog(page).locator('#reason').fill('会商');
  await confirm(page);
  await page.getByRole('button', { name: '启动响应' }).click();
  await confirm(page);
  await says(page.locator('.em-head'), /响应中/);
  await page.getByRole('link', { name: /平急转换：/ }).click();
  await settled(page);
  await page.getByRole('link', { name: '吉林市传染病医院' }).first().click();
  await settled(page);
  await page.getByRole('button', { name: '登记病区' }).click();
  await dialog(page).locator('#name').fill('流感应急病区');
  await dialog(page).locator('#beds').fill('30');
  await choose(page, 'to', '传染病床');
  await confirm(page);
  const card = page.locator('.su-cards > li', { hasText: '流感应急病区' });
  await card.getByRole('button', { name: '下令转为传染病床' }).click();
  await dialog(page).locator('#reason').fill('流感暴发');
  await confirm(page);
  for (const step of ['清空', '消毒', '改造', '人员', '物资', '启用'])
    for (const move of ['开始', '完成']) await card.getByRole('button', { name: `${step}: ${move}` }).click();
  await says(card, /已转为传染病床/);
  await open(page, `${board}/situation`);
  await says(page.locator('.sh-written'), /累计病例 9 例/);
  const file = await page.request.get(`${origin}/api${board}/situation/document`);
  assert.match(file.headers()['content-type'] ?? '', /wordprocessingml/);
  assert.deepEqual([...doctor.errors, ...officer.errors, ...planner.errors], []);
});
