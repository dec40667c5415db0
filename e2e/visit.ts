import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

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
  page.setDefaultTimeout(20_000);
  const errors: string[] = [];
  const foreign: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${new URL(page.url()).pathname}: ${message.text()}`);
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

/** Resolves when nothing on the page is still loading and its fonts and charts are drawn; throws after 20 s. */
export async function settled(page: Page): Promise<void> {
  const until = Date.now() + 20_000;
  // Asked from outside: the page's own policy forbids it to evaluate text.
  while (!(await page.evaluate<boolean>(isSettled))) {
    if (Date.now() > until) throw new Error(`${page.url()} is still loading after 20 s`);
    await wait(50);
  }
}

export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settled(page);
}

/** Signs in through the page's own form. */
export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/');
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(password);
  await page.locator('button[type=submit]').click();
  await page.locator('.sh-shell').waitFor();
  await settled(page);
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
