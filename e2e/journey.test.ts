import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { headings, pages } from './pages.ts';
import {
  type Language,
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
const planner = { username: 'planner', password: 'songhua-planner' } as const;
const languages: readonly Language[] = ['zh', 'en'];
const screen = { width: 1366, height: 768 };

let browser: Browser;
let desk: Watched;
/** Some institution of the registry, for its page. */
let institution = '';

const addressOf = (path: string): string => path.replace('{institution}', institution);

before(async () => {
  assert.ok(origin, 'SONGHUA_E2E_URL must be the address of a running server; `npm test` gives it');
  browser = await launchBrowser(root);
  desk = await visitor(browser, origin);
  await signIn(desk.page, planner.username, planner.password);
  const list = await desk.page.request.get('/api/registry/institutions?limit=1&sort=-beds');
  institution = ((await list.json()) as { items: { id: string }[] }).items[0]?.id ?? '';
});

after(async () => {
  await browser?.close();
});

test('a wrong password is said as such and lets nobody in', async () => {
  const { page, context } = await visitor(browser, String(origin));
  await page.goto('/plan/counties');
  await page.locator('#username').fill(planner.username);
  await page.locator('#password').fill('not the password');
  await page.locator('button[type=submit]').click();
  await says(page.getByRole('alert'), /密码/);
  const session = await page.request.get('/api/session');
  assert.equal(((await session.json()) as { signedIn: boolean }).signedIn, false);
  await page.locator('#password').fill(planner.password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/plan/counties');
  await settled(page);
  await context.close();
});

test('a planner lands on what is off track, above the fold of a 1366×768 screen', async () => {
  const { page } = desk;
  await open(page, '/?at=2025-12-31');
  const first = page.locator('tbody tr').first();
  await says(first, /偏离/);
  const box = await first.boundingBox();
  assert.ok(box && box.y + box.height <= 768, `the first row ends at ${box && box.y + box.height} px`);
  await numbers(page.locator('tbody tr'), 22);
});

/** What was seen of every page, each opened once in Chinese and light and once in English and dark. */
interface Sight {
  readonly faults: readonly string[];
  readonly sideways: readonly string[];
}

let sight: Promise<Sight> | undefined;

async function lookAtAll({ page }: Watched): Promise<Sight> {
  const faults: string[] = [];
  const sideways: string[] = [];
  for (const [language, scheme] of [
    ['zh', 'light'],
    ['en', 'dark'],
  ] as const) {
    await page.evaluate(
      `localStorage.setItem('songhua.language', '${language}'); localStorage.setItem('songhua.theme', '${scheme}')`,
    );
    for (const { name, path } of pages) {
      await open(page, addressOf(path));
      const drawer = page.locator('.sh-drawer');
      const place = (await drawer.count()) > 0 ? drawer : page.locator('main');
      await says(place, headings[name][language], `${name} in ${language}`);
      assert.equal(await page.locator('html').getAttribute('lang'), language === 'zh' ? 'zh-CN' : 'en');
      await takePicture(page, `${name}.${language}`);
      faults.push(...(await seriousFaults(page)).map((fault) => `${name} (${scheme}) ${fault}`));
      if (language === 'en') continue;
      await page.setViewportSize({ width: 360, height: 740 });
      await settled(page);
      const wider = await sidewaysScroll(page);
      if (wider !== 0) sideways.push(`${name}: ${wider} px`);
      await page.setViewportSize(screen);
    }
  }
  await page.evaluate(`localStorage.setItem('songhua.language', 'zh'); localStorage.removeItem('songhua.theme')`);
  return { faults, sideways };
}

const looked = (): Promise<Sight> => {
  sight ??= lookAtAll(desk);
  return sight;
};

test('every page opens in Chinese and in English', async () => {
  await looked();
});

test('no page has a serious or critical accessibility fault, in light or dark', async () => {
  assert.deepEqual((await looked()).faults, []);
});

test('on a phone 360 px wide no page scrolls sideways', async () => {
  assert.deepEqual((await looked()).sideways, []);
});

test('the sign-in page has no serious or critical accessibility fault', async () => {
  for (const language of languages) {
    const { page, context } = await visitor(browser, String(origin), undefined, language);
    await page.goto('/');
    await page.locator('#username').waitFor();
    await settled(page);
    assert.deepEqual(await seriousFaults(page), []);
    await takePicture(page, `sign-in.${language}`);
    await context.close();
  }
});

// 吉市政办发〔2022〕41号, 三、优化资源配置（一）, the city's row of the bed table.
test('the county tables show the figures the plan printed for the city', async () => {
  const { page } = desk;
  await open(page, '/plan/counties');
  const city = await page.locator('table').first().locator('tbody tr').first().locator('td').allTextContents();
  for (const printed of ['3,623,713', '30,758', '8.49', '17,156', '4.73'])
    assert.ok(city.includes(printed), `${printed} in ${city.join(' ')}`);
});

test('the overview shows beds per thousand as printed, and its detail the same', async () => {
  const { page } = desk;
  await open(page, '/');
  const row = page.locator('tbody tr', { hasText: '每千人口医疗卫生机构床位数' });
  await says(row, /8\.49/);
  await row.getByRole('link').click();
  await settled(page);
  await says(page.locator('.sh-drawer .plan-figures'), /8\.49/);
});

test('an export holds exactly the rows that are filtered', async () => {
  const { page } = desk;
  await open(page, '/registry/institutions?kind=tcm-hospital&limit=20');
  const list = await page.request.get('/api/registry/institutions?area=220200&kind=tcm-hospital&limit=500');
  const { total, items } = (await list.json()) as { total: number; items: { name: string }[] };
  assert.ok(total > 0);
  const href = await page.locator('a[download][href*="format=csv"]').getAttribute('href');
  const file = await page.request.get(String(href));
  assert.match(file.headers()['content-type'] ?? '', /text\/csv/);
  const lines = (await file.text())
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  assert.equal(lines.length - 1, total);
  for (const { name } of items)
    assert.ok(
      lines.some((line) => line.includes(name)),
      name,
    );
  await says(page.locator('main'), new RegExp(`共 ${total} 行`));
});

test('closing a detail returns to its list with the filters as they were', async () => {
  const { page } = desk;
  await open(page, '/registry/institutions?kind=tcm-hospital&sort=-beds');
  await page.locator('tbody a').first().click();
  await page.locator('.sh-drawer h2').first().waitFor();
  await page.waitForURL(/\/registry\/institutions\/[^?]+\?kind=tcm-hospital&sort=-beds$/);
  await page.keyboard.press('Escape');
  await page.waitForURL('**/registry/institutions?kind=tcm-hospital&sort=-beds');
});

test('the keyboard alone walks the rows and opens one', async () => {
  const { page } = desk;
  await open(page, '/?at=2025-12-31');
  const links = page.locator('tbody th a');
  await links.first().focus();
  await page.keyboard.press('ArrowDown');
  await page.locator('tbody tr').nth(1).locator('a:focus').waitFor();
  const second = await links.nth(1).getAttribute('href');
  await page.keyboard.press('Enter');
  await page.locator('.sh-drawer').waitFor();
  await page.waitForURL(`**${second}`);
});

test('the language is one click away and remembered', async () => {
  const { page } = desk;
  await open(page, '/');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Progress of the plan' }).waitFor();
  await page.reload();
  await settled(page);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('heading', { name: '规划进展' }).waitFor();
});

test('a loaded document makes its indicator show the exact sentence, and its removal can be undone', async () => {
  const { page } = desk;
  const sentence = '到那时，专业公共卫生机构人员数要比现在多（试验用的一句话）。';
  await open(page, '/plan/documents');
  await page.locator('#document-text').fill(`试验文件 吉市政办发〔2022〕41号\n二、总体要求\n（三）发展目标\n${sentence}\n`);
  await page.getByRole('button', { name: '载入', exact: true }).click();
  const remove = page.getByRole('button', { name: /^移除/ });
  await remove.waitFor();
  for (const scheme of ['light', 'dark']) {
    await page.evaluate(`localStorage.setItem('songhua.theme', '${scheme}')`);
    await open(page, '/plan/documents');
    assert.deepEqual(await seriousFaults(page), [], scheme);
  }
  await page.evaluate(`localStorage.removeItem('songhua.theme')`);
  const file = await page.request.get('/api/plan/documents/export');
  assert.equal((await file.text()).trim().split(/\r?\n/).length, 2);
  await numbers(page.locator('a[download][href*="/api/plan/documents/export"]'), 2);

  await open(page, '/plan/indicators/2.3-T01');
  await says(page.locator('.plan-quote').first(), /专业公共卫生机构人员数要比现在多/);
  await says(page.locator('.plan-quote mark').first(), /专业公共卫生机构人员数/);

  await open(page, '/plan/documents');
  await remove.click();
  await page.getByRole('button', { name: '撤销' }).click();
  await remove.waitFor();
  await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'DELETE' && response.ok()),
    remove.click(),
  ]);
  await open(page, '/plan/indicators/2.3-T01');
  await numbers(page.locator('.plan-quote'), 0);
});

