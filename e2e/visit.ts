import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, BrowserContext, Locator, Page, Request } from 'playwright-core';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** How long anything may take to come, ms. A machine under load is slow; the wait costs only when the thing never comes. */
export const patience = 60_000;

/** How many times slower than it is the browser's processor is made, to hunt for races: SONGHUA_E2E_SLOW=4. */
const slowness = Number(process.env['SONGHUA_E2E_SLOW'] ?? 1);

/** What a page has asked for and not been answered yet, without the stream of events, which never ends. */
const pending = new WeakMap<Page, Set<Request>>();

function watchRequests(page: Page): void {
  const open = new Set<Request>();
  pending.set(page, open);
  page.on('request', (request) => {
    // What an earlier page asked for is nobody's business any more.
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) open.clear();
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.pathname !== '/events') open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
}

export type Language = 'zh' | 'en';

/** A page that is watched: what it logs as an error and what it asks of any other origin. */
export interface Watched {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly errors: string[];
  readonly foreign: string[];
}

/** A fresh visitor with nothing remembered. */
export async function visitor(
  browser: Browser,
  origin: string,
  size = { width: 1366, height: 768 },
  language: Language = 'zh',
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: size,
    baseURL: origin,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  await context.addInitScript(
    `localStorage.getItem('songhua.language') ?? localStorage.setItem('songhua.language', '${language}')`,
  );
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  watchRequests(page);
  if (slowness > 1) await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slowness });
  const errors: string[] = [];
  const foreign: string[] = [];
  page.on('console', (message) => {
    // An overloaded server says 503 and the page asks again: that is no fault of the page.
    if (message.type() === 'error' && !/status of 503/.test(message.text()))
      errors.push(`${new URL(page.url()).pathname}: ${message.text()}`);
  });
  page.on('pageerror', (error) => errors.push(`${new URL(page.url()).pathname}: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:') && !url.startsWith('blob:')) foreign.push(url);
  });
  return { page, context, errors, foreign };
}

const isSettled = `document.querySelector('h1, .ant-drawer-title') !== null
  && document.querySelector('[aria-busy="true"], .ant-skeleton, .sh-skeleton') === null
  && [...document.querySelectorAll('.sh-chart-box')].every((box) => box.querySelector('svg') !== null)
  && document.fonts.status === 'loaded'`;

/** Asked from outside: the page's own policy forbids it to evaluate text. A page that is just being left answers nothing. */
const looksSettled = (page: Page): Promise<boolean> => page.evaluate<boolean>(isSettled).catch(() => false);

/**
 * Resolves when nothing is on its way to the page, nothing on it is still loading and its fonts and charts are drawn, twice in a row:
 * between an answer and what it makes the page ask for next lies a moment in which all looks done. Throws after `patience`.
 */
export async function settled(page: Page): Promise<void> {
  const until = Date.now() + patience;
  for (let calm = 0; calm < 2; ) {
    calm = pending.get(page)?.size === 0 && (await looksSettled(page)) ? calm + 1 : 0;
    if (Date.now() > until) {
      const open = [...(pending.get(page) ?? [])].map((request) => request.url());
      throw new Error(`${page.url()} is still loading after ${patience / 1000} s; not answered: ${open.join(' ') || 'nothing'}`);
    }
    await wait(50);
  }
}

/** Waits until `ask` finds something; null: not yet. Throws after `patience` with what `last` says. */
async function eventually<T>(ask: () => Promise<T | null>, last: () => string): Promise<T> {
  const until = Date.now() + patience;
  for (;;) {
    const found = await ask();
    if (found !== null) return found;
    if (Date.now() > until) assert.fail(last());
    await wait(50);
  }
}

/** Waits until the text of an element matches; its text then. */
export async function says(place: Locator, pattern: RegExp, about = String(place)): Promise<string> {
  let text = '';
  return eventually(
    async () => {
      text = (await place.textContent()) ?? '';
      return pattern.test(text) ? text : null;
    },
    () => `${about}: ${pattern} is not in: ${text}`,
  );
}

/** Waits until there are exactly so many of these. */
export async function numbers(place: Locator, count: number, about = String(place)): Promise<void> {
  let found = 0;
  await eventually(
    async () => {
      found = await place.count();
      return found === count || null;
    },
    () => `${about}: there are ${found}, not ${count}`,
  );
}

/** The pictures that the guide and the READMEs show, each in both languages. WebP is a third of PNG for pages full of text. */
const pictures: Readonly<Record<string, 'png' | 'webp'>> = {
  'sign-in': 'png',
  overview: 'png',
  indicator: 'png',
  counties: 'png',
  documents: 'png',
  institutions: 'png',
  institution: 'png',
  reconciliation: 'png',
  map: 'webp',
  area: 'webp',
  rules: 'webp',
  clauses: 'webp',
  tasks: 'webp',
  gantt: 'webp',
  'upload-faults': 'webp',
  record: 'webp',
  timeline: 'webp',
  results: 'webp',
  'my-record': 'webp',
  'disease-control': 'webp',
  'report-card': 'webp',
  timeliness: 'webp',
};

/** A picture of what is in the window, for the guide, only when asked for; small enough to live in the repository. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const format = pictures[name.replace(/\.(zh|en)$/, '')];
  if (process.env['SONGHUA_SCREENSHOTS'] !== '1' || !format) return;
  const folder = join(import.meta.dirname, '..', 'docs', 'guide', 'screenshots');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.${format}`);
  const session = await page.context().newCDPSession(page);
  const clip = { x: 0, y: 0, width: 1366, height: 700, scale: 1 };
  const { data } = await session.send('Page.captureScreenshot', { format, clip, ...(format === 'webp' && { quality: 80 }) });
  await session.detach();
  writeFileSync(path, Buffer.from(data, 'base64'));
  const most = format === 'webp' ? 150_000 : 250_000;
  assert.ok(statSync(path).size < most, `${path} has ${statSync(path).size} bytes`);
}

export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settled(page);
}

/** Signs in through the page's own form; where the server was too busy to show it, the page is loaded again. */
export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/');
  const shown = page.locator('#username');
  for (let tries = 1; tries < 4; tries += 1) {
    if (
      await shown.waitFor({ timeout: patience / 3 }).then(
        () => true,
        () => false,
      )
    )
      break;
    await page.reload();
  }
  await shown.fill(username);
  await page.locator('#password').fill(password);
  await page.locator('button[type=submit]').click();
  await page.locator('.sh-shell').waitFor();
  await settled(page);
}

/** A fresh visitor who has signed in; `size` and `language` as for any visitor. */
export async function signedIn(
  browser: Browser,
  origin: string,
  username: string,
  password: string,
  ...how: [size?: { readonly width: number; readonly height: number }, language?: Language]
): Promise<Watched> {
  const visiting = await visitor(browser, origin, ...how);
  await signIn(visiting.page, username, password);
  return visiting;
}

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Accessibility faults that axe calls serious or critical, each with the element it stands on. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate<Violation[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`));
}

/** Pixels by which a page is wider than its window; 0 when it does not scroll sideways. */
export const sidewaysScroll = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
