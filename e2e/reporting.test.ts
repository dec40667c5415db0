import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { numbers, open, says, seriousFaults, settled, sidewaysScroll, signedIn, takePicture, type Watched } from './visit.ts';

const origin = String(process.env['SONGHUA_E2E_URL']).replace(/\/$/, '');
const hour = 3_600_000;
/** Of one run, so that journeys on one server do not meet. */
const name = `卓${randomUUID().replace(/\D/g, '').slice(0, 4).padEnd(4, '7')}`;

let browser: Browser;
let doctor: Watched;
let county: Watched;
let city: Watched;
/** Where the card of this journey stands. */
let card = '';

before(async () => {
  browser = await launchBrowser(join(import.meta.dirname, '..'));
  const account = (username: string, ...how: [size?: { readonly width: number; readonly height: number }]) =>
    signedIn(browser, origin, username, `songhua-${username}`, ...how);
  [doctor, county, city] = [await account('doctor'), await account('cdc-county'), await account('cdc')];
});

after(async () => {
  await browser?.close();
});

const drawer = (page: Page): Locator => page.locator('.sh-drawer');

/** Writes a resource as the doctor's system does at a visit; its id. */
async function write(page: Page, resource: { readonly resourceType: string } & Record<string, unknown>): Promise<string> {
  const answer = await page.request.post(`/fhir/R4/${resource.resourceType}`, {
    headers: { 'content-type': 'application/fhir+json', 'x-songhua': '1', prefer: 'return=representation' },
    data: JSON.stringify(resource),
  });
  assert.equal(answer.status(), 201, await answer.text());
  return ((await answer.json()) as { id: string }).id;
}

async function visit(page: Page): Promise<void> {
  const answer = await page.request.get('/api/administration/me/choices');
  const { institution } = (await answer.json()) as { institution: string };
  const house = { reference: institution };
  const at = new Date(Date.now() - hour).toISOString();
  const patient = await write(page, {
    resourceType: 'Patient',
    meta: { tag: [{ system: 'https://songhua.example/fhir/CodeSystem/registration', code: 'provisional' }] },
    name: [{ use: 'official', text: name }],
    gender: 'female',
    birthDate: '1986-04-12',
    managingOrganization: house,
  });
  const subject = { reference: `Patient/${patient}` };
  const encounter = await write(page, {
    resourceType: 'Encounter',
    status: 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject,
    serviceProvider: house,
    period: { start: at },
  });
  await write(page, {
    resourceType: 'Condition',
    clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'encounter-diagnosis' }] }],
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'B05.9' }], text: '麻疹' },
    subject,
    encounter: { reference: `Encounter/${encounter}` },
    recordedDate: at,
  });
}

/** Opens a list until the card stands in it: what is prepared comes a moment later. */
async function comes(page: Page, path: string): Promise<Locator> {
  const link = page.getByRole('link', { name: new RegExp(name) }).first();
  for (let tries = 0; tries < 60; tries += 1) {
    await open(page, path);
    if ((await link.count()) > 0) return link;
    await page.waitForTimeout(500);
  }
  throw new Error(`${name} never came to ${path}`);
}

async function choose(page: Page, field: string, word: string): Promise<void> {
  await drawer(page).locator(`#reporting-${field}`).click();
  await page.locator('.ant-select-item-option:visible', { hasText: word }).first().click();
}
const fill = (page: Page, field: string, value: string): Promise<void> => drawer(page).locator(`#reporting-${field}`).fill(value);
const press = async (page: Page, button: string | RegExp): Promise<void> => {
  await drawer(page).getByRole('button', { name: button, exact: true }).first().click();
  await settled(page);
};

test('an ordinary visit prepares a draft, which the doctor completes and reports; what is typed survives a reload', async () => {
  const { page } = doctor;
  await visit(page);
  await (await comes(page, '/reporting/cards')).click();
  await settled(page);
  card = new URL(page.url()).pathname;
  await says(drawer(page), /待报告.*还剩.*分类由规则.*诊断编码.*麻疹/s);
  await fill(page, 'phone', '13900001111');
  await fill(page, 'address', '河南街1号');
  await page.waitForResponse((answer) => answer.url().includes('/api/reporting/typed/') && answer.request().method() === 'PUT');
  await open(page, card);
  await says(drawer(page), /已恢复.*尚未保存的内容/);
  assert.equal(await drawer(page).locator('#reporting-address').inputValue(), '河南街1号');
  await press(page, /^报\s*告$/);
  await says(drawer(page), /报告前必须填写/);
  await choose(page, 'belongs', '外省');
  await choose(page, 'occupation', '农民');
  await fill(page, 'onset', new Date(Date.now() - 48 * hour).toISOString().slice(0, 10));
  await fill(page, 'doctor', '试验医生');
  assert.deepEqual(await seriousFaults(page), []);
  await takePicture(page, 'report-card.zh');
  await press(page, /^报\s*告$/);
  await says(drawer(page), /待县级审核.*及时报告/s);
});

