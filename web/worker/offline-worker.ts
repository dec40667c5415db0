import { cacheOf, chooseAnswer, type KeptPage, outdated } from './choose-answer.ts';

/*
 * The worker of one page that is used where there is no connection. It keeps the page's frame, scripts and styles of one build, and answers with
 * them; nothing that anybody is told, and no other page. Built into one file, with `kept` before it (build/offline-plugin.ts).
 */

interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  readonly location: Location;
  addEventListener(name: 'install' | 'activate', listener: (event: Waiting) => void): void;
  addEventListener(name: 'fetch', listener: (event: Fetching) => void): void;
  skipWaiting(): Promise<void>;
}

declare const kept: KeptPage;
declare const self: Scope;

/** A line that answers nothing for so long is none, ms. */
const patience = 4000;

/** The frame as the server sends it, with its headers: the rules they set hold without a connection, too. */
async function fetchFrame(): Promise<Response> {
  const frame = await fetch(kept.page, { cache: 'reload', credentials: 'omit' });
  const text = frame.ok ? await frame.clone().text() : '';
  if (!text.includes(kept.entry)) throw new Error('the server has another build');
  return frame;
}

async function install(): Promise<void> {
  const cache = await caches.open(cacheOf(kept));
  await cache.addAll([...kept.files]);
  await cache.put(kept.page, await fetchFrame());
  await self.skipWaiting();
}

const putAway = async (): Promise<unknown> => Promise.all(outdated(await caches.keys(), kept).map((name) => caches.delete(name)));

const find = async (path: string): Promise<Response | undefined> => (await caches.open(cacheOf(kept))).match(path);

/** The page from the server; from what is kept when it cannot be reached, answers nothing, or is down. */
async function answerPage(request: Request): Promise<Response> {
  const known = await find(kept.page);
  if (!known) return fetch(request);
  try {
    const asked = fetch(request);
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), patience));
    const answer = await Promise.race([asked, late]);
    asked.catch(() => {});
    return answer && answer.status < 500 ? answer : known;
  } catch {
    return known;
  }
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(putAway()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const answer = chooseAnswer(request, kept, self.location.origin);
  if (answer === 'page') event.respondWith(answerPage(request));
  if (answer === 'file') event.respondWith(find(new URL(request.url).pathname).then((file) => file ?? fetch(request)));
});
