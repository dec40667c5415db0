import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addAccount } from '@songhua/access';
import { must } from '@songhua/kernel';
import { organization, visit } from '@songhua/module-resident-record/fixtures/resident.ts';
import type pg from 'pg';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { openDatabase, plant } from './database.ts';
import { numbers, open, says, seriousFaults, settled, sidewaysScroll, signedIn, type Watched } from './visit.ts';

const origin = String(process.env['SONGHUA_E2E_URL']).replace(/\/$/, '');
const password = 'songhua-e2e-index';

/** One person as three institutions write her down: rightly; by ear, with two digits of the phone swapped; with her lunar birthday and no number. */
const written = {
  a: {
    name: '崔晓岚',
    number: '220204196203074822',
    born: '',
    phone: '13844441234',
    address: '吉林市船营区青岛街道南京街12号3单元402',
  },
  b: { name: '崔小岚', number: '220204196203074822', born: '', phone: '13844441243', address: '' },
  c: { name: '崔晓岚', number: '', born: '19620202', phone: '', address: '吉林市船营区青岛街道' },
} as const;
type House = keyof typeof written;

const houses: Readonly<Record<House, string>> = { a: '试验松江医院', b: '试验船营卫生院', c: '试验北大湖医院' };
const workers = [
  ['e2e-index-registrar', 'registrar', 'a'],
  ['e2e-index-nurse', 'nurse', 'b'],
  ['e2e-index-doctor', 'doctor', 'c'],
  ['e2e-index-clinician', 'doctor', 'a'],
  ['e2e-index-colleague', 'registrar', 'b'],
] as const;

let browser: Browser;
let pool: pg.Pool;
let registrar: Watched;
let clinician: Watched;
let doctor: Watched;
let resident: Watched;
/** Registration numbers, as the page says them. */
const given: Partial<Record<House, string>> = {};

const idOf = (house: House): string => given[house] ?? assert.fail(`nobody was registered at ${house}`);
const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

before(async () => {
  pool = openDatabase();
  const organizations = (['a', 'b', 'c'] as const).map((house) => organization(`e2e-index-${house}`, houses[house]));
  await plant(pool, organizations, async (tx, now) => {
    for (const [username, role, house] of workers) {
      const account = { username, password, name: `试验${role}`, roles: [], area: '220200' };
      const { id } = must(await addAccount(tx, account, now, true));
      await tx.query(`insert into access.membership (account, organization, roles, since) values ($1, $2, $3, '2020-01-01')`, [
        id,
        `Organization/e2e-index-${house}`,
        [role],
      ]);
    }
  });
  browser = await launchBrowser(join(import.meta.dirname, '..'));
  registrar = await signedIn(browser, origin, 'e2e-index-registrar', password);
});

after(async () => {
  await browser?.close();
  await pool?.end();
});

const drawer = ({ page }: Watched) => page.locator('.sh-drawer');

/** Fills in the form as somebody at this institution would, and registers; the number that the page says then. */
async function register({ page }: Watched, house: House): Promise<string> {
  const { name, number, born, phone, address } = written[house];
  await open(page, '/identity/register');
  await says(page.locator('h1 + p'), new RegExp(houses[house]));
  await page.getByLabel('姓名').fill(name);
  if (number) await page.getByLabel('身份证号').fill(number);
  if (born) {
    await page.getByLabel('出生日期').fill(born);
    await page.getByRole('radio', { name: '女' }).check();
  }
  await page.getByLabel('电话').fill(phone);
  await page.getByLabel('住址').fill(address);
  await settled(page);
  await page.getByRole('button', { name: /^登\s?记$/ }).click();
  await says(page.locator('.ant-result'), new RegExp(`已登记：${name}`));
  return (await page.locator('.ant-result code').textContent()) ?? '';
}

test('a registrar registers somebody: the number fills in birthday and sex, and a wrong one is told place by place', async () => {
  const { page } = registrar;
  await open(page, '/identity/register');
  await page.getByLabel('身份证号').fill('220204196203074823');
  await page.getByText('校验码不符').waitFor();
  await page.getByRole('button', { name: /^登\s?记$/ }).click();
  await page.getByText('请填写姓名').waitFor();
  await page.getByLabel('身份证号').fill(written.a.number);
  await page.reload();
  await settled(page);
  assert.equal(await page.getByLabel('出生日期').inputValue(), '1962-03-07', 'what was typed survives a reload');
  assert.ok(await page.getByRole('radio', { name: '女' }).isChecked());
  given.a = await register(registrar, 'a');
});

