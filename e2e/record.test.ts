import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { append } from '@songhua/events';
import { peopleWriter } from '@songhua/records';
import type pg from 'pg';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { openDatabase, plant } from './database.ts';
import { addPeople, ids, password, people } from './record-people.ts';
import { numbers, open, says, seriousFaults, settled, sidewaysScroll, signedIn, takePicture, type Watched } from './visit.ts';

const origin = String(process.env['SONGHUA_E2E_URL']).replace(/\/$/, '');
const record = `/record/${ids.one}`;

let browser: Browser;
let doctor: Watched;
let resident: Watched;
let pool: pg.Pool;

before(async () => {
  pool = openDatabase();
  // Two minutes old: a look at the record does not reach the last one.
  await plant(pool, people(), addPeople, new Date(Date.now() - 120_000));
  browser = await launchBrowser(join(import.meta.dirname, '..'));
  doctor = await signedIn(browser, origin, 'e2e-rec-doctor', password);
  resident = await signedIn(browser, origin, 'e2e-rec-resident', password, { width: 360, height: 740 });
});

after(async () => {
  await browser?.close();
  await pool?.end();
});

const search = (one: Watched): URLSearchParams => new URL(one.page.url()).searchParams;
const drawer = (one: Watched) => one.page.locator('.sh-drawer');

test('a doctor lands on who is next and what is new about each', async () => {
  const { page } = doctor;
  assert.equal(new URL(page.url()).pathname, '/patients');
  const first = page.locator('tbody tr').first();
  await says(first, /欧阳建国.*男 · \d+ 岁.*就诊中.*头晕三天.*条新内容.*异常/);
  await page.getByRole('button', { name: /^近期就诊/ }).click();
  await says(page.locator('tbody'), /崔顺子/);
  assert.equal(search(doctor).get('state'), 'recent');
  await page.getByRole('button', { name: /^全部/ }).click();
  await first.getByRole('link', { name: '欧阳建国' }).click();
  await says(page.locator('.record-head'), /欧阳建国.*过敏.*青霉素.*高危.*糖尿病.*来自 2 家机构/);
  await says(
    page.locator('.record-check'),
    /按编码有 1 处相合.*青霉素类.*试验口前卫生院.*在用：.*阿莫西林胶囊.*所指的类别（J01C）/,
  );
});

