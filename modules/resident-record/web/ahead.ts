import { address, request } from '@songhua/ui/api.ts';
import { recordPath } from './addresses.ts';

/*
 * Whoever opens the address of a record asks for that record: the question goes out as soon as the page's first file runs, beside the texts,
 * the session and the record's own files, and not after them one by one. Nothing is asked before somebody opens it: each answer is a look at a
 * record, which the audit log keeps.
 */

/** How long an answer may wait for the page to take it, ms: later it might be old. */
const fresh = 15_000;

let asked: { readonly at: string; readonly since: number; readonly answer: Promise<unknown> } | null = null;

function ask(at: string): void {
  const answer = request(at);
  // Whoever takes it hears of its failure; nobody takes it where somebody has not signed in.
  answer.catch(() => {});
  asked = { at, since: performance.now(), answer };
}

/** What the address of a page is about to ask for, and the page itself. */
export function askAhead(
  { pathname, search }: Pick<Location, 'pathname' | 'search'>,
  pages: { readonly record: () => unknown; readonly mine: () => unknown },
): void {
  const patient = /^\/record\/([^/]+)/.exec(pathname)?.[1];
  if (patient !== undefined) {
    ask(recordPath(decodeURIComponent(patient)));
    pages.record();
  } else if (pathname === '/my-record' || /^\/my-record\/(visits|entries)\//.test(pathname)) {
    ask(address('/api/resident-record/mine', { patient: new URLSearchParams(search).get('patient') }));
    pages.mine();
  }
}

/** The answer to what was asked ahead, once; undefined where nothing was, or too long ago. */
export function takeAhead<T>(at: string): Promise<T> | undefined {
  const taken = asked;
  if (taken?.at !== at) return undefined;
  asked = null;
  return performance.now() - taken.since < fresh ? (taken.answer as Promise<T>) : undefined;
}
