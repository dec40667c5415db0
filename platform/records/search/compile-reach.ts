import type { Filter } from '@songhua/engine-fhir/search/types.ts';
import type { Way } from '@songhua/kernel';
import { valueKey } from '../domain/index-rows.ts';
import { labelled, patients } from '../domain/parameter-codes.ts';
import { allLabels } from '../reach/labels-of.ts';
import { isOfPeople, type OfPeople } from '../reach/people.ts';
import {
  holdersOf,
  isAboveConsent,
  type Looking,
  leadsToAll,
  type Reader,
  relationNumber,
  waysTo,
  withheldBy,
} from '../reach/ways.ts';
import { numbersLiteral, textsLiteral } from '../store/literals.ts';
import { concerns } from '../store/standings.ts';
import { compileFilter, isExact } from './compile-filter.ts';
import type { Condition } from './condition.ts';
import type { Compiling } from './searching.ts';
import { isIn } from './spread.ts';
import type { Binder } from './statement.ts';
import { ridIn } from './these.ts';

/** What a type's condition is made of: how it belongs to people, and the criteria of ways as filters of it. */
export interface ReachOfType {
  readonly people: OfPeople;
  /** Null: the type cannot be asked so, and the way leads nowhere. */
  criteria(way: Way): readonly Filter[] | null;
}

const mask = '281474976710655';

/** A condition on the text of a patient's number. */
type OfPatient = (patient: string) => string;

/**
 * That one stands in a stake with the patient, or is the patient. `offset 0` is a fence: or the planner may join every stake there is,
 * where each row has one or two patients.
 */
function stands(binder: Binder, way: Way, { now }: Reader, selves: readonly bigint[]): OfPatient {
  const groups = Map.groupBy(holdersOf(way), ({ relation }) => relationNumber[relation]);
  const itself = groups.size === 0 || selves.length > 0 ? binder.bind(numbersLiteral(selves), 'bigint[]') : '';
  if (groups.size === 0) return (patient) => `${patient} = any(${itself})`;
  const by = [...groups].map(
    ([relation, holders]) => [relation, binder.bind(textsLiteral(holders.map(({ id }) => id)), 'text[]')] as const,
  );
  const at = binder.bind(now.toISOString(), 'timestamptz');
  return (patient) => {
    const s = binder.alias();
    const any = by.map(([relation, ids]) => `${s}.relation = ${relation} and ${s}.holder = any(${ids})`).join(' or ');
    const stake = `exists (select 1 from records.stake ${s} where ${s}.patient = ${patient} and ${s}.since <= ${at} and ${s}.until > ${at}
      and (${any}) offset 0)`;
    return selves.length > 0 ? `(${patient} = any(${itself}) or ${stake})` : stake;
  };
}

/** What a row's condition is put together from. */
interface Parts {
  readonly compiling: Compiling;
  readonly reader: Reader;
  readonly of: ReachOfType;
  /** Numbers of the patients that a way leads to by their own ids. */
  readonly selves: (way: Way) => readonly bigint[];
}

const numbersOfPeople = ({ compiling, of }: Parts): number[] => of.people.codes.map((code) => compiling.index.number(code));

/**
 * That one of the patients in whose compartment a row lies fulfils something; `numbers` are those of the parameters that say so. A patient
 * lies in its own.
 */
const somePatient = (binder: Binder, { of }: Parts, numbers: readonly number[], row: string, is: OfPatient): string => {
  if (of.people.self) return is(`${row}.rid`);
  const l = binder.alias();
  const [only, more] = numbers;
  const by = more === undefined ? `= ${only ?? 0}` : `= any(${binder.bind(numbersLiteral(numbers), 'int[]')})`;
  return `exists (select 1 from unnest(${row}.links) ${l}(link) where (${l}.link >> 48) ${by} and ${is(`(${l}.link & ${mask})`)})`;
};

function ofPeople(binder: Binder, parts: Parts, way: Way, row: string): string {
  const { compiling, reader, of } = parts;
  if (!isOfPeople(of.people)) return 'false';
  const isMine = stands(binder, way, reader, parts.selves(way));
  if (!of.people.many) return somePatient(binder, parts, numbersOfPeople(parts), row, isMine);
  const number = [compiling.index.number(patients)];
  const some = somePatient(binder, parts, number, row, () => 'true');
  return `(${some} and not ${somePatient(binder, parts, number, row, (patient) => `not ${isMine(patient)}`)})`;
}

function ofLabels(binder: Binder, { compiling: { index }, of }: Parts, way: Way, row: string): string[] {
  const withheld = withheldBy(way);
  if (withheld.length === 0 || !of.people.sensitive) return [];
  const number = index.number(labelled);
  const keys = binder.bind(numbersLiteral(withheld.map((label) => valueKey(number, label))), 'bigint[]');
  const [p, u] = [binder.alias(), binder.alias()];
  const place = binder.spread ? ` and ${p}.place = ${row}.place` : '';
  return [
    `not exists (select 1 from records.posting ${p} where ${p}.key = any(${keys}) and ${p}.v = ${row}.v${place})`,
    `not exists (select 1 from records.unlabelled ${u} where ${u}.type = ${index.code})`,
  ];
}