test('what is new stands first, each thing one click away, until it is marked as seen', async () => {
  const { page } = doctor;
  const news = page.locator('.record-news');
  await says(news, /首次查看/);
  await news.getByRole('button', { name: /^结果/ }).click();
  assert.equal(search(doctor).get('news'), 'result');
  // The address changes a moment before the links that keep it.
  await news.locator('[aria-pressed="true"]').waitFor();
  await news.getByRole('link', { name: '空腹血糖' }).first().click();
  await says(drawer(doctor), /8\.4 mmol\/L/);
  assert.match(new URL(page.url()).pathname, /\/entries\/Observation\//);
  await page.keyboard.press('Escape');
  await drawer(doctor).waitFor({ state: 'hidden' });
  assert.equal(search(doctor).get('news'), 'result', 'what was filtered behind the drawer stays');
  await news.getByRole('button', { name: '已阅' }).click();
  await says(news, /上次查看之后没有新内容/);
  await page.reload();
  await says(news, /上次查看之后没有新内容/);
});

test('one timeline tells what happened at every institution, filtered by the address, and opens the front page of a stay', async () => {
  const { page } = doctor;
  await open(page, `${record}?view=timeline`);
  await says(page.locator('.record'), /试验江城医院/);
  await says(page.locator('.record'), /试验口前卫生院/);
  await open(page, `${record}?view=timeline&institution=${ids.clinic}&kind=outpatient,emergency`);
  await says(page.locator('.record-month').first(), /糖尿病随访.*试验口前卫生院/);
  assert.equal(await page.locator('.record-entry').filter({ hasText: '试验江城医院' }).count(), 0);
  await page.getByRole('button', { name: '清除筛选' }).click();
  await page.locator('.record-entry-admission').getByRole('link').first().click();
  await says(drawer(doctor), /脑梗死/);
  await says(drawer(doctor), /试验江城医院.*7 天/);
  await says(drawer(doctor), /脑梗死.*入院病情：有/);
  await says(drawer(doctor), /住院费用.*按您的身份，不显示任何居民的费用/);
  await page.keyboard.press('Escape');
  await drawer(doctor).waitFor({ state: 'hidden' });
});

test('results are drawn over one axis of time with their range and unit, and the table is one click away', async () => {
  const { page } = doctor;
  await open(page, record);
  const table = page.getByRole('table', { name: '超出参考范围的最近结果' });
  await says(table, /空腹血糖8\.4 mmol\/L偏高3\.9–6\.1/);
  await table.getByRole('link', { name: '空腹血糖' }).click();
  const chart = page.locator('.record-chart').first();
  await says(chart.locator('.sh-chart-box'), /8\.4.*参考 6\.1/s);
  // The box follows the address, a moment later.
  await page.getByRole('checkbox', { name: /^血肌酐/ }).click();
  await numbers(page.locator('.record-chart .sh-chart-box svg'), 2);
  assert.equal(search(doctor).get('codes')?.split(',').length, 2);
  await chart.getByText('表', { exact: true }).click();
  await says(chart.locator('tbody tr').first(), /8\.4.*偏高.*试验口前卫生院/);
  const csv = await page.request.get(String(await page.getByRole('link', { name: /CSV/ }).getAttribute('href')));
  assert.match(await csv.text(), /空腹血糖/);
});

test('a record that is not reached looks like one that is not there, and opens by number and name', async () => {
  const { page } = doctor;
  const said: (string | null)[] = [];
  for (const id of [ids.stranger, 'e2e-rec-nobody']) {
    await open(page, `/record/${id}`);
    said.push(await page.locator('main').textContent());
  }
  assert.equal(said[0], said[1]);
  assert.match(said[0] ?? '', /没有您可以查看的档案.*紧急调阅/s);
  await page.getByRole('button', { name: '为来诊者开诊' }).click();
  const dialog = page.getByRole('dialog');
  await says(dialog, /居民会看到是谁开的诊/);
  await dialog.getByLabel('证件号码').fill('220221199009090023');
  await dialog.getByLabel('姓名').fill('慕容雨');
  await dialog.getByRole('button', { name: '开诊' }).click();
  await says(dialog.getByRole('alert'), /无法开诊.*先登记居民/);
  await dialog.getByLabel('姓名').fill('慕容雪');
  await dialog.getByLabel('来诊原因').fill('咳嗽');
  await dialog.getByRole('button', { name: '开诊' }).click();
  await says(page.locator('.record-head h1'), /慕容雪/);
  await page.getByRole('button', { name: '结束就诊：慕容雪' }).click();
  await page.locator('.ant-modal-confirm').getByRole('button', { name: '结束就诊' }).click();
  await page.getByText('就诊已结束').waitFor();
  await page.getByRole('button', { name: '开诊', exact: true }).waitFor();
});

test('the resident reads the same in plain words, sees who looked, and acts for a parent', async () => {
  const { page } = resident;
  assert.equal(new URL(page.url()).pathname, '/my-record');
  await says(page.locator('.mine-whose'), /欧阳建国（本人）的档案/);
  await says(page.locator('.mine'), /青霉素/);
  await says(page.locator('.mine-results').first(), /空腹血糖.*8\.4.*高于参考范围/);
  await says(page.locator('.mine'), /最近谁看过.*试验医生.*医生.*试验江城医院/);
  await page.getByRole('link', { name: '就诊经过', exact: true }).click();
  await says(page.locator('.record-month').first(), /头晕三天|糖尿病随访/);
  await page.locator('.record-entry-admission').getByRole('link').first().click();
  await says(drawer(resident), /脑梗死.*试验江城医院.*7 天.*病案首页/);
  await says(drawer(resident), /住院费用.*总费用10,311\.06.*其中自付3,120\.40.*血液和血液制品类—.*耗材类645\.20/);
  await page.keyboard.press('Escape');
  await drawer(resident).waitFor({ state: 'hidden' });
  const saved = await page.request.get(`/fhir/R4/Patient/${ids.one}/$summary?_format=json`);
  assert.equal(((await saved.json()) as { type?: string }).type, 'document');
  await page.getByRole('link', { name: '崔顺子', exact: true }).click();
  await says(page.locator('.mine-whose'), /崔顺子的档案，由您代看/);
  assert.equal(search(resident).get('patient'), ids.parent);
});

test('the resident opens a result, a medicine, an allergy and a vaccine, each in plain words with who wrote it', async () => {
  const { page } = resident;
  await open(page, '/my-record');
  const opened: readonly (readonly [name: string, says: RegExp])[] = [
    ['空腹血糖', /8\.4 mmol\/L.*测的是什么：.*空腹.*高于参考范围.*以前的结果.*6\.9 mmol\/L.*记录的机构试验/],
    ['二甲双胍片', /怎么用.*餐中服.*记录的机构试验江城医院.*现在应当还在用/],
    ['青霉素类', /出现过的反应皮疹.*记录的机构试验口前卫生院.*确认的过敏/],
    ['流感疫苗', /批号.*L20261.*已经接种/],
  ];
  for (const [name, text] of opened) {
    await page.getByRole('link', { name, exact: true }).first().click();
    await says(drawer(resident), text);
    await page.keyboard.press('Escape');
    await drawer(resident).waitFor({ state: 'hidden' });
  }
});

test('a guardian sees how the child has grown, by age, without any curve that nobody has checked', async () => {
  const { page } = resident;
  await open(page, `/my-record?patient=${ids.child}&view=prevention`);
  await says(page.locator('.mine-whose'), /欧阳小满的档案，由您代看/);
  await numbers(page.locator('.record-growth .sh-chart-box svg'), 2);
  await says(page.locator('.record'), /没有画生长参考曲线/);
});

test('a page that is open asks whether the record is still the same; when somebody takes the registrations apart, a colleague’s open page says so and shows what is left', async () => {
  const { page } = doctor;
  await open(page, record);
  await says(page.locator('.record-head'), /2 份登记/);
  const regroup = (cause: string, groups: readonly string[][]) =>
    plant(pool, [], async (tx, now) => {
      await peopleWriter.regroup(tx, groups, now);
      const people = groups.map((members) => ({ person: members[0], members }));
      await append(tx, 'identity.people-changed', { people, cause }, now);
    });
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/resident-record/people/')) asked.push(pathname.slice('/api/resident-record/people/'.length));
  });
  const version = page.waitForResponse((answer) => answer.url().endsWith(`/people/${ids.one}/version`));
  await regroup('link', [[ids.stranger]]);
  await version;
  await settled(page);
  assert.deepEqual([...new Set(asked)], [`${ids.one}/version`], 'a decision about others opens nobody’s record again');
  await regroup('unlink', [[ids.one], [ids.other]]);
  const note = page.locator('.record .ant-alert');
  await says(note, /由 2 份变为 1 份.*不再属于此人：试验口前卫生院的登记/);
  await says(page.locator('.record-head'), /来自 1 家机构/);
  await note.getByRole('button', { name: '知道了' }).click();
  await note.waitFor({ state: 'hidden' });
  await regroup('link', [[ids.one, ids.other]]);
  await says(note, /由 1 份变为 2 份.*带来了更多内容/);
  await note.getByRole('button', { name: '知道了' }).click();
});

