import type { Field } from './field.ts';
import { normalise } from './normalise.ts';

/** From this share of rows on a column repeats another one. */
const mostly = 0.7;

const wordsOf = (text: string): readonly string[] =>
  normalise('words', text)
    .split(' ')
    .filter((word) => word !== '');

const isText = ({ kind }: Field): boolean => kind === 'latin-name' || kind === 'words';

/** Share of the rows that know both in which the words of one are among those of the other. */
function shareWithin(inner: readonly (readonly string[])[], outer: readonly (readonly string[])[]): number {
  let [both, within] = [0, 0];
  for (const [at, words] of inner.entries()) {
    const all = outer[at] ?? [];
    if (words.length === 0 || all.length === 0) continue;
    both += 1;
    if (words.every((word) => all.includes(word))) within += 1;
  }
  return both < 20 ? 0 : within / both;
}

/**
 * Leaves out columns that say again what others say: the whole name beside its parts, a column written twice. Fields are taken as independent; what is said twice
 * would count twice, and whoever has the same first name would pass for one person.
 */
export function dropRepeated(fields: readonly Field[], valuesOf: (field: Field) => readonly string[]): Field[] {
  const texts = new Map(fields.filter(isText).map((field) => [field, valuesOf(field).map(wordsOf)]));
  const lengthOf = (field: Field): number => (texts.get(field) ?? []).reduce((sum, words) => sum + words.length, 0);
  const kept = new Set(fields);
  // The longest first: what has most words is what repeats the others.
  for (const field of [...texts.keys()].sort((a, b) => lengthOf(b) - lengthOf(a))) {
    const own = texts.get(field) ?? [];
    const others = [...texts].filter(([other]) => other !== field && kept.has(other));
    const inside = others.filter(([, words]) => shareWithin(words, own) > mostly);
    const twice = inside.some(([, words]) => shareWithin(own, words) > mostly);
    if (inside.length > 1 || twice) kept.delete(field);
  }
  return fields.filter((field) => kept.has(field));
}
