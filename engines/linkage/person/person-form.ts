import { type DateForm, dateForm } from '../compare/compare-date.ts';
import { type Letters, type NameForm, nameForm } from '../compare/name-form.ts';
import { checkCitizenNumber } from '../zh/citizen-number.ts';
import { type CleanPerson, cleanPerson } from './clean-person.ts';
import type { PersonRecord } from './person-record.ts';
import { remembering } from './remembering.ts';

/** A text and its UTF-16 units. */
export interface Written {
  readonly text: string;
  readonly units: Uint16Array;
}

/** A record made ready to be compared with others. */
export interface PersonForm {
  readonly clean: CleanPerson;
  readonly name: NameForm;
  readonly letters: Letters;
  readonly born: DateForm;
  readonly number: Written;
  /** Whether the number passes its check. */
  readonly valid: boolean;
  readonly phone: Written;
  readonly address: Written;
}

const unitsOf = (text: string): Uint16Array => {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at += 1) units[at] = text.charCodeAt(at);
  return units;
};

const written = (text: string): Written => ({ text, units: unitsOf(text) });

/** Those who are found by a key share their name or their birthday with many: most of the work of a question was reading the same few aloud. */
const named = remembering(nameForm, 20_000);
const bornOn = remembering(dateForm, 20_000);

const kept = new WeakMap<PersonRecord, PersonForm>();

/** The form of a record; kept as long as the record is, so that one that is compared with hundreds is made ready once. */
export function formOf(record: PersonRecord): PersonForm {
  const before = kept.get(record);
  if (before) return before;
  const clean = cleanPerson(record);
  const name = named(clean.name);
  const form: PersonForm = {
    clean,
    name,
    letters: { units: unitsOf(name.folded), from: 0, to: name.folded.length, surname: name.surname },
    born: bornOn(clean.born),
    number: written(clean.number),
    valid: checkCitizenNumber(clean.number).ok,
    phone: written(clean.phone),
    address: written(clean.address),
  };
  kept.set(record, form);
  return form;
}