test('the county’s account finds it on its desk and approves it, the city after it', async () => {
  const { page } = county;
  assert.equal(new URL(page.url()).pathname, '/reporting/desk');
  await (await comes(page, '/reporting/desk')).waitFor();
  await says(page.locator('.reporting-tiles'), /等您审核.*审核已超时限.*机构逾期未报.*昨日无回音/s);
  await says(page.locator('#overdue'), /逾期未报的机构/);
  assert.deepEqual(await seriousFaults(page), []);
  await takePicture(page, 'disease-control.zh');
  await open(page, card);
  await press(page, /^审核通过$/);
  await says(drawer(page), /待市级审核/);
  await open(city.page, card);
  await press(city.page, /^审核通过$/);
  await says(drawer(city.page), /已审核/);
});

test('a correction waits for the county anew and says what was said before', async () => {
  const { page } = doctor;
  await open(page, card);
  await choose(page, 'kind', '确诊');
  await fill(page, 'reason', '麻疹 IgM 阳性');
  await press(page, /^订\s*正$/);
  await says(drawer(page), /待县级审核.*订正.*麻疹 IgM 阳性.*病例分类/s);
});

test('a second card of the same person is not made by accident; made on purpose it is merged by the county', async () => {
  const { page } = doctor;
  await open(page, '/reporting/cards/new');
  await fill(page, 'name', name);
  await choose(page, 'sex', '女');
  await fill(page, 'born', '1986-04-12');
  await fill(page, 'phone', '13900001111');
  await choose(page, 'belongs', '外省');
  await fill(page, 'address', '河南街1号');
  await choose(page, 'occupation', '农民');
  await choose(page, 'disease', '麻疹');
  await choose(page, 'kind', '临床诊断');
  await fill(page, 'onset', new Date(Date.now() - 48 * hour).toISOString().slice(0, 10));
  await fill(page, 'doctor', '试验医生');
  await press(page, /^报\s*告$/);
  await says(drawer(page), /此人此病已有报告卡.*打开已有的报告卡/s);
  await press(page, /仍然新建并报告/);
  await page.waitForURL(/cards\/[0-9a-f-]{36}/);
  await settled(page);
  await says(drawer(page), /可能的重卡.*姓名、出生日期相同/s);
  const second = new URL(page.url()).pathname;
  await open(county.page, second);
  const similar = drawer(county.page).getByRole('region', { name: '可能的重卡' });
  await similar.getByRole('textbox').fill('同一人同次发病');
  await similar.getByRole('button', { name: /并入/ }).first().click();
  await says(drawer(county.page), /重卡.*并入.*同一人同次发病/s);
});

test('timeliness counts it, and the county sees who is silent; a health centre says that it has seen none', async () => {
  const { page } = city;
  await open(page, '/reporting/timeliness?by=disease');
  await says(page.locator('tbody'), /麻疹/);
  await says(page.locator('thead'), /2 小时及时率.*24 小时及时率.*发病至就诊/s);
  assert.deepEqual(await seriousFaults(page), []);
  await takePicture(page, 'timeliness.zh');
  const family = await signedIn(browser, origin, 'family', 'songhua-family', { width: 360, height: 740 });
  await open(family.page, '/reporting/zero');
  await family.page.getByRole('button', { name: '零报告', exact: true }).click();
  await says(family.page.locator('tbody'), /零报告/);
  await family.page.getByLabel('撤回原因').fill('填错日期');
  assert.equal(await sidewaysScroll(family.page), 0);
  await family.page.getByRole('button', { name: '撤回零报告' }).click();
  await says(family.page.locator('tbody'), /无回音.*已撤回：填错日期/s);
  await open(county.page, '/reporting/zero');
  await says(county.page.locator('main'), /无回音 \d+ 家/);
  assert.deepEqual([...family.errors, ...family.foreign], []);
  await family.context.close();
});

test('its pages are read in English, in the dark and on a phone without faults', async () => {
  const admin = await signedIn(browser, origin, 'admin', 'songhua-admin', { width: 360, height: 740 }, 'en');
  await open(admin.page, '/reporting/settings');
  await says(admin.page.locator('main'), /Capture of cases.*Days back.*0 laid aside/s);
  assert.deepEqual(await seriousFaults(admin.page), []);
  const en = await signedIn(browser, origin, 'cdc-county', 'songhua-cdc-county', { width: 1366, height: 768 }, 'en');
  for (const [size, scheme] of [
    [{ width: 1366, height: 768 }, 'light'],
    [{ width: 360, height: 740 }, 'dark'],
  ] as const) {
    await en.page.setViewportSize(size);
    await en.page.emulateMedia({ colorScheme: scheme });
    for (const [path, picture] of [
      ['/reporting/desk', 'disease-control'],
      ['/reporting/cards?show=all', ''],
      [card, 'report-card'],
      ['/reporting/cards/new', ''],
      ['/reporting/timeliness', 'timeliness'],
      ['/reporting/zero', ''],
    ] as const) {
      await open(en.page, path);
      if (scheme === 'light' && picture) await takePicture(en.page, `${picture}.en`);
      assert.equal(await sidewaysScroll(en.page), 0, path);
      assert.deepEqual(await seriousFaults(en.page), [], `${path} ${scheme}`);
    }
  }
  await numbers(en.page.locator('.ant-alert-error'), 0);
  // What the journeys had refused on purpose is said by the browser, too.
  const all = [doctor, county, city, admin, en].flatMap(({ errors, foreign }) => [...errors, ...foreign]);
  assert.deepEqual(
    all.filter((one) => !/status of (409|422)/.test(one)),
    [],
  );
});
