import type { Filter } from '@songhua/engine-fhir/search/types.ts';
import type { Way } from '@songhua/kernel';
import { valueKey } from '../domain/index-rows.ts';
import { labelled, patients } from '../domain/parameter-codes.ts';
import { isOfPeople, type OfPeople } from '../reach/people.ts';
import { holdersOf, isAboveConsent, type Letter, leadsToAll, type Reader, waysTo, withheldBy } from '../reach/ways.ts';
import { numbersLiteral, textsLiteral } from '../store/literals.ts';
import { concerns, holderColumns } from '../store/standings.ts';
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

/** That one stands in a stake with the patient, or is the patient. */
function stands(binder: Binder, way: Way, { now }: Reader, selves: readonly bigint[]): OfPatient {
  const holders = holdersOf(way);
  const itself = holders.length === 0 || selves.length > 0 ? binder.bind(numbersLiteral(selves), 'bigint[]') : '';
  if (holders.length === 0) return (patient) => `${patient} = any(${itself})`;
  const [relations, ids] = holderColumns(holders);
  const [of, who] = [binder.bind(relations, 'smallint[]'), binder.bind(ids, 'text[]')];
  const at = binder.bind(now.toISOString(), 'timestamptz');
  return (patient) => {
    const [s, h] = [binder.alias(), binder.alias()];
    const stake = `exists (select 1 from records.stake ${s} where ${s}.patient = ${patient} and ${s}.since <= ${at} and ${s}.until > ${at}
      and (${s}.relation, ${s}.holder) in (select ${h}.relation, ${h}.holder from unnest(${of}, ${who}) ${h}(relation, holder)))`;
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

function ofPeople(binder: Binder, parts: Parts, way: Way, row: string): string {
  const { compiling, reader, of } = parts;
  const { people } = of;
  if (!isOfPeople(people)) return 'false';
  const isMine = stands(binder, way, reader, parts.selves(way));
  const [l, m] = [binder.alias(), binder.alias()];
  if (people.many) {
    const number = binder.bind(compiling.index.number(patients), 'int');
    return `(exists (select 1 from unnest(${row}.links) ${l}(link) where (${l}.link >> 48) = ${number})
      and not exists (select 1 from unnest(${row}.links) ${m}(link) where (${m}.link >> 48) = ${number}
        and not ${isMine(`(${m}.link & ${mask})`)}))`;
  }
  const numbers = binder.bind(numbersLiteral(numbersOfPeople(parts)), 'int[]');
  const linked = `exists (select 1 from unnest(${row}.links) ${l}(link) where (${l}.link >> 48) = any(${numbers})
    and ${isMine(`(${l}.link & ${mask})`)})`;
  return people.self ? `(${isMine(`${row}.rid`)} or ${linked})` : linked;
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
    `not exists (select 1 from records.unlabelled ${u} where ${u}.type = ${binder.bind(index.code, 'smallint')})`,
  ];
}

function ofCriteria(binder: Binder, { compiling, of }: Parts, way: Way, row: string): string[] {
  if (!way.criteria) return [];
  const filters = of.criteria(way);
  const conditions = filters?.map((filter) => compileFilter(compiling, filter));
  if (!conditions?.every(isExact)) return ['false'];
  return conditions.map(({ test }) => test(binder, `${row}.v`));
}

function ofConsent(binder: Binder, parts: Parts, way: Way, row: string): string[] {
  const { compiling, reader, of } = parts;
  const { institutions, purpose } = reader.reach;
  if (isAboveConsent(reader.reach, way) || !isOfPeople(of.people)) return [];
  const [c, l] = [binder.alias(), binder.alias()];
  const where = concerns(
    c,
    binder.bind(textsLiteral(institutions), 'text[]'),
    binder.bind(purpose, 'text'),
    binder.bind(reader.now.toISOString(), 'timestamptz'),
  );
  const numbers = binder.bind(numbersLiteral(numbersOfPeople(parts)), 'int[]');
  const told = `${c}.patient in (select ${l}.link & ${mask} from unnest(${row}.links) ${l}(link) where (${l}.link >> 48) = any(${numbers}))`;
  return [
    `not exists (select 1 from records.denial ${c} where (${of.people.self ? `${c}.patient = ${row}.rid or ${told}` : told})
       and (${c}.type is null or ${c}.type = ${binder.bind(compiling.index.code, 'smallint')}) and ${where})`,
  ];
}

/** A boolean over a row of `records.resource` of the type, which is not deleted. */
export type ReachedRow = (binder: Binder, row: string) => string;

/** Whether a row of a type is reached; undefined when all are. */
export function reachedRow(
  compiling: Compiling,
  reader: Reader,
  letter: Letter,
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