test('who is registered already is shown as one types, and not registered twice by mistake', async () => {
  const { page } = registrar;
  await page.getByRole('button', { name: '再登记一位' }).click();
  await page.getByLabel('身份证号').fill(written.a.number);
  await page.getByLabel('姓名').fill(written.a.name);
  const candidates = page.getByRole('complementary', { name: '可能已经登记过的人' });
  await says(candidates, /几乎肯定.*崔晓岚.*女.*220204\*+4822/);
  await page.getByRole('button', { name: /^登\s?记$/ }).click();
  await page.getByText('请先看可能已经登记过的人').waitFor();
  await page.getByRole('button', { name: /清\s?空/ }).click();
  await candidates.getByText('填写身份证号').waitFor();
});

test('two other institutions register her with errors of their own', async () => {
  const nurse = await signedIn(browser, origin, 'e2e-index-nurse', password, { width: 360, height: 740 });
  given.b = await register(nurse, 'b');
  doctor = await signedIn(browser, origin, 'e2e-index-doctor', password);
  given.c = await register(doctor, 'c');
  await plant(pool, [
    visit('e2e-index-va', idOf('a'), 'e2e-index-a', ago(3), { reasonCode: [{ text: '头晕复诊' }] }),
    visit('e2e-index-vb', idOf('b'), 'e2e-index-b', ago(40), { reasonCode: [{ text: '血压随访' }] }),
    visit('e2e-index-vc', idOf('c'), 'e2e-index-c', ago(9), { reasonCode: [{ text: '滑雪扭伤' }] }),
  ]);
});

test('who is written by ear under her own number is linked by itself, and the person says why', async () => {
  const { page } = registrar;
  await open(page, `/identity/people?q=${written.a.number}`);
  await says(page.locator('tbody tr'), /崔[晓小]岚.*多份归一.*2.*试验(松江医院|船营卫生院)、试验(松江医院|船营卫生院)/);
  await page
    .locator('tbody')
    .getByRole('link', { name: /^崔[晓小]岚$/ })
    .click();
  await says(drawer(registrar), /自动归并.*系统自动.*几乎肯定/);
  await says(drawer(registrar), /身份证号：号码相同/);
});

test('a registrar finds the third registration in the queue, sees what speaks for and against, and links it', async () => {
  const { page } = registrar;
  await page.goto('/');
  await settled(page);
  assert.equal(new URL(page.url()).pathname, '/identity/reviews', 'a registrar lands on what waits');
  const row = page.locator('tbody tr').filter({ hasText: houses.c }).filter({ hasText: houses.a });
  await says(row, /崔晓岚.*试验北大湖医院.*较可能.*待核对/);
  await row.getByRole('link').click();
  const table = drawer(registrar).getByRole('table', { name: '两份登记并排比较' });
  await says(table, /姓名相同.*支持/);
  await says(table, /一份写的是农历.*登记[甲乙]写的是农历 1962 年 2 月 2 日，换成公历正是登记[甲乙]的日期/);
  await says(table, /身份证号.*有一边没有写，不作比较/);
  const marks = await table.locator('tr').filter({ hasText: '出生日期' }).locator('mark').allTextContents();
  assert.deepEqual(marks.toSorted(), ['2', '2', '3', '7'], 'the digits that differ are marked on both sides');
  await says(drawer(registrar), /如果是同一人：3 份登记将归为一人，涉及 3 家机构/);
  await page.keyboard.press('l');
  const reason = drawer(registrar).getByLabel('为什么是同一人', { exact: false });
  assert.match(await reason.inputValue(), /姓名：姓名相同、出生日期：一份写的是农历/);
  await reason.press('Enter');
  await page.getByText('已把“崔晓岚”和“崔晓岚”归为一人').waitFor();
  await open(page, `/identity/people/${idOf('a')}`);
  await says(drawer(registrar), /3 份登记.*归为一人.*试验registrar.*姓名：姓名相同/);
});

const timeline = async ({ page }: Watched, house: House): Promise<void> => open(page, `/record/${idOf(house)}?view=timeline`);

test('doctors of two institutions see one timeline of all three', async () => {
  clinician = await signedIn(browser, origin, 'e2e-index-clinician', password);
  for (const [one, house] of [
    [clinician, 'a'],
    [doctor, 'c'],
  ] as const) {
    await timeline(one, house);
    for (const [what, where] of [
      ['头晕复诊', houses.a],
      ['血压随访', houses.b],
      ['滑雪扭伤', houses.c],
    ] as const)
      await says(one.page.locator('.record-entry').filter({ hasText: what }), new RegExp(where));
  }
});

