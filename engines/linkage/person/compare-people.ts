import { textAt } from '../columns/text-store.ts';
import { compareCategory } from '../compare/compare-category.ts';
import { compareChineseName, type NameShare } from '../compare/compare-chinese-name.ts';
import { compareCitizenNumber, compareNumber } from '../compare/compare-citizen-number.ts';
import { compareDate } from '../compare/compare-date.ts';
import { compareWords } from '../compare/compare-words.ts';
import type { Comparison } from '../compare/comparison.ts';
import { createNameCounter, decadeOf, type NameTable, shareOfParts, splitName } from './name-table.ts';
import type { PeopleTable } from './people-table.ts';

/** Half of the households' phones are those of whoever looks after others. */
const phonesOfRelatives = { chances: [0.5, 0.01, 0.01, 0.48], learned: true };

/** How the fields of a table of people are compared, in the order of `personFields`. Of the values only names count by how rare they are. */
export function comparePeople({ columns, sounds, valid }: PeopleTable, share?: NameShare): readonly Comparison[] {
  const plain = ({ frequency: _, meanFrequency: __, ...comparison }: Comparison): Comparison => comparison;
  return [
    compareChineseName(columns.name, sounds, share),
    plain(compareCategory('sex', columns.sex)),
    plain(compareDate('born', columns.born, { calendars: true })),
    plain(compareCitizenNumber('number', columns.number, valid)),
    plain({ ...compareNumber('phone', columns.phone), amongRelatives: phonesOfRelatives }),
    plain(compareWords('address', columns.address)),
  ];
}

/** Counts the names of a table. */
export function countNames({ columns: { name, born }, sounds }: PeopleTable): NameTable {
  const counter = createNameCounter();
  const decades = Array.from({ length: born.texts.size }, (_, code) => decadeOf(textAt(born.texts, code)));
  const folded = foldedNames(sounds);
  for (let at = 0; at < name.codes.length; at += 1) {
    const code = name.codes[at] ?? 0;
    if (code !== 0) counter.add(folded[sounds.folded[code] ?? 0] ?? '', decades[born.codes[at] ?? 0] ?? '');
  }
  return counter.finish();
}

const foldedNames = ({ texts }: PeopleTable['sounds']): readonly string[] =>
  Array.from({ length: texts.size }, (_, code) => textAt(texts, code));

/** How many people of a decade bear each name of a table: worked out once for each name and decade. */
export function createNameShare({ columns: { name, born }, sounds }: PeopleTable, names: NameTable): NameShare {
  const decades = Object.keys(names.given);
  const any = decades.indexOf('any');
  const wide = decades.length;
  const shares = new Float32Array(name.texts.size * wide);
  const folded = foldedNames(sounds);
  for (let code = 1; code < name.texts.size; code += 1) {
    const parts = splitName(folded[sounds.folded[code] ?? 0] ?? '');
    for (const [at, decade] of decades.entries()) shares[code * wide + at] = shareOfParts(names, parts, decade);
  }
  const decadeAt = Int8Array.from({ length: born.texts.size }, (_, code) => decades.indexOf(decadeOf(textAt(born.texts, code))));
  return (code, one, other) => {
    const [a, b] = [decadeAt[born.codes[one] ?? 0] ?? -1, decadeAt[born.codes[other] ?? 0] ?? -1];
    return shares[code * wide + (a === b && a >= 0 ? a : any)];
  };
}
