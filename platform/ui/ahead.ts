/*
 * Answers that were asked for before the page stood, for the page to take when it gets there. Nothing is imported here: this is part of the
 * first script that runs, which has to be small.
 */

/** How long an answer may wait for the page to take it, ms: later it might be old. */
const fresh = 15_000;

interface Asked {
  readonly language: string;
  readonly since: number;
  readonly answer: Promise<Response>;
}

const asked = new Map<string, Asked>();

/** Asks an address of our own server as `request` would, at once. */
export function askAhead(path: string, language: string): void {
  const headers = { accept: 'application/json', 'accept-language': language };
  const answer = fetch(path, { method: 'GET', headers, credentials: 'same-origin' });
  // Whoever takes it hears of its failure; nobody takes it where somebody has not signed in.
  answer.catch(() => {});
  asked.set(path, { language, since: performance.now(), answer });
}

/** The answer to what was asked ahead, once; undefined where nothing was, in another language or too long ago. */
export function takeAhead(path: string, language: string): Promise<Response> | undefined {
  const taken = asked.get(path);
  if (taken?.language !== language) return undefined;
  asked.delete(path);
  return performance.now() - taken.since < fresh ? taken.answer : undefined;
}

/** What a module's `web/ahead.ts` exports as `ahead`: the addresses that the page at this place asks for first. Each answer is kept as asked. */
export type Ahead = (place: Pick<Location, 'pathname' | 'search'>) => readonly string[];
