import { normalise } from '../tables/normalise.ts';
import { checkCitizenNumber } from '../zh/citizen-number.ts';
import type { PersonField } from './person-fields.ts';
import type { PersonRecord } from './person-record.ts';

/** A record's values as they are compared, '' where nothing is known. */
export type CleanPerson = Readonly<Record<PersonField, string>>;

/**
 * Normalises a record. A day of birth or a sex that is missing is read from a number that passes its check: registers keep one or the other.
 */
export function cleanPerson(record: PersonRecord): CleanPerson {
  const number = record.number === null ? '' : normalise('citizen-number', record.number);
  const born = record.born === null ? '' : normalise('date', record.born);
  const sex = record.sex ?? '';
  const says = number !== '' && (born === '' || sex === '') ? checkCitizenNumber(number) : null;
  return {
    name: normalise('chinese-name', record.name),
    sex: sex || (says?.ok ? says.sex : ''),
    born: born || (says?.ok ? says.born : ''),
    number,
    phone: record.phone === null ? '' : normalise('phone', record.phone),
    address: record.address === null ? '' : normalise('words', record.address),
  };
}
