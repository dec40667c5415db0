/** A text folded for comparison, each of its characters still knowing where it came from. */
export interface Folded {
  readonly text: string;
  /** Offset in the original of each UTF-16 unit of `text`. */
  readonly offsets: readonly number[];
}

/** Signs that are typed in several ways and mean one thing. */
const same: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '〔': '(',
  '〕': ')',
  '[': '(',
  ']': ')',
  '【': '(',
  '】': ')',
  '～': '~',
  '〜': '~',
  '—': '-',
  '–': '-',
  '‐': '-',
  '−': '-',
};

/** Folds full and half width, quotes, brackets, dashes and case together, and drops all white space. */
export function fold(original: string): Folded {
  const parts: string[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const character of original) {
    const plain = (same[character] ?? character).normalize('NFKC').toLowerCase();
    for (const unit of plain) {
      const folded = same[unit] ?? unit;
      if (/[\s\u200b\ufeff]/.test(folded)) continue;
      parts.push(folded);
      for (let i = 0; i < folded.length; i++) offsets.push(at);
    }
    at += character.length;
  }
  return { text: parts.join(''), offsets };
}

/** True when `needle` occurs in `text`, however either is spaced or typed. */
export const holds = (text: string, needle: string): boolean => fold(text).text.includes(fold(needle).text);