test('a file chosen after a bad one replaces what was said of it', async () => {
  const { page } = desk;
  await open(page, '/plan/documents');
  const choose = (name: string, buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer });
  const said = page.locator('form').getByRole('alert');
  await choose('scan.txt', Buffer.from([0x25, 0x00, 0x01]));
  await said.getByText('“scan.txt”不是文本文件').waitFor();
  await choose('nothing.txt', Buffer.from(' \n'));
  await said.getByText('“nothing.txt”是空的').waitFor();
  await numbers(said, 1);
  await choose('plan.txt', Buffer.from('规划'));
  await page.getByText('2 字').waitFor();
  await numbers(said, 0);
  await page.locator('#document-text').fill('');
});

test('a town in the address stands by its name in the top bar', async () => {
  const { page } = desk;
  await open(page, '/registry/institutions?area=220202001');
  await says(page.locator('.sh-area'), /^兴华街道/);
  await open(page, '/registry/institutions');
  await says(page.locator('.sh-area'), /^吉林市/);
});

test('figures of one indicator stand beside each other with the same decimals', async () => {
  const { page } = desk;
  await open(page, '/?at=2025-12-31');
  const figuresOf = async (name: string) => {
    const cells = await page.locator('tbody tr', { hasText: name }).first().locator('td.sh-number').allTextContents();
    return cells.flatMap((cell) => /(?:1:)?\d+\.\d+/.exec(cell)?.[0] ?? []);
  };
  assert.deepEqual(await figuresOf('医护比'), ['1:1.14', '1:1.20', '1:1.20', '1:1.14']);
  assert.deepEqual(await figuresOf('县办公立医院及基层'), ['2.40', '3.50', '3.50', '2.40']);
});

