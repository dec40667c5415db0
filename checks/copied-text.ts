import type { Finding, SourceFile } from './source.ts';

/** Characters in a row that make a copied sentence; the longest name of an indicator, which is a fact, is shorter. */
export const longestName = 30;

interface Folded {
  /** Letters, digits and Chinese characters alone: punctuation, spaces and line ends make no difference. */
  readonly text: string;
  /** Offset in the original of each character kept. */
  readonly offsets: readonly number[];
}

function fold(original: string): Folded {
  const offsets: number[] = [];
  let text = '';
  for (const found of original.matchAll(/[\p{Script=Han}\p{Nd}A-Za-z]/gu)) {
    text += found[0];
    // One offset per UTF-16 unit, so that both sides keep step.
    for (let unit = 0; unit < found[0].length; unit += 1) offsets.push(found.index);
  }
  return { text, offsets };
}

/** Sentences of the documents that stand in our files: facts and figures are carried over, wording is ours. */
export function checkCopiedText(files: readonly SourceFile[], documents: readonly string[], length = longestName): Finding[] {
  const grams = new Set<string>();
  for (const { text } of documents.map(fold))
    for (let at = 0; at + length <= text.length; at += 1) grams.add(text.slice(at, at + length));
  const findings: Finding[] = [];
  for (const { path, text: original } of files) {
    const { text, offsets } = fold(original);
    for (let at = 0; at + length <= text.length; at += 1) {
      if (!grams.has(text.slice(at, at + length))) continue;
      let end = at + length;
      while (end < text.length && grams.has(text.slice(end - length + 1, end + 1))) end += 1;
      const line = original.slice(0, offsets[at] ?? 0).split('\n').length;
      findings.push({ rule: 'copied.text', path, line, message: `copied from a document: ${text.slice(at, end)}` });
      at = end;
    }
  }
  return findings;
}
