import { numberLevel } from '../compare/compare-citizen-number.ts';
import { dateLevel } from '../compare/compare-date.ts';
import { createWordJudge } from '../compare/compare-words.ts';
import { editsUpToTwo } from '../compare/edits.ts';
import { byCharacters, nameLevel } from '../compare/name-form.ts';
import { type PersonField, personFields } from './person-fields.ts';
import type { PersonForm, Written } from './person-form.ts';

const wordLevel = createWordJudge();

type Compare = (one: PersonForm, other: PersonForm) => number;

const unlike =
  (
    field: 'phone' | 'address' | 'number',
    level: (one: Written, other: Written, forms: readonly [PersonForm, PersonForm]) => number,
  ): Compare =>
  (one, other) => {
    const [a, b] = [one[field], other[field]];
    if (a.text === '' || b.text === '') return -1;
    return a.text === b.text ? 0 : level(a, b, [one, other]);
  };

const compares: Readonly<Record<PersonField, Compare>> = {
  name: (one, other) => {
    if (one.clean.name === '' || other.clean.name === '') return -1;
    if (one.clean.name === other.clean.name) return nameLevel.same;
    const [a, b] = [one.name, other.name];
    if (a.fold === b.fold) return nameLevel.variant;
    if (a.toned !== 0 && a.toned === b.toned) return nameLevel.sameSound;
    if (a.toneless !== 0 && (a.toneless === b.toneless || a.toneless === b.turned || a.turned === b.toneless))
      return nameLevel.sameSyllables;
    if (a.near !== 0 && a.near === b.near) return nameLevel.nearSound;
    return byCharacters(one.letters, other.letters);
  },
  sex: (one, other) => (one.clean.sex === '' || other.clean.sex === '' ? -1 : one.clean.sex === other.clean.sex ? 0 : 1),
  born: (one, other) => {
    if (one.clean.born === '' || other.clean.born === '') return -1;
    return one.clean.born === other.clean.born ? 0 : dateLevel(one.born, other.born, true);
  },
  number: unlike('number', (a, b, [one, other]) =>
    one.valid && other.valid ? 4 : editsUpToTwo(a.units, 0, a.units.length, b.units, 0, b.units.length),
  ),
  phone: unlike('phone', (a, b) => numberLevel(a.units, 0, a.units.length, b.units, 0, b.units.length)),
  address: unlike('address', (a, b) => wordLevel(a.units, 0, a.units.length, b.units, 0, b.units.length)),
};

/** Levels at which two records agree, in the order of `personFields`; -1 where one of them says nothing. The same as those of columns. */
export const compareForms = (one: PersonForm, other: PersonForm): readonly number[] =>
  personFields.map(({ name }) => compares[name](one, other));
