/**
 * How long a reader waits for the built page in a real browser: from the start of the navigation, or from the click, to the frame in which
 * something stands on the screen. Seen by the page itself (MutationObserver, then the next frame), so that nobody's polling is measured.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { signedIn } from '../../e2e/visit.ts';
import { account } from './fill.ts';

/** What is waited for, by name: a selector each. */
const landmarks = {
  head: '.record-head h1',
  news: '.record-news .record-rows li, .record-news > p.sh-quiet',
  all: '.record-later .record-table, .record-later .record-rows, .record-later > p',
  rows: 'main tbody tr td a',
} as const;
type Landmark = keyof typeof landmarks;

const watch = `(() => {
  const wanted = ${JSON.stringify(landmarks)};
  let from = 0;
  let seen = (window.__seen = {});
  const look = () => {
    for (const [name, selector] of Object.entries(wanted))
      if (seen[name] === undefined && document.querySelector(selector)) {
        seen[name] = -1;
        const into = seen;
        const since = from;
        requestAnimationFrame(() => setTimeout(() => { into[name] = performance.now() - since; }));
      }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  document.addEventListener('click', () => { from = performance.now(); seen = window.__seen = {}; }, true);
})()`;

/** When something stood on the screen, ms; asked from outside, for the page's own policy forbids it to evaluate text. */
async function seen(page: Page, name: Landmark): Promise<number> {
  for (let tries = 0; tries < 3_000; tries += 1) {
    const at = await page.evaluate<number | undefined>(`(window.__seen ?? {})['${name}']`).catch(() => undefined);
    if (at !== undefined && at > 0) return at;
    await wait(20);
  }
  throw new Error(`${page.url()}: ${name} did not appear within a minute`);
}

/** Each answer's waits, ms, by what was waited for. */
export type Waits = Readonly<Record<string, readonly number[]>>;

async function opened(context: BrowserContext, path: string, wanted: readonly Landmark[]): Promise<readonly number[]> {
  const page = await context.newPage();
  try {
    await page.goto(path);
    const times: number[] = [];
    for (const name of wanted) times.push(await seen(page, name));
    return times;
  } finally {
    await page.close();
  }
}

async function clicked(page: Page, name: string): Promise<readonly number[]> {
  await page.goto('/patients');
  await seen(page, 'rows');
  // Somebody reads the list before they press a name.
  await wait(1_000);
  await page.getByRole('link', { name, exact: true }).first().click();
  const times = [await seen(page, 'head'), await seen(page, 'news')];
  return times;
}

/** Opens the record and the list `rounds` times each: with nothing kept in the browser, with the page's files kept, and by a click in the list. */
export async function measurePage(browser: Browser, origin: string, patient: string, rounds: number): Promise<Waits> {
  const waits: Record<string, number[]> = {};
  const add = (name: string, value: number | undefined): void => {
    waits[name] = [...(waits[name] ?? []), value ?? Number.NaN];
  };
  const { context, page: first } = await signedIn(browser, origin, account.username, account.password);
  const state = await context.storageState();
  await context.addInitScript(watch);
  await first.close();
  for (let round = 0; round < rounds; round += 1) {
    const fresh = await browser.newContext({ baseURL: origin, storageState: state, viewport: { width: 1366, height: 768 } });
    await fresh.addInitScript(watch);
    const [cold] = await opened(fresh, `/record/${patient}`, ['head']);
    add('record, nothing kept: head line', cold);
    await fresh.close();
  }
  await opened(context, `/record/${patient}`, ['head']);
  for (let round = 0; round < rounds; round += 1) {
    const [head, news, all] = await opened(context, `/record/${patient}`, ['head', 'news', 'all']);
    add('record: head line', head);
    add('record: what is new', news);
    add('record: all of the overview', all);
    const [rows] = await opened(context, '/patients', ['rows']);
    add('/patients: first rows', rows);
  }
  const page = await context.newPage();
  for (let round = 0; round < rounds; round += 1) {
    const [head, news] = await clicked(page, '王桂兰');
    add('click in /patients: head line', head);
    add('click in /patients: what is new', news);
  }
  await context.close();
  return waits;
}
