import type { Tx } from '@songhua/kernel';
import type { IndexRows } from '../domain/index-rows.ts';
import { numbersLiteral, textsLiteral } from './literals.ts';

interface IndexTable {
  readonly name: 'posting' | 'amount' | 'word' | 'moment';
  /** What bounds a parameter's rows. */
  readonly of: 'key' | 'parameter';
  /** Columns of its index behind that, v last, with their types. */
  readonly order: readonly (readonly [name: string, type: string])[];
  /** Columns that tell two rows of one place in the index apart. */
  readonly apart: readonly (readonly [name: string, type: string])[];
  /** The values of those columns in order, of the rows of a resource under a parameter. */
  readonly values: (rows: IndexRows, v: bigint, parameter: number) => (string | number | bigint | null)[][];
}

const isOf = (key: bigint, parameter: number): boolean => Number(key >> 48n) === parameter;

export const indexTables: readonly IndexTable[] = [
  {
    name: 'posting',
    of: 'key',
    order: [
      ['key', 'bigint'],
      ['v', 'bigint'],
    ],
    apart: [],
    values: ({ keys }, v, parameter) => [...keys].filter((key) => isOf(key, parameter)).map((key) => [key, v]),
  },
  {
    name: 'amount',
    of: 'key',
    order: [
      ['key', 'bigint'],
      ['lo', 'float8'],
      ['v', 'bigint'],
    ],
    apart: [['hi', 'float8']],
    values: ({ amounts }, v, parameter) =>
      amounts.filter(({ key }) => isOf(key, parameter)).map(({ key, lo, hi }) => [key, lo, v, hi]),
  },
  {
    name: 'word',
    of: 'parameter',
    order: [
      ['folded', 'text'],
      ['v', 'bigint'],
    ],
    apart: [['exact', 'text']],
    values: ({ words }, v, parameter) =>
      words.filter((word) => word.parameter === parameter).map(({ folded, exact }) => [folded, v, exact]),
  },
  {
    name: 'moment',
    of: 'parameter',
    order: [
      ['lo', 'bigint'],
      ['v', 'bigint'],
    ],
    apart: [['hi', 'bigint']],
    values: ({ moments }, v, parameter) =>
      moments.filter((moment) => moment.parameter === parameter).map(({ lo, hi }) => [lo, v, hi]),
  },
];

/** A stretch of the rows of a parameter in a table: behind `after`, up to and with `last`; without them from and to its ends. */
export interface RowBound {
  readonly table: IndexTable;
  readonly parameter: number;
  readonly keys: readonly [bigint, bigint];
  readonly after?: readonly string[] | undefined;
  readonly last?: readonly string[] | undefined;
}

function within({ table: { of, order }, parameter, keys, after, last }: RowBound): { where: string; values: unknown[] } {
  const values: unknown[] = of === 'key' ? [...keys] : [parameter, parameter];
  const columns = `(${order.map(([name]) => `r.${name}`).join(', ')})`;
  const bound = (row: readonly string[]): string =>
    `(${order
      .map(([, type], at) => {
        values.push(row[at]);
        return `$${values.length}::${type}${type === 'text' ? ' collate "C"' : ''}`;
      })
      .join(', ')})`;
  const where = [
    `r.${of} >= $1 and r.${of} <= $2`,
    ...(after ? [`${columns} > ${bound(after)}`] : []),
    ...(last ? [`${columns} <= ${bound(last)}`] : []),
  ];
  return { where: where.join(' and '), values };
}

/** Where a stretch of about so many rows ends (undefined: at the parameter's end) and whose rows they are. */
export async function boundOf(
  tx: Tx,
  bounds: RowBound,
  size: number,
): Promise<{ readonly last: readonly string[] | undefined; readonly rids: readonly bigint[] }> {
  const { where, values } = within(bounds);
  const { name, order } = bounds.table;
  const columns = order.map(([column]) => `r.${column}`).join(', ');
  const rows = await tx.query<Record<string, string | number>>(
    `select ${columns} from records.${name} r where ${where} order by ${columns} limit ${Number(size)}`,
    values,
  );
  const end = rows.length < size ? undefined : rows.at(-1);
  return {
    last: end && order.map(([column]) => String(end[column])),
    rids: [...new Set(rows.map((row) => BigInt(row['v'] ?? 0) & 137_438_953_471n))],
  };
}

/** A posting that was removed. */
export interface Removed {
  readonly key: bigint;
  readonly v: bigint;
  readonly place: number;
}

/** Removes those rows of a stretch that belong to these resources, which are held, and are not among the wanted ones; its postings. */
export async function deleteStrange(
  tx: Tx,
  bounds: RowBound,
  rids: readonly bigint[],
  wanted: readonly { readonly rows: IndexRows; readonly v: bigint }[],
): Promise<readonly Removed[]> {
  const { where, values } = within(bounds);
  const { name, order, apart } = bounds.table;
  const columns = [...order, ...apart];
  const rows = wanted.flatMap(({ rows: of, v }) => bounds.table.values(of, v, bounds.parameter));
  const unnested = columns.map(([, type], at) => {
    const column = rows.map((row) => row[at] ?? null);
    values.push(
      type === 'text'
        ? textsLiteral(column.map((value) => (value === null ? null : String(value))))
        : numbersLiteral(column as (bigint | number | null)[]),
    );
    return `$${values.length}::${type}[]`;
  });
  const names = columns.map(([column]) => column);
  values.push(numbersLiteral(rids));
  const whose = `(r.v & 137438953471) = any($${values.length}::bigint[])`;
  const isPosting = name === 'posting';
  const removed = await tx.query<{ key: string; v: string; place: number }>(
    `delete from records.${name} as r where ${where} and ${whose} and not exists (
       select from unnest(${unnested.join(', ')}) as w(${names.join(', ')})
        where ${names.map((column) => `w.${column} is not distinct from (r.${column})`).join(' and ')})
     ${isPosting ? 'returning r.key, r.v, r.place' : ''}`,
    values,
  );
  return isPosting ? removed.map(({ key, v, place }) => ({ key: BigInt(key), v: BigInt(v), place })) : [];
}
