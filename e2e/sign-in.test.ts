import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { numbers, open, says, seriousFaults, settled, sidewaysScroll, signIn, visitor, type Watched } from './visit.ts';

const root = join(import.meta.dirname, '..');
const origin = process.env['SONGHUA_E2E_URL']?.replace(/\/$/, '');
const password = 'vier Kraniche am See';
/** So that a second run on the same server finds its names free. */
const run = Date.now().toString(36);

let browser: Browser;
let admin: Watched;

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  browser = await launchBrowser(root);
  admin = await visitor(browser, origin);
  await signIn(admin.page, 'admin', 'songhua-admin');
});

after(async () => {
  await browser?.close();
});

/** The code of RFC 6238 for this half minute. */
function codeOf(secret: string, now = Date.now()): string {
  const bits = [...secret]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const post = async <T>(page: Page, path: string, data: object): Promise<T> => {
  const answer = await page.request.post(path, { data, headers: { 'x-songhua': '1' } });
  assert.ok(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
};

/** An account that begins with a one-time code. */
const addAccount = (username: string): Promise<{ id: string; code: string }> =>
  post(admin.page, '/api/administration/accounts', {
    username,
    name: '王丽',
    roles: ['viewer'],
    area: null,
    practitioner: null,
    patient: null,
  });

/** Signs in for the first time: the code in place of the password, then a password of one's own. */
async function signInFirst(page: Page, username: string, code: string): Promise<void> {
  await page.goto('/');
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(code);
  await page.locator('button[type=submit]').click();
  await page.locator('#newPassword').fill('kurz');
  await page.locator('#again').fill('kurz');
  await page.locator('button[type=submit]').click();
  await says(page.getByRole('alert'), /至少 12 个字符/);
  await page.locator('#newPassword').fill(password);
  await page.locator('#again').fill(password);
  await page.locator('button[type=submit]').click();
  await page.locator('.sh-shell').waitFor();
  await settled(page);
}

test('an account begins with a one-time code, takes a second factor, and from then on asks for it', async () => {
  const username = `wang-${run}`;
  const { code } = await addAccount(username);
  const { page, context, errors } = await visitor(browser, String(origin));
  await signInFirst(page, username, code);
  await open(page, '/account');
  await says(page.locator('main'), /本机/);
  await page.locator('#factor-password').fill(password);
  await page.getByRole('button', { name: '启用两步验证' }).click();
  const secret = ((await page.locator('.sh-secret code').textContent()) ?? '').replaceAll(' ', '');
  assert.match(secret, /^[A-Z2-7]{32}$/);
  await page.locator('#factor-code').fill(codeOf(secret));
  await page.getByRole('button', { name: '确认启用' }).click();
  await numbers(page.locator('.sh-recovery li'), 10);
  const recovery = (await page.locator('.sh-recovery code').first().textContent()) ?? '';
  await page.getByRole('button', { name: '已记下' }).click();
  await says(page.locator('main'), /剩余恢复码 10 个/);
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(
    errors.filter((text) => !/40[013]/.test(text)),
    [],
  );
  await context.close();

  const again = await visitor(browser, String(origin));
  await again.page.goto('/');
  await again.page.locator('#username').fill(username);
  await again.page.locator('#password').fill(password);
  await again.page.locator('button[type=submit]').click();
  await again.page.locator('#code').fill('000000');
  await again.page.locator('button[type=submit]').click();
  await says(again.page.getByRole('alert'), /验证码不正确/);
  await again.page.locator('#code').fill(recovery);
  await again.page.locator('button[type=submit]').click();
  await again.page.locator('.sh-shell').waitFor();
  await again.context.close();
});

test('who guesses is told how long to wait, while the others go on', async () => {
  const { page, context } = await visitor(browser, String(origin));
  await page.goto('/');
  await page.locator('#username').fill(`nobody-${run}`);
  for (let n = 0; n < 6; n += 1) {
    await page.locator('#password').fill(`guess ${n}`);
    await page.locator('button[type=submit]').click();
    await says(page.getByRole('alert'), n < 5 ? /用户名或密码不正确/ : /尝试次数过多，请 \d+ 秒后再试/);
    await settled(page);
  }
  await context.close();
});

test('one ends a session one has left open elsewhere', async () => {
  const username = `chen-${run}`;
  const { code } = await addAccount(username);
  const desk = await visitor(browser, String(origin));
  await signInFirst(desk.page, username, code);
  const ward = await visitor(browser, String(origin));
  await signIn(ward.page, username, password);
  await open(desk.page, '/account');
  await numbers(desk.page.locator('.administration-sessions li'), 2);
  await desk.page.getByRole('button', { name: '结束', exact: true }).click();
  await numbers(desk.page.locator('.administration-sessions li'), 1);
  // It may be on its way to the sign-in by itself, which breaks this off.
  await ward.page.goto('/account').catch(() => null);
  await ward.page.locator('#username').waitFor();
  assert.ok(ward.page.url().includes('/sign-in/'));
  await desk.context.close();
  await ward.context.close();
});

test('who works at two institutions chooses in the header for which', async () => {
  const username = `zhao-${run}`;
  const { id, code } = await addAccount(username);
  const list = await admin.page.request.get('/api/registry/institutions?limit=2&sort=-beds');
  const { items } = (await list.json()) as { items: { id: string }[] };
  assert.equal(items.length, 2);
  const memberships = items.map((one) => ({
    organization: `Organization/${one.id}`,
    roles: ['viewer'],
    since: '2026-01-01T00:00:00.000Z',
    until: null,
  }));
  await post(admin.page, `/api/administration/accounts/${id}/memberships`, { memberships });
  const { page, context } = await visitor(browser, String(origin));
  await signInFirst(page, username, code);
  const choice = page.locator('.sh-acting');
  await numbers(choice, 1);
  const before = await choice.textContent();
  await choice.click();
  await page.locator('.ant-select-item-option:not(.ant-select-item-option-selected)').first().click();
  await says(page.locator('.ant-message'), /已切换/);
  await settled(page);
  assert.notEqual(await choice.textContent(), before);
  await page.reload();
  await settled(page);
  assert.notEqual(await page.locator('.sh-acting').textContent(), before, 'the session remembers');
  await context.close();
});

test('an administrator finds, opens and resets an account, and adds a program', async () => {
  const { page } = admin;
  const username = `li-${run}`;
  await addAccount(username);
  await open(page, `/administration/accounts?q=${username}`);
  await numbers(page.locator('tbody tr'), 1);
  await page.getByRole('link', { name: username }).click();
  await settled(page);
  await says(page.locator('.sh-drawer'), /待设密码/);
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('button', { name: '重置密码' }).click();
  await page.locator('.ant-popconfirm').getByRole('button', { name: '重置密码' }).click();
  await says(page.locator('.administration-code'), /^[2-9a-z]{4}(-[2-9a-z]{4}){5}$/);
  await page.getByRole('button', { name: '已记下' }).click();

  await open(page, '/administration/clients');
  await page.getByRole('button', { name: '登记接入方' }).click();
  await page.locator('#client-name').fill(`检验系统 ${run}`);
  await page.getByRole('radiogroup', { name: '身份证明' }).getByText('共享密钥').click();
  await page.getByRole('button', { name: /^登\s*记$/ }).click();
  await says(page.locator('.ant-modal').last(), /client_secret/);
  await page.getByRole('button', { name: '已记下' }).click();
  await says(page.locator('tbody'), new RegExp(`检验系统 ${run}`));
  assert.deepEqual(await seriousFaults(page), []);
  assert.equal(await sidewaysScroll(page), 0);
});
