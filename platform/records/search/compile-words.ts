import type { ParamFilter } from '@songhua/engine-fhir/search/types.ts';
import { cutWord, longestWord } from '../domain/read-entries.ts';
import { numbersLiteral } from '../store/literals.ts';
import { anyOf, type Condition, ofSet } from './condition.ts';
import { type Compiling, valuesOf } from './searching.ts';
import { placedIn } from './spread.ts';
import type { Binder } from './statement.ts';

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Just behind every text that begins with this one, in the order of code points. */
export const behind = (prefix: string): string => `${prefix}\u{10ffff}`;

type Test = (binder: Binder, value: string, folded: string) => string;

const prefix: Test = (binder, _value, folded) =>
  `w.folded >= ${binder.bind(folded)} and w.folded < ${binder.bind(behind(folded))}`;

const tests: Readonly<Record<string, Test>> = {
  exact: (binder, value, folded) => `w.folded = ${binder.bind(folded)} and coalesce(w.exact, w.folded) = ${binder.bind(value)}`,
  contains: (binder, _value, folded) => `w.folded like ${binder.bind(`%${escapeLike(folded)}%`)}`,
  equals: (binder, _value, folded) => `w.folded = ${binder.bind(folded)}`,
  ends: (binder, _value, folded) => `w.folded like ${binder.bind(`%${escapeLike(folded)}`)}`,
};

/** Strings, compared folded from their beginning unless a modifier says otherwise. What is longer than the index keeps is decided by the engine. */
export function compileWords(compiling: Compiling, filter: ParamFilter): Condition | undefined {
  const { parameter, modifier } = filter;
  const test = modifier === undefined ? prefix : tests[modifier];
  if (!test) return undefined;
  const numbers = compiling.numbersOf(parameter);
  // The index holds the first characters of a long string: its end and its middle are not all there, so the engine has the last word.
  const cut = modifier === 'contains' || modifier === 'ends';
  const values = valuesOf(filter, 'string');
  // The database counts characters, a cut their halves: whoever is this long may have been cut.
  const orLong = cut ? ` or length(w.folded) >= ${longestWord / 2}` : '';
  const conditions = values.map(({ value, folded }) =>
    ofSet(
      (binder) =>
        `select ${placedIn(binder, 'w')} from records.word w where w.parameter = any(${binder.bind(numbersLiteral(numbers), 'smallint[]')})
          and (${test(binder, cutWord(value), cutWord(folded))}${orLong})`,
    ),
  );
  const long = values.some(({ value, folded }) => value.length >= longestWord || folded.length >= longestWord);
  return anyOf(conditions, long || cut ? filter : undefined);
}