test('the resident sees the accesses of both', async () => {
  await plant(pool, [], async (tx, now) => {
    const account = { username: 'e2e-index-resident', password, name: '崔晓岚', roles: ['resident'], area: '220200' };
    const { id } = must(await addAccount(tx, account, now, true));
    await tx.query(`update access.account set patient = $2 where id = $1`, [id, `Patient/${idOf('a')}`]);
  });
  resident = await signedIn(browser, origin, 'e2e-index-resident', password, { width: 360, height: 740 });
  await open(resident.page, '/my-record/accesses');
  await says(resident.page.locator('tbody'), new RegExp(houses.a));
  await says(resident.page.locator('tbody'), new RegExp(houses.c));
});

test('taken out again, everything is as before, and what was decided stays written', async () => {
  const { page } = registrar;
  await page.getByRole('button', { name: `把 ${houses.c} 的登记拆出` }).click();
  const dialog = page.getByRole('dialog').filter({ hasText: '拆出后成为两个人' });
  await says(dialog, /留下的 2 份登记.*拆出的一份： 崔晓岚 · 试验北大湖医院/);
  await dialog.getByLabel('理由', { exact: false }).fill('本人说没有去过北大湖医院');
  await dialog.getByRole('button', { name: /^拆\s?出$/ }).click();
  await page.getByText(`已拆出 ${houses.c} 的登记`).waitFor();
  await says(drawer(registrar), /2 份登记.*拆出登记.*本人说没有去过北大湖医院.*归为一人/);
  await timeline(doctor, 'c');
  await numbers(doctor.page.locator('.record-entry'), 1);
  await says(doctor.page.locator('.record-entry'), /滑雪扭伤/);
  await timeline(clinician, 'a');
  await says(clinician.page.locator('.record'), /血压随访/);
  await numbers(clinician.page.locator('.record-entry').filter({ hasText: '滑雪扭伤' }), 0);
});

test('a decision is taken back by the decision that follows it: the person is one again, then two', async () => {
  const { page } = registrar;
  await drawer(registrar)
    .getByRole('button', { name: /^撤销 .* 的决定：拆出登记$/ })
    .click();
  const dialog = page.getByRole('dialog').filter({ hasText: '撤销决定' });
  await dialog.getByLabel('理由', { exact: false }).fill('问错了人');
  await dialog.getByRole('button', { name: '撤销这一决定' }).click();
  await says(drawer(registrar), /3 份登记.*撤销决定.*问错了人/);
  await page.getByText('已撤销，恢复原样').last().waitFor();
});

test('the log of decisions shows what was decided and by whom, is narrowed down, and takes a decision back after asking why', async () => {
  const { page } = registrar;
  await open(page, `/identity/decisions?patient=${idOf('c')}`);
  const rows = page.locator('tbody tr');
  await numbers(rows, 3);
  await says(rows.first(), /撤销决定.*2 人 → 1 人/);
  await rows
    .first()
    .getByRole('button', { name: /^撤销 .* 的决定：撤销决定$/ })
    .click();
  const dialog = page.getByRole('dialog').filter({ hasText: '撤销决定' });
  await dialog.getByLabel('理由', { exact: false }).fill('仍按拆出处理');
  await dialog.getByRole('button', { name: '撤销这一决定' }).click();
  await numbers(rows, 4);
  await says(rows.first(), /撤销决定.*仍按拆出处理/);
  await page.getByRole('combobox', { name: '判定', exact: true }).click();
  await page.locator('.ant-select-item').filter({ hasText: '归为一人' }).click();
  await numbers(rows, 1);
  await says(rows, /归为一人.*崔晓岚.*试验registrar/);
  await rows.getByRole('link', { name: '崔晓岚' }).first().click();
  await says(drawer(registrar), /归并与拆分的经过/);
});

/** Two children of one day and one house; registered as the form does. */
async function registerTwins({ page }: Watched): Promise<void> {
  for (const given of ['雨桐', '雨萱']) {
    const answer = await page.request.post('/fhir/R4/Patient', {
      headers: { 'content-type': 'application/fhir+json', 'x-songhua': '1' },
      data: JSON.stringify({
        resourceType: 'Patient',
        meta: { tag: [{ system: 'https://songhua.example/fhir/CodeSystem/registration', code: 'provisional' }] },
        name: [{ use: 'official', text: `佟${given}` }],
        gender: 'female',
        birthDate: '2019-05-20',
        telecom: [{ system: 'phone', value: '13904325678' }],
        address: [{ text: '吉林市龙潭区遵义路街道徐州路8号2单元301' }],
        managingOrganization: { reference: 'Organization/e2e-index-a' },
      }),
    });
    assert.equal(answer.status(), 201, await answer.text());
  }
}