function ofCriteria(binder: Binder, { compiling, of }: Parts, way: Way, row: string): string[] {
  if (!way.criteria) return [];
  const filters = of.criteria(way);
  const conditions = filters?.map((filter) => compileFilter(compiling, filter));
  if (!conditions?.every(isExact)) return ['false'];
  return conditions.map(({ test }) => test(binder, `${row}.v`));
}

/**
 * That nobody whom a row is about forbids it. Prohibitions of labelled records alone are looked at where there is one at all: most people
 * forbid nothing, and their rows ask no more than that.
 */
function ofConsent(binder: Binder, parts: Parts, way: Way, row: string): string[] {
  const { compiling, reader, of } = parts;
  const { index } = compiling;
  const { institutions, purpose } = reader.reach;
  if (isAboveConsent(reader.reach, way) || !isOfPeople(of.people)) return [];
  const asker = [
    binder.bind(textsLiteral(institutions), 'text[]'),
    binder.bind(purpose, 'text'),
    binder.bind(reader.now.toISOString(), 'timestamptz'),
  ] as const;
  const denied = (by: (denial: string) => string): string => {
    const c = binder.alias();
    const denies: OfPatient = (patient) =>
      `exists (select 1 from records.denial ${c} where ${c}.patient = ${patient}
         and (${c}.type is null or ${c}.type = ${index.code})${by(c)} and ${concerns(c, ...asker)} offset 0)`;
    return somePatient(binder, parts, numbersOfPeople(parts), row, denies);
  };
  const whole = denied((c) => ` and ${c}.label is null`);
  if (!of.people.sensitive) return [`not ${whole}`];
  const number = index.number(labelled);
  const keys = binder.bind(numbersLiteral(allLabels.map((label) => valueKey(number, label))), 'bigint[]');
  const named = binder.bind(textsLiteral(allLabels), 'text[]');
  const [p, u] = [binder.alias(), binder.alias()];
  const place = binder.spread ? ` and ${p}.place = ${row}.place` : '';
  const labelledSo = denied((c) => ` and ${c}.label = (${named})[array_position(${keys}, ${p}.key)]`);
  return [
    `(not ${denied(() => '')} or (not ${whole}
       and not exists (select 1 from records.unlabelled ${u} where ${u}.type = ${index.code})
       and not exists (select 1 from records.posting ${p} where ${p}.key = any(${keys}) and ${p}.v = ${row}.v${place} and ${labelledSo})))`,
  ];
}

/** A boolean over a row of `records.resource` of the type, which is not deleted. */
export type ReachedRow = (binder: Binder, row: string) => string;

/**
 * Whether a row of a type is reached for reading; undefined when all are. Links alone do not tell whether all people of a row are reached, as
 * changes ask: what is to be changed is judged by its content (reach/judge.ts).
 */
export function reachedRow(
  compiling: Compiling,
  reader: Reader,
  letter: Looking,
  of: ReachOfType,
  selves: (way: Way) => readonly bigint[],
): ReachedRow | undefined {
  const { type } = compiling;
  if (leadsToAll(reader.reach, type, letter, of.people)) return undefined;
  const ways = waysTo(reader.reach, type, letter).filter(({ whose }) => whose === 'everyone' || isOfPeople(of.people));
  const parts: Parts = { compiling, reader, of, selves };
  return (binder, row) => {
    const any = ways.map((way) =>
      [
        ...(way.whose === 'everyone' ? [] : [ofPeople(binder, parts, way, row)]),
        ...ofLabels(binder, parts, way, row),
        ...ofCriteria(binder, parts, way, row),
        ...ofConsent(binder, parts, way, row),
      ].join(' and '),
    );
    if (any.length === 0) return 'false';
    return `(${any.map((one) => `(${one || 'true'})`).join(' or ')})`;
  };
}

/** The same as a condition among others. */
export function reachedCondition({ index }: Compiling, reached: ReachedRow): Condition {
  const set = (binder: Binder): string => {
    const r = binder.alias();
    return `select ${r}.v${binder.spread ? `, ${r}.place` : ''} from records.resource ${r}
      where ${r}.type = ${binder.bind(index.code, 'smallint')} and not ${r}.deleted and ${reached(binder, r)}`;
  };
  return {
    set,
    test: (binder, v) => {
      if (binder.spread) return isIn(v, set(binder));
      const r = binder.alias();
      return `exists (select 1 from records.resource ${r} where ${r}.rid = ${ridIn(v)} and ${reached(binder, r)} offset 0)`;
    },
  };
}
