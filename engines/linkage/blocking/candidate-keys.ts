import type { Column } from '../columns/build-column.ts';
import { hashText, textAt } from '../columns/text-store.ts';
import type { NameSounds } from '../compare/compare-chinese-name.ts';
import { soundKey } from '../compare/sound-key.ts';
import { type Key, keyOf } from './key.ts';

/** A hash of each distinct text of a column, 0 where `of` finds nothing. */
export function featureOf({ texts }: Column, of: (text: string) => string): Int32Array {
  const feature = new Int32Array(texts.size);
  for (let code = 1; code < texts.size; code += 1) feature[code] = hashText(of(textAt(texts, code)));
  return feature;
}

const single = (column: Column, name: string, about: string, of: (text: string) => string): Key =>
  keyOf(name, [about], column.codes, featureOf(column, of));

const whole = (text: string): string => text;
const beginning = (length: number) => (text: string) => (text.length >= length ? text.slice(0, length) : '');

export const chineseNameKeys = (name: string, { codes }: Column, sounds: NameSounds): Key[] => [
  keyOf(`${name}: characters`, [name], codes, sounds.fold),
  keyOf(`${name}: syllables`, [name], codes, sounds.toneless),
];

export const latinNameKeys = (name: string, column: Column): Key[] => [
  single(column, name, name, whole),
  single(column, `${name}: sound`, name, soundKey),
  single(column, `${name}: first three`, name, beginning(3)),
];

/** The day; its year and month; its month and day in rising order, so that swapped ones meet. */
export const dateKeys = (name: string, column: Column): Key[] => [
  single(column, name, name, whole),
  single(column, `${name}: month`, name, (text) => (text.length >= 6 ? text.slice(0, 6) : '')),
  single(column, `${name}: year`, name, beginning(4)),
  single(column, `${name}: swapped`, name, (text) =>
    text.length === 8 ? text.slice(0, 4) + [text.slice(4, 6), text.slice(6, 8)].sort().join('') : '',
  ),
];

/** The number; its first and its second half, so that one slip leaves the other. */
export const numberKeys = (name: string, column: Column): Key[] => [
  single(column, name, name, whole),
  single(column, `${name}: first half`, name, (text) => (text.length >= 6 ? text.slice(0, Math.ceil(text.length / 2)) : '')),
  single(column, `${name}: second half`, name, (text) => (text.length >= 6 ? text.slice(Math.floor(text.length / 2)) : '')),
];

export const wordKeys = (name: string, column: Column): Key[] => [
  single(column, name, name, whole),
  single(column, `${name}: first five`, name, beginning(5)),
  single(column, `${name}: sound`, name, soundKey),
];

export const categoryKeys = (name: string, column: Column): Key[] => [single(column, name, name, whole)];
