import type { Sort } from '@songhua/engine-fhir/search/types.ts';
import type { Tx } from '@songhua/kernel';
import { bounded, cutWord, lastMs } from '../domain/read-entries.ts';
import { numbersLiteral } from '../store/literals.ts';
import type { Course } from './candidates.ts';
import type { Condition } from './condition.ts';
import type { Searching } from './searching.ts';
import type { SortValue } from './sort.ts';
import { type Binder, createBinder, run } from './statement.ts';

/** Where a walk stands: the value last met and whose it was. */
export interface Mark {
  readonly value: string | number;
  /** v, or the number for an order that has numbers beside equal values. */
  readonly beside: bigint;
}

export interface Step extends Mark {
  readonly v: bigint;
  /** Whether SQL's part of the search is fulfilled. */
  readonly fits: boolean;
}

/** An index in whose order resources can be met, so that the first page needs no more than a page of it. */
export interface Walk {
  /** What stands beside equal values: ties are in this order. */
  readonly beside: 'v' | 'rid';
  readonly values: 'text' | 'number';
  /** Whether every resource of the type is met. */
  readonly everyone: boolean;
  /** How the index writes what a resource is sorted by. */
  stored(value: Exclude<SortValue, null>): string | number;
  /** A select of value, beside, v and deleted from `after` on, in order; with `reached` of nobody else, and nothing deleted. */
  from(binder: Binder, after: Mark | undefined, limit: number, reached?: Condition): string;
}

/** By the walked column and what stands beside it, in one direction. */
function bounds(binder: Binder, columns: string, after: Mark | undefined, cast: string, descending: boolean): string {
  if (!after) return '';
  return `and (${columns}) ${descending ? '<' : '>'} (${binder.bind(after.value, cast)}, ${binder.bind(after.beside, 'bigint')})`;
}

const only = (binder: Binder, reached: Condition | undefined, v: string): string =>
  reached ? ` and ${reached.test(binder, v)}` : '';

const words = (numbers: readonly number[], direction: string, descending: boolean): Walk => ({
  beside: 'v',
  values: 'text',
  everyone: false,
  stored: (value) => cutWord(String(value)),
  from: (binder, after, limit, reached) =>
    `select w.folded as value, w.v as beside, w.v, false as deleted
       from unnest(${binder.bind(numbersLiteral(numbers), 'smallint[]')}) n(number) cross join lateral (
         select w.folded, w.v from records.word w
          where w.parameter = n.number ${bounds(binder, 'w.folded, w.v', after, 'text', descending)}${only(binder, reached, 'w.v')}
          order by w.folded ${direction}, w.v ${direction} limit ${binder.bind(limit)}) w
      order by w.folded ${direction}, w.v ${direction} limit ${binder.bind(limit)}`,
});

const moments = (numbers: readonly number[], direction: string, descending: boolean): Walk => {
  const column = descending ? 'hi' : 'lo';
  return {
    beside: 'v',
    values: 'number',
    everyone: false,
    stored: (value) => bounded(Number(value)),
    from: (binder, after, limit, reached) =>
      `select m.at as value, m.v as beside, m.v, false as deleted
         from unnest(${binder.bind(numbersLiteral(numbers), 'smallint[]')}) n(number) cross join lateral (
           select m.${column} as at, m.v from records.moment m
            where m.parameter = n.number ${bounds(binder, `m.${column}, m.v`, after, 'bigint', descending)}${only(binder, reached, 'm.v')}
            order by m.${column} ${direction}, m.v ${direction} limit ${binder.bind(limit)}) m
        order by m.at ${direction}, m.v ${direction} limit ${binder.bind(limit)}`,
  };
};

const changes = (type: number, direction: string, descending: boolean): Walk => ({
  beside: 'rid',
  values: 'number',
  everyone: true,
  // The last moment that has four digits to its year.
  stored: (value) => Math.min(bounded(Number(value)), lastMs - 1),
  from: (binder, after, limit, reached) => {
    const from = after && { ...after, value: new Date(Number(after.value)).toISOString() };
    return `select (date_part('epoch', r.updated_at) * 1000)::bigint as value, r.rid as beside, r.v, r.deleted
       from records.resource r
      where r.type = ${binder.bind(type, 'smallint')} ${bounds(binder, 'r.updated_at, r.rid', from, 'timestamptz', descending)}
          ${reached ? `and not r.deleted and ${reached.test(binder, 'r.v')}` : ''}
      order by r.updated_at ${direction}, r.rid ${direction} limit ${binder.bind(limit)}`;
  },
});

const ids = (type: number, direction: string, descending: boolean): Walk => ({
  beside: 'rid',
  values: 'text',
  everyone: true,
  stored: (value) => value,
  from: (binder, after, limit, reached) =>
    `select n.id as value, n.rid as beside, coalesce(r.v, 0) as v, coalesce(r.deleted, true) as deleted
       from (select n.id, n.rid from records.name n
              where n.type = ${binder.bind(type, 'smallint')} ${bounds(binder, 'n.id, n.rid', after, 'text', descending)}
              ${reached ? `and exists (select from records.resource o where o.rid = n.rid and not o.deleted and ${reached.test(binder, 'o.v')} offset 0)` : ''}
              order by n.id ${direction}, n.rid ${direction} limit ${binder.bind(limit)}) n
       left join lateral (select r.v, r.deleted from records.resource r where r.rid = n.rid limit 1) r on true
      order by n.id ${direction}, n.rid ${direction}`,
});

/** Whether a value may be one that the walk has met: marks of pages come back from strangers. */
export const canStand = (walk: Walk, value: SortValue | undefined): boolean =>
  value === undefined ||
  value === null ||
  (walk.values === 'number' ? Number.isInteger(value) : typeof value === 'string' && !value.includes('\0'));

/** The walk for a sort, if there is an index in its order: by one string, one date, id or time of change. */
export function walkFor(searching: Searching, sort: readonly Sort[]): Walk | undefined {
  const [only, more] = sort;
  if (!only || more) return undefined;
  const { parameter, descending } = only;
  const direction = descending ? 'desc' : 'asc';
  const { index } = searching;
  if (parameter.code === '_lastUpdated') return changes(index.code, direction, descending);
  if (parameter.code === '_id') return ids(index.code, direction, descending);
  // Clinical dates lie on the resources themselves.
  if (parameter.storedAs.some((code) => code === index.clinicalDate)) return undefined;
  const numbers = parameter.storedAs.map((code) => index.number(code));
  if (parameter.type === 'string') return words(numbers, direction, descending);
  if (parameter.type === 'date') return moments(numbers, direction, descending);
  return undefined;
}

/** The next resources of a walk, whether they fit or not, so that it can go on behind them. */
export async function takeSteps(
  tx: Tx,
  walk: Walk,
  { leader, tests, descending }: Course,
  after: Mark | undefined,
  limit: number,
  reached: Condition | undefined,
): Promise<Step[]> {
  const binder = createBinder(tx);
  const direction = descending ? 'desc' : 'asc';
  const walked = walk.from(binder, after, limit, reached);
  const fits = [leader, ...tests].map(({ test }) => `(${test(binder, 's.v')})`).join(' and ');
  const rows = await run<{ value: string; beside: string; v: string; fits: boolean }>(
    tx,
    `select s.value, s.beside, s.v, not s.deleted and ${fits} as fits from (${walked}) s
      order by s.value ${direction}, s.beside ${direction}`,
    binder,
  );
  return rows.map(({ value, beside, v, fits: good }) => ({
    value: walk.values === 'number' ? Number(value) : value,
    beside: BigInt(beside),
    v: BigInt(v),
    fits: good === true,
  }));
}