test('where only synthetic figures exist, the plan’s pages stay blank and say why', async () => {
  const { page } = desk;
  await open(page, '/plan/indicators/2.3-T18');
  const drawer = page.locator('.sh-drawer');
  await says(drawer, /没有任何地区的真实数据/);
  await numbers(drawer.locator('.sh-chart'), 1, 'the way to the target is drawn, areas are not');
  const row = drawer.locator('tbody tr', { hasText: '永吉县' });
  assert.match((await row.getByRole('button').first().getAttribute('aria-label')) ?? '', /只有合成数据/);
  await open(page, '/plan/counties');
  const county = page.locator('table').first().locator('tbody tr', { hasText: '永吉县' }).locator('td');
  assert.deepEqual((await county.allTextContents()).slice(0, 3), ['280,633', '1,738', '6.19']);
  assert.ok(!(await page.locator('main').textContent())?.includes('△'));
});

test('an empty registry says that it is empty and what to do, without a word of synthetic details', async () => {
  const { page } = desk;
  const empty = { total: 0, beds: null, staff: null, asOf: null, evidence: null, empty: true, items: [] };
  await page.route('**/api/registry/institutions?*', (route) => route.fulfill({ json: empty }));
  await open(page, '/registry/institutions');
  const main = await says(page.locator('main'), /机构名录还是空的。请让对接系统通过 FHIR 接口/);
  await page.unroute('**/api/registry/institutions?*');
  assert.doesNotMatch(main, /0 家机构|放宽|清除筛选|机构明细为合成数据|导出/);
});

test('a class asked for as a kind is named in its box', async () => {
  const { page } = desk;
  await open(page, '/registry/institutions?kind=hospital');
  await says(page.locator('.registry-facet').nth(1), /^医院/);
  await says(page.locator('main'), /共 172 行/);
});

test('the figures of an institution and what a reconciled sum rests on can be taken along', async () => {
  const { page } = desk;
  await open(page, `/registry/institutions/${institution}`);
  const href = await page.locator('.sh-drawer a[download][href*="format=xlsx"]').getAttribute('href');
  assert.match(href ?? '', new RegExp(`/api/registry/institutions/${institution}/export`));
  assert.equal((await page.request.get(String(href))).status(), 200);
  await open(page, '/registry/reconciliation');
  await says(page.locator('tbody tr').first(), /合成/);
  await says(page.locator('thead').first(), /合计依据/);
});

test('a lost connection is said, and healed without a reload', async () => {
  const { page, context } = await visitor(browser, String(origin));
  await page.route('**/events', (route) => route.abort());
  await signIn(page, planner.username, planner.password);
  await page.getByText('与服务器的连接已中断').waitFor();
  await page.unroute('**/events');
  await page.getByText('连接已恢复').waitFor();
  await context.close();
});

test('a chart has its table one click away and is saved as PNG, SVG and CSV', async () => {
  const { page } = desk;
  await open(page, '/plan/indicators/2.3-T06');
  const chart = page.locator('.sh-chart').last();
  for (const [format, start] of [
    ['PNG', '\x89PNG'],
    ['SVG', '<svg'],
    ['CSV', '\u00ef\u00bb\u00bf'],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      chart.getByRole('button', { name: new RegExp(`${format}$`) }).click(),
    ]);
    assert.ok(download.suggestedFilename().endsWith(`.${format.toLowerCase()}`));
    assert.ok(readFileSync(await download.path(), 'latin1').startsWith(start), format);
  }
  await chart.getByText('表', { exact: true }).click();
  await says(chart.locator('table'), /市区/);
});

test('an address that is no page says so and leads back', async () => {
  const { page } = desk;
  await page.goto('/no/such/page');
  await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
  await page.getByRole('link', { name: '回到首页' }).click();
  await page.getByRole('heading', { name: '规划进展' }).waitFor();
});

test('the pages log no error and ask nothing of any other origin', () => {
  assert.deepEqual(desk.errors, []);
  assert.deepEqual(desk.foreign, []);
});

test('signing out ends the session', async () => {
  const { page } = desk;
  await open(page, '/');
  await page.getByRole('button', { name: /账户/ }).click();
  await page.getByText('退出登录').click();
  await page.locator('#username').waitFor();
  const session = await page.request.get('/api/session');
  assert.equal(((await session.json()) as { signedIn: boolean }).signedIn, false);
});