test('twins wait for a person; who decides may take it back at once; a colleague who is slower is told', async () => {
  await registerTwins(registrar);
  const { page } = registrar;
  await open(page, '/identity/reviews');
  const row = page.locator('tbody tr').filter({ hasText: '佟雨' });
  await says(row, /佟雨.*佟雨.*可能是双胞胎/);
  await row.getByRole('link').click();
  await says(drawer(registrar).locator('tr').filter({ hasText: '名下记录' }), /还没有任何记录/);
  await drawer(registrar).getByRole('button', { name: '稍后再判' }).click();
  await page.getByRole('menuitem', { name: /^三天后/ }).click();
  await page.getByText(/已搁置，.* 重新等待核对/).waitFor();
  await open(page, '/identity/reviews?state=deferred');
  await says(row, /已搁置.*试验registrar搁置至/);
  await row.getByRole('link').click();
  await drawer(registrar).getByRole('button', { name: '取回，现在就判' }).click();
  await drawer(registrar).getByRole('button', { name: '稍后再判' }).waitFor();
  await page.goto(new URL(page.url()).pathname);
  const colleague = await signedIn(browser, origin, 'e2e-index-colleague', password);
  await open(colleague.page, new URL(page.url()).pathname);
  await says(drawer(colleague), /须由人看.*可能是双胞胎/);
  await page.keyboard.press('a');
  const reason = drawer(registrar).getByLabel('为什么不是同一人', { exact: false });
  await reason.fill('双胞胎姐妹，出生证编号不同');
  await reason.press('Enter');
  await page.locator('.ant-notification').filter({ hasText: '不是同一人' }).waitFor();
  await colleague.page.keyboard.press('l');
  await drawer(colleague).getByLabel('为什么是同一人', { exact: false }).press('Enter');
  await says(drawer(colleague), /试验registrar已于 .* 判定不是同一人。.*双胞胎姐妹/);
  await numbers(drawer(colleague).getByRole('button', { name: '不是同一人' }), 0);
  await page
    .locator('.ant-notification')
    .filter({ hasText: '不是同一人' })
    .getByRole('button', { name: /^撤\s?销$/ })
    .click();
  await page.getByText('已撤销，恢复原样').last().waitFor();
  await colleague.page.reload();
  await drawer(colleague).getByRole('button', { name: '不是同一人' }).waitFor();
  await colleague.context.close();
});

test('the pages have no serious faults of access, no sideways scroll, work on a phone and in the dark, and speak English', async () => {
  const { page } = registrar;
  const { rows } = await pool.query<{ id: string }>('select id from identity.review limit 1');
  const review = rows[0]?.id ?? assert.fail('there is no review');
  const paths = ['reviews', `reviews/${review}`, 'people', `people/${idOf('a')}`, 'register', 'decisions', 'model'];
  for (const { scheme, ...size } of [
    { width: 1366, height: 768, scheme: 'light' },
    { width: 1366, height: 768, scheme: 'dark' },
    { width: 360, height: 740, scheme: 'light' },
  ]) {
    await page.evaluate(`localStorage.setItem('songhua.theme', '${scheme}')`);
    await page.setViewportSize(size);
    for (const path of paths) {
      await open(page, `/identity/${path}`);
      assert.deepEqual(await seriousFaults(page), [], `${path} at ${size.width} ${scheme}`);
      assert.equal(await sidewaysScroll(page), 0, `${path} at ${size.width}`);
    }
  }
  await page.evaluate(`localStorage.setItem('songhua.language', 'en')`);
  for (const [path, words] of [
    ['reviews', /Nothing waits|pairs? of registrations/],
    ['people', /Person index.*Everybody once/],
    ['register', /Register a person.*In the name of/],
    ['decisions', /Decisions.*people: \d+ → \d+/],
    ['model', /How people are linked.*points people are asked/],
  ] as const) {
    await open(page, `/identity/${path}`);
    await says(page.locator('.sh-main'), words);
  }
  for (const one of [registrar, doctor, clinician, resident]) {
    assert.deepEqual(one.foreign, []);
    assert.deepEqual(
      one.errors.filter((error) => !/40[034]/.test(error)),
      [],
    );
  }
});
