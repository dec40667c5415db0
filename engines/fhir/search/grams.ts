/** Scripts without spaces between words: found by pairs of characters. */
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const runs =
  /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+)|((?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{N}])+)/gu;
const letter = /[\p{L}\p{N}]/u;

/** Beginnings of words that are kept, characters. */
const [short, long] = [3, 6];

/**
 * What a folded text is found by in an index of texts: of words their beginnings, of Chinese and its like every two neighbouring
 * characters. Whatever `occursIn` finds in a text has no gram that the text lacks; the reverse must be checked on the text.
 */
export function gramsOf(folded: string): Set<string> {
  const grams = new Set<string>();
  for (const [, characters, word] of folded.matchAll(runs)) {
    if (characters !== undefined) {
      const all = [...characters];
      for (let at = 1; at < all.length; at += 1) grams.add(`${all[at - 1]}${all[at]}`);
    } else if (word !== undefined) {
      const all = [...word];
      if (all.length >= short) grams.add(all.slice(0, short).join(''));
      if (all.length >= long) grams.add(all.slice(0, long).join(''));
    }
  }
  return grams;
}

/** The same as numbers of 32 bits, signed (FNV-1a). Two grams with one number only make more to be checked. */
export function gramNumber(gram: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < gram.length; at += 1) {
    hash ^= gram.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash | 0;
}

/** Whether a folded word or phrase occurs in a folded text: in Chinese and its like anywhere, otherwise from the beginning of a word. */
export function occursIn(text: string, word: string): boolean {
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
  const anywhere = dense.test(first) || !letter.test(first);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (anywhere || at === 0) return true;
    const code = text.charCodeAt(at - 1);
    const before = code >= 0xdc00 && code <= 0xdfff ? text.slice(at - 2, at) : text.charAt(at - 1);
    if (!letter.test(before) || dense.test(before)) return true;
  }
  return false;
}
