import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { numbers, open, says, seriousFaults, settled, sidewaysScroll, signedIn, signIn, type Watched } from './visit.ts';

const root = join(import.meta.dirname, '..');
const origin = process.env['SONGHUA_E2E_URL']?.replace(/\/$/, '');

let browser: Browser;
let desk: Watched;
let phone: Watched;
/** Where the investigation of this journey stands. */
let outbreak = '';

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  browser = await launchBrowser(root);
  desk = await signedIn(browser, origin, 'cdc', 'songhua-cdc');
  phone = await signedIn(browser, origin, 'cdc', 'songhua-cdc', { width: 360, height: 740 });
});

after(async () => {
  await browser?.close();
});

const dialog = (page: Page): Locator => page.locator('.ant-modal');

async function choose(page: Page, field: string, word: string): Promise<void> {
  await dialog(page).locator(`#${field}`).click();
  await dialog(page).locator(`#${field}`).fill(word);
  await page.locator('.ant-select-item-option', { hasText: word }).last().click();
}

async function save(page: Page): Promise<void> {
  await dialog(page)
    .getByRole('button', { name: /保\s*存/ })
    .click();
  await dialog(page).waitFor({ state: 'detached' });
  await settled(page);
}

const daysAgo = (days: number): string => new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);

test('three cases are pasted; the one that stands there twice is seen before anything is saved', async () => {
  const { page } = desk;
  await open(page, '/investigation');
  await page.getByRole('button', { name: '开展调查' }).click();
  await dialog(page).locator('#title').fill('某小学麻疹疫情');
  await choose(page, 'disease', '麻疹');
  await choose(page, 'area', '永吉县');
  await save(page);
  outbreak = new URL(page.url()).pathname;
  await page.getByRole('link', { name: '成批录入病例' }).click();
  await settled(page);
  const lines = [
    ['姓名', '性别', '年龄', '电话', '发病日期'],
    ['王小明', '男', '8', '13900001111', daysAgo(12)],
    ['李小红', '女', '9', '13900002222', '昨天'],
    ['王小明', '男', '8', '13900001111', daysAgo(12)],
  ];
  const paste = (of: string[][]) => page.locator('#iv-grid').fill(of.map((cells) => cells.join('\t')).join('\n'));
  await paste(lines);
  await page.getByRole('button', { name: /检查 3 行/ }).click();
  await says(page.locator('.iv-grid'), /发病日期 “昨天”: 不是日期.*与第 2 行相似：姓名、电话相同/s);
  assert.deepEqual(await seriousFaults(page), []);
  await paste(lines.map((cells) => cells.map((cell) => (cell === '昨天' ? daysAgo(10) : cell))));
  await page.getByRole('button', { name: /检查 3 行/ }).click();
  await page.locator('.iv-grid .ant-select').click();
  await page.locator('.ant-select-item-option', { hasText: '跳过' }).click();
  await page.getByRole('button', { name: '保存到病例一览表' }).click();
  await says(page.locator('.sh-table'), /#2 李小红.*#1 王小明/s);
  assert.deepEqual(await seriousFaults(page), []);
});

test('a contact is listed from the form of a case and stands on the list of whoever follows up', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: /#1 王小明/ }).click();
  await page.getByRole('button', { name: '登记密接' }).click();
  await dialog(page).locator('#name').fill('王小弟');
  await choose(page, 'kind', '同住');
  await dialog(page).locator('#lastExposure').fill(daysAgo(4));
  await save(page);
  await open(phone.page, '/');
  const reminder = phone.page.locator('.sh-reminder', { hasText: '密切接触者' });
  await says(reminder, /今天有 1 名密切接触者等您随访/);
  assert.deepEqual(await seriousFaults(phone.page), []);
  await reminder.getByRole('link').click();
  await settled(phone.page);
  await says(phone.page.locator('.iv-errands'), /王小弟.*今日待随访/s);
  assert.equal(await sidewaysScroll(phone.page), 0);
  assert.deepEqual(await seriousFaults(phone.page), []);
});

test('a form entered without a connection outlives a reload on the phone, and is sent once when the connection is back', async () => {
  const { page, context } = phone;
  await says(page.locator('.iv-connection'), /断网后可重新打开本页/);
  const worker = (await page.request.get(`${origin}/investigation/follow-up.worker.js`)).headers();
  assert.deepEqual([worker['content-type'], worker['cache-control']], ['text/javascript; charset=utf-8', 'no-cache']);
  assert.match(String(worker['content-security-policy']), /script-src 'self';/);
  await context.setOffline(true);
  await page.reload();
  await says(page.locator('.iv-errands'), /王小弟.*今日待随访/s);
  await page.getByRole('button', { name: /填\s*写/ }).click();
  await page.getByText('发热', { exact: true }).click();
  await page.getByRole('button', { name: /保存 .* 的随访/ }).click();
  await says(page.locator('.iv-connection'), /离线.*1 份待提交/s);
  await page.reload();
  await says(page.locator('.iv-errands'), /王小弟.*今日已随访/s);
  await says(page.locator('.iv-kept'), /已保存在本机，待提交.*王小弟/s);
  assert.deepEqual(await seriousFaults(page), []);
  assert.equal(await sidewaysScroll(page), 0);
  // What the worker keeps: the frame with the server's own rules, scripts and styles; nothing that anybody was told.
  const kept = await page.evaluate<readonly string[]>(
    `caches.keys().then(async (names) => (await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))).flat())
       .then((requests) => requests.map(({ url }) => new URL(url).pathname))`,
  );
  assert.ok(kept.length > 10);
  assert.deepEqual(
    kept.filter((path) => !/^\/assets\/[\w.-]+\.(js|css)$/.test(path)),
    ['/investigation/follow-up'],
  );
  const policy = await page.evaluate<string>(
    `caches.match('/investigation/follow-up').then((frame) => frame.headers.get('content-security-policy'))`,
  );
  assert.match(policy, /script-src 'self';/);
  await context.setOffline(false);
  await says(page.locator('.iv-connection'), /已全部提交/);
  await page.getByRole('button', { name: /同\s*步/ }).click();
  await says(page.locator('.iv-errands'), /王小弟.*今日已随访/s);
  assert.equal(await page.locator('.iv-kept').count(), 0);
});

