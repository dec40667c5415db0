import { type Column, createColumnBuilder } from '../columns/build-column.ts';
import { textAt } from '../columns/text-store.ts';
import { type NameSounds, soundsOf } from '../compare/compare-chinese-name.ts';
import { validNumbers } from '../compare/compare-citizen-number.ts';
import { nameForm } from '../compare/name-form.ts';
import { cleanPerson } from './clean-person.ts';
import { isProvisionalName } from './find-vetoes.ts';
import { type PersonField, personFields } from './person-fields.ts';
import {
  dateParts,
  doorPart,
  type KeyParts,
  keyOfParts,
  nameParts,
  numberPart,
  personKeyKinds,
  phonePart,
} from './person-keys.ts';
import type { PersonRecord } from './person-record.ts';

/** All records of a register, field by field, in shared memory: another thread gets it without a copy. */
export interface PeopleTable {
  readonly records: number;
  readonly columns: Readonly<Record<PersonField, Column>>;
  readonly sounds: NameSounds;
  /** By name: 1 where it was given because nobody knew it. */
  readonly provisional: Uint8Array;
  /** By number: 1 where it passes its check. */
  readonly valid: Uint8Array;
  /** By kind of key and record. */
  readonly keys: readonly Int32Array[];
}

/** Reads records in turn; what a record says is normalised and kept once for all that say the same. */
export function createPeopleReader() {
  const builders = personFields.map(({ name }) => [name, createColumnBuilder()] as const);
  return {
    add: (record: PersonRecord): void => {
      const clean = cleanPerson(record);
      for (const [field, builder] of builders) builder.add(clean[field]);
    },
    finish: (): PeopleTable => {
      const columns = Object.fromEntries(builders.map(([name, builder]) => [name, builder.finish()])) as Record<
        PersonField,
        Column
      >;
      const names = columns.name.texts;
      const provisional = new Uint8Array(new SharedArrayBuffer(names.size));
      for (let code = 0; code < names.size; code += 1) provisional[code] = isProvisionalName(textAt(names, code)) ? 1 : 0;
      return {
        records: columns.name.codes.length,
        columns,
        sounds: soundsOf(columns.name),
        provisional,
        valid: validNumbers(columns.number),
        keys: keysOf(columns),
      };
    },
  };
}

/** A part of keys, by distinct text of a column. */
const partsOf = ({ texts }: Column, of: (text: string) => number): Int32Array => {
  const found = new Int32Array(texts.size);
  for (let code = 1; code < texts.size; code += 1) found[code] = of(textAt(texts, code));
  return found;
};

function keysOf(columns: Readonly<Record<PersonField, Column>>): readonly Int32Array[] {
  const parts: Readonly<Record<keyof KeyParts, readonly [Column, Int32Array]>> = {
    number: [columns.number, partsOf(columns.number, numberPart)],
    phone: [columns.phone, partsOf(columns.phone, phonePart)],
    door: [columns.address, partsOf(columns.address, doorPart)],
    born: [columns.born, partsOf(columns.born, (text) => dateParts(text).born)],
    year: [columns.born, partsOf(columns.born, (text) => dateParts(text).year)],
    day: [columns.born, partsOf(columns.born, (text) => dateParts(text).day)],
    surname: [columns.name, partsOf(columns.name, (text) => nameParts(nameForm(text)).surname)],
    sound: [columns.name, partsOf(columns.name, (text) => nameParts(nameForm(text)).sound)],
  };
  const records = columns.name.codes.length;
  return personKeyKinds.map(({ parts: [first, second] }, kind) => {
    const hashes = new Int32Array(new SharedArrayBuffer(records * 4));
    const [one, oneParts] = parts[first];
    const [other, otherParts] = second ? parts[second] : [null, null];
    for (let at = 0; at < records; at += 1)
      hashes[at] = keyOfParts(
        kind,
        oneParts[one.codes[at] ?? 0] ?? 0,
        other ? (otherParts[other.codes[at] ?? 0] ?? 0) : undefined,
      );
    return hashes;
  });
}

/** A record as it was read, normalised. */
export function recordAt({ columns }: PeopleTable, at: number): PersonRecord {
  const text = (field: PersonField): string | null => textAt(columns[field].texts, columns[field].codes[at] ?? 0) || null;
  const sex = text('sex');
  return {
    name: text('name') ?? '',
    sex: sex === 'male' || sex === 'female' ? sex : null,
    born: text('born'),
    number: text('number'),
    phone: text('phone'),
    address: text('address'),
  };
}