test('pictures for the guide, when they are asked for', async () => {
  if (process.env['SONGHUA_SCREENSHOTS'] !== '1') return;
  for (const language of ['zh', 'en'] as const) {
    const [seeing, own] = [
      await signedIn(browser, origin, 'e2e-rec-doctor', password, undefined, language),
      await signedIn(browser, origin, 'e2e-rec-resident', password, undefined, language),
    ];
    for (const [who, path, name] of [
      [seeing, record, 'record'],
      [seeing, `${record}?view=timeline`, 'timeline'],
      [seeing, `${record}?view=results`, 'results'],
      [own, '/my-record', 'my-record'],
    ] as const) {
      await open(who.page, path);
      await takePicture(who.page, `${name}.${language}`);
    }
  }
});

const views: readonly (readonly [who: () => Watched, path: string])[] = [
  [() => doctor, '/patients'],
  [() => doctor, record],
  [() => doctor, `${record}?view=timeline`],
  [() => doctor, `${record}?view=results`],
  [() => doctor, `${record}?view=prevention`],
  [() => doctor, `${record}?view=basics`],
  [() => doctor, `${record}/visits/e2e-rec-s1`],
  [() => doctor, '/record/e2e-rec-nobody'],
  [() => resident, '/my-record'],
  [() => resident, '/my-record?view=results'],
  [() => resident, '/my-record?view=visits'],
  [() => resident, '/my-record?view=prevention'],
  [() => resident, '/my-record/visits/e2e-rec-s1?view=visits'],
  [() => resident, `/my-record?patient=${ids.parent}`],
];

for (const [scheme, language, size] of [
  ['light', 'zh', { width: 1366, height: 768 }],
  ['dark', 'zh', { width: 360, height: 740 }],
  ['light', 'en', { width: 360, height: 740 }],
] as const)
  test(`every view has no serious fault of access and no sideways scroll: ${scheme}, ${language}, ${size.width} px`, async () => {
    for (const [who, path] of views) {
      const { page } = who();
      await page.evaluate(
        `localStorage.setItem('songhua.theme', '${scheme}'); localStorage.setItem('songhua.language', '${language}')`,
      );
      await page.setViewportSize(size);
      await open(page, path);
      await settled(page);
      assert.deepEqual(await seriousFaults(page), [], path);
      assert.equal(await sidewaysScroll(page), 0, path);
    }
  });

test('no page broke or asked another origin for anything', () => {
  for (const { errors, foreign } of [doctor, resident]) {
    assert.deepEqual(foreign, []);
    assert.deepEqual(
      errors.filter((error) => !/status of 404/.test(error)),
      [],
    );
  }
});