test('a form whose day somebody has entered meanwhile stays with its writer, through signing out, and nobody else sees it', async () => {
  const { page, context } = phone;
  const id = outbreak.split('/').at(-1) ?? '';
  const send = async <T>(path: string, data: object): Promise<T> => {
    const answer = await desk.page.request.post(`${origin}/api/investigation${path}`, { data, headers: { 'x-songhua': '1' } });
    assert.equal(answer.status(), 200, await answer.text());
    return (await answer.json()) as T;
  };
  const draft = { kind: 'work', name: '王同事', lastExposure: daysAgo(1), worker: 'me' };
  const { id: contact } = await send<{ id: string }>(`/outbreaks/${id}/contacts`, draft);
  await page.getByRole('button', { name: /同\s*步/ }).click();
  await says(page.locator('.iv-errands'), /王同事/);
  await context.setOffline(true);
  await page.getByRole('button', { name: /填\s*写/ }).click();
  await page.locator('#note').fill('自述无不适');
  await page.getByRole('button', { name: /保存 .* 的随访/ }).click();
  await says(page.locator('.iv-connection'), /1 份待提交/);
  const visit = { id: crypto.randomUUID(), investigation: id, contact, day: daysAgo(0), outcome: 'not-reached' };
  await send('/follow-up', { visits: [{ ...visit, entered: new Date().toISOString() }] });
  await context.setOffline(false);
  await says(page.locator('.iv-kept'), /王同事.*未写入.*已填写.*您填写的：.*自述无不适/s);
  await page.reload();
  await settled(page);
  await says(page.locator('.iv-kept'), /王同事.*自述无不适/s);
  const signOut = async () => {
    await page.getByRole('button', { name: /账户：/ }).click();
    await page.getByText('退出登录').click();
  };
  await signOut();
  await says(dialog(page), /还有 1 份没有提交的随访表/);
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('button', { name: '为本人保留并退出' }).click();
  await page.locator('#username').waitFor();
  await signIn(page, 'family', 'songhua-family');
  await open(page, '/investigation/follow-up');
  await says(page.locator('.iv-follow'), /今天没有要随访的人/);
  assert.equal(await page.locator('.iv-kept').count(), 0);
  await context.setOffline(true);
  await page.reload();
  await says(page.locator('.iv-follow'), /今天没有要随访的人/);
  await context.setOffline(false);
  await says(page.locator('.iv-connection'), /已全部提交/);
  await signOut();
  await page.locator('#username').waitFor();
  await signIn(page, 'cdc', 'songhua-cdc');
  await open(page, '/investigation/follow-up');
  await page.locator('.iv-kept').getByRole('button', { name: '删除本机这份' }).click();
  await page.locator('.ant-popover').getByRole('button', { name: '删除本机这份' }).click();
  await page.locator('.iv-kept').waitFor({ state: 'detached' });
});

test('the contact with a fever becomes a case that is linked, and the chain proposes whom it came from', async () => {
  const { page } = desk;
  await open(page, `${outbreak}?tab=contacts`);
  await says(page.locator('.sh-table'), /王小弟.*出现症状/s);
  await page
    .getByRole('row', { name: /王小弟/ })
    .getByRole('button', { name: '转为病例' })
    .click();
  await dialog(page).locator('#onset').fill(daysAgo(1));
  await save(page);
  await open(page, `${outbreak}?tab=chains`);
  await page.locator('.iv-canvas canvas').waitFor();
  await settled(page);
  await says(page.locator('section[aria-label="传播链"]').first(), /代间距均值（标准差），天11\.00/);
  await page.getByText('表', { exact: true }).click();
  await says(page.locator('section[aria-label="传播链"]').first(), /#3 王小弟.*#1 王小明.*按密接推断/s);
  assert.deepEqual(await seriousFaults(page), []);
});

test('the curve counts by group, and all parts read well in English, in the dark and on a phone', async () => {
  const { page } = desk;
  await open(page, `${outbreak}?tab=curve&group=sex`);
  await numbers(page.locator('.sh-chart-box svg'), 1);
  assert.deepEqual(await seriousFaults(page), []);
  await page.evaluate(`localStorage.setItem('songhua.language', 'en')`);
  for (const tab of ['cases', 'contacts', 'chains', 'curve', 'field']) {
    await open(page, `${outbreak}?tab=${tab}`);
    assert.deepEqual(await seriousFaults(page), [], tab);
  }
  await says(page.locator('main'), /Tasks.*Samples and results/s);
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page, outbreak);
  assert.deepEqual(await seriousFaults(page), []);
  await open(phone.page, outbreak);
  assert.equal(await sidewaysScroll(phone.page), 0);
});
