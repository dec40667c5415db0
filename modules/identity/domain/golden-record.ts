import { checkCitizenNumber } from '@songhua/engine-linkage/zh/citizen-number.ts';
import type { GoldenRecord } from '../contract.ts';
import { isoBirth } from './iso-birth.ts';

/** What of a registration a golden record is made of. */
export interface Member {
  readonly patient: string;
  readonly name: string;
  readonly sex: 'male' | 'female' | null;
  readonly born: string | null;
  readonly number: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly provisional: string | null;
  readonly active: boolean;
  readonly recorded: Date;
}

type Field = keyof GoldenRecord;
const valid = ({ number }: Member): boolean => number !== null && checkCitizenNumber(number).ok;

/** A whole day that is not 1 January, as which years alone are written. */
const exact = ({ born }: Member): boolean => born?.length === 8 && !born.endsWith('0101');

/** How many of the members say the same. */
const agreeing = (members: readonly Member[], field: Field, one: Member): number =>
  members.filter((other) => other[field] === one[field]).length;

/** Which member is believed of a field, the most believable first: each rule counts where those before it tell nothing apart. */
const rules: Readonly<Record<Field, readonly ((one: Member, all: readonly Member[]) => number)[]>> = {
  // A name that somebody gave; said by most; by who also has a number that passes its check.
  name: [(one) => Number(one.provisional === null), (one, all) => agreeing(all, 'name', one), (one) => Number(valid(one))],
  sex: [(one) => Number(valid(one)), (one, all) => agreeing(all, 'sex', one)],
  born: [(one) => Number(valid(one)), (one) => Number(exact(one)), (one, all) => agreeing(all, 'born', one)],
  number: [(one) => Number(valid(one)), (one, all) => agreeing(all, 'number', one)],
  // People move and change numbers: the latest is right, but for what was taken down of somebody whom nobody knew.
  phone: [(one) => Number(one.provisional === null)],
  address: [(one) => Number(one.provisional === null)],
};

const fields = Object.keys(rules) as Field[];

/**
 * The values by which a person is known, each with the registration that it is from: computed from the members whenever it is asked for, and kept
 * nowhere. Registrations out of use say nothing while another speaks. What rules do not tell apart says the latest, then the smaller id.
 */
export function goldenRecord(all: readonly Member[]): GoldenRecord {
  const inUse = all.filter(({ active }) => active);
  const members = inUse.length > 0 ? inUse : all;
  const chosen = fields.map((field) => {
    const saying = members.filter((one) => one[field] !== null && one[field] !== '');
    const ranks = new Map(saying.map((one) => [one, [...rules[field].map((rule) => rule(one, saying)), one.recorded.getTime()]]));
    const [best] = saying.toSorted((a, b) => {
      const [x = [], y = []] = [ranks.get(a), ranks.get(b)];
      const at = x.findIndex((value, n) => value !== y[n]);
      return at < 0 ? (a.patient < b.patient ? -1 : 1) : (y[at] ?? 0) - (x[at] ?? 0);
    });
    if (!best) return [field, null];
    const value = field === 'born' ? isoBirth(best.born) : best[field];
    return [field, { value, from: best.patient, recorded: best.recorded.toISOString() }];
  });
  return Object.fromEntries(chosen) as GoldenRecord;
}
