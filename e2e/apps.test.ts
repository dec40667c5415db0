import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addAccount } from '@songhua/access';
import { must } from '@songhua/kernel';
import type pg from 'pg';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { openDatabase, plant } from './database.ts';
import { numbers, open, says, seriousFaults, settled, sidewaysScroll, signedIn, type Watched } from './visit.ts';

const root = join(import.meta.dirname, '..');
const origin = String(process.env['SONGHUA_E2E_URL']).replace(/\/$/, '');
const password = 'songhua-e2e-apps';
const scopes = 'openid launch patient/Patient.r';
const challenge = createHash('sha256').update('v'.repeat(43)).digest('base64url');

let browser: Browser;
let admin: Watched;
let doctor: Watched;
let pool: pg.Pool;
let app: Server;
let appUrl: string;
let client = '';

/** An app of somebody else: what it is opened with it takes to the sign-in, and shows what it came back with. */
function startApp(): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', appUrl);
    if (pathname !== '/launch') {
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>app</title><h1>app</h1><p>${searchParams.has('code') ? 'has a code' : ''}</p>`);
      return;
    }
    const asked = new URLSearchParams({
      client_id: client,
      response_type: 'code',
      redirect_uri: `${appUrl}/callback`,
      scope: scopes,
      state: 's',
      aud: searchParams.get('iss') ?? '',
      launch: searchParams.get('launch') ?? '',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    response.writeHead(302, { location: `${origin}/auth/auth?${asked}` }).end();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

before(async () => {
  app = await startApp();
  appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  pool = openDatabase();
  const planted = [
    { resourceType: 'Organization', id: 'e2e-apps', name: '试验应用医院' },
    {
      resourceType: 'Patient',
      id: 'e2e-apps',
      name: [{ text: '赵应用' }],
      birthDate: '1970-02-03',
      identifier: [{ system: 'urn:e2e', value: 'E2E-0001' }],
    },
    {
      resourceType: 'Encounter',
      id: 'e2e-apps',
      status: 'in-progress',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
      subject: { reference: 'Patient/e2e-apps' },
      serviceProvider: { reference: 'Organization/e2e-apps' },
      period: { start: new Date(Date.now() - 86_400_000).toISOString() },
    },
  ];
  await plant(pool, planted, async (tx, now) => {
    const account = { username: 'e2e-apps', password, name: '试验医生', roles: ['viewer'], area: '220200' };
    const { id } = must(await addAccount(tx, account, now, true));
    await tx.query(
      `insert into access.membership (account, organization, roles, since) values ($1, 'Organization/e2e-apps', '{doctor}', '2020-01-01')`,
      [id],
    );
  });
  browser = await launchBrowser(root);
  admin = await signedIn(browser, origin, 'admin', 'songhua-admin');
  doctor = await signedIn(browser, origin, 'e2e-apps', password);
});

after(async () => {
  await browser?.close();
  app?.close();
  await pool?.end();
});

const drawer = (one: Watched) => one.page.locator('.sh-drawer');

test('before any app can be opened, the page says what is missing', async () => {
  await open(doctor.page, '/apps');
  await doctor.page.getByText('还没有可打开的应用').waitFor();
});

test('an administrator adds an app and opens it over the list', async () => {
  const { page } = admin;
  await open(page, '/administration/clients');
  await page.getByRole('button', { name: '登记接入方' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: '应用' }).check();
  await dialog.getByRole('radio', { name: '无（公开应用）' }).check();
  await dialog.getByLabel('名称').fill('试验用药助手');
  await dialog.getByLabel('回调地址').fill(`${appUrl}/callback`);
  await dialog.getByLabel('启动地址').fill('http://app.example/launch');
  await dialog.getByLabel('权限范围').fill(scopes);
  await dialog.getByText('读取所选居民的个人信息', { exact: false }).waitFor();
  await dialog
    .getByRole('button', { name: '登 记' })
    .or(dialog.getByRole('button', { name: '登记' }))
    .click();
  await says(page.locator('.ant-message'), /启动地址须为 https/);
  await dialog.getByLabel('启动地址').fill(`${appUrl}/launch`);
  await dialog
    .getByRole('button', { name: '登 记' })
    .or(dialog.getByRole('button', { name: '登记' }))
    .click();
  await page.getByRole('button', { name: '已记下' }).click();
  await page.getByRole('link', { name: '试验用药助手' }).click();
  await says(drawer(admin), /启用.*还没有取得过令牌|启用/);
  await says(drawer(admin).locator('tbody'), /登记/);
  const { rows } = await pool.query<{ id: string }>(`select id from access.client where name = '试验用药助手'`);
  client = rows[0]?.id ?? '';
});

test('two who change it at once notice; what was changed can be changed back', async () => {
  const { page } = admin;
  await settled(page);
  const name = drawer(admin).getByLabel('名称');
  await name.fill('甲改的名称');
  await pool.query(`update access.client set contacts = '{张工}', version = version + 1 where id = $1`, [client]);
  await drawer(admin).getByRole('button', { name: '保存' }).click();
  await says(drawer(admin).getByRole('alert').last(), /已更改过这个接入方/);
  await drawer(admin).getByRole('button', { name: '放弃改动，看现在的内容' }).click();
  await says(drawer(admin).locator('#client-contacts'), /张工/);
  await name.fill('乙改的名称');
  await drawer(admin).getByRole('button', { name: '保存' }).click();
  await says(drawer(admin).locator('tbody'), /名称: 试验用药助手 → 乙改的名称/);
  await drawer(admin).getByRole('button', { name: /^改回/ }).click();
  await says(drawer(admin).locator('.ant-drawer-title'), /试验用药助手/);
});

test('a doctor opens it for somebody they treat, consents, and takes that back', async () => {
  const { page } = doctor;
  await open(page, '/apps');
  await page.getByRole('button', { name: '打开 试验用药助手' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('姓名或证件号码').fill('无此人');
  await dialog.getByText('您可以查看的居民中没有找到').waitFor();
  await dialog.getByLabel('姓名或证件号码').fill('赵');
  await dialog.getByRole('radio', { name: /1970-02-03/ }).check();
  const opening = doctor.context.waitForEvent('page');
  await dialog
    .getByRole('button', { name: '打 开' })
    .or(dialog.getByRole('button', { name: '打开' }))
    .click();
  const other = await opening;
  await other.getByRole('button', { name: '同意' }).or(other.locator('button[type=submit]')).first().click();
  await other.getByText('has a code').waitFor();
  await other.close();
  await open(page, '/account');
  const own = page.locator('section').filter({ hasText: '我授权的应用' });
  await says(own, /试验用药助手.*读取所选居民的个人信息.*居民：赵应用/);
  await own.getByRole('button', { name: '收回给 试验用药助手 的授权' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '收回授权' }).click();
  await own.getByText('没有授权任何应用').waitFor();
});

test('the administrator pauses it; it is offered no more, and resumed', async () => {
  const { page } = admin;
  await drawer(admin)
    .getByRole('button', { name: /^暂\s?停$/ })
    .click();
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /暂\s?停/ })
    .click();
  await says(drawer(admin).locator('dl'), /已暂停/);
  await open(doctor.page, '/apps');
  await numbers(doctor.page.getByRole('button', { name: '打开 试验用药助手' }), 0);
  await drawer(admin)
    .getByRole('button', { name: /^恢\s?复$/ })
    .click();
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /恢\s?复/ })
    .click();
  await says(drawer(admin).locator('dl'), /启用/);
});

test('the pages have no serious faults of access, no sideways scroll, and speak English', async () => {
  for (const [one, path] of [
    [admin, `/administration/clients/${client}`],
    [doctor, '/apps'],
    [doctor, '/account'],
  ] as const)
    for (const width of [1366, 360]) {
      await one.page.setViewportSize({ width, height: 768 });
      await open(one.page, path);
      assert.deepEqual(await seriousFaults(one.page), [], `${path} at ${width}`);
      assert.equal(await sidewaysScroll(one.page), 0, `${path} at ${width}`);
    }
  await doctor.page.evaluate(`localStorage.setItem('songhua.language', 'en')`);
  await open(doctor.page, '/apps');
  await says(doctor.page.locator('.administration-apps'), /read the chosen resident’s personal data/);
  for (const one of [admin, doctor]) {
    assert.deepEqual(one.foreign, []);
    assert.deepEqual(
      one.errors.filter((error) => !/40[0349]/.test(error)),
      [],
    );
  }
});
