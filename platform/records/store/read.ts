import type { Tx } from '@songhua/kernel';
import { type ChangeMethod, methods } from './current.ts';
import { type Directory, nameKey } from './directory.ts';
import { numbersLiteral, textsLiteral } from './literals.ts';

/** A version of a resource as it is stored. */
export interface Version {
  readonly type: string;
  readonly rid: bigint;
  readonly version: number;
  readonly updatedAt: Date;
  readonly method: ChangeMethod;
  readonly deleted: boolean;
  /** The resource's text; of a deletion, its type and id alone. */
  readonly body: string;
}

/** Which versions, newest first. Bounds are instants; `before` is where the last page ended. */
export interface HistoryAsked {
  readonly limit: number;
  readonly since?: Date;
  /** Only versions that were current at some moment of these: those that came before its end and were not superseded before its begin. */
  readonly at?: { readonly from: Date; readonly to: Date };
  readonly before?: { readonly updatedAt: Date; readonly rid: bigint; readonly version: number };
}

export interface HistoryOf {
  readonly types: readonly string[];
  readonly id?: string;
}

export interface Reading {
  /** The current version, a deletion included; null when there never was one. */
  readCurrent(tx: Tx, type: string, id: string): Promise<Version | null>;
  /** As `readCurrent`, for many with one statement; in their order. */
  readCurrents(tx: Tx, asked: readonly { readonly type: string; readonly id: string }[]): Promise<(Version | null)[]>;
  readVersion(tx: Tx, type: string, id: string, version: number): Promise<Version | null>;
  /** Versions of one resource, of a type, or of several types. */
  history(tx: Tx, of: HistoryOf, asked: HistoryAsked): Promise<Version[]>;
  /** How many versions there are, whatever the limit and the page. */
  countHistory(tx: Tx, of: HistoryOf, asked: HistoryAsked): Promise<number>;
}

export interface VersionRow {
  readonly type: number;
  readonly rid: string;
  readonly version: number;
  readonly updated_at: Date;
  readonly method: number;
  readonly deleted: boolean;
  readonly body: string;
}

export const versionColumns = 'r.type, r.rid, r.version, r.updated_at, r.method, r.deleted, r.body';

/** Still current at $8: nothing superseded it before. */
const stillCurrent = `(r.updated_at >= $8
  or not exists (select 1 from records.resource n where n.rid = r.rid and n.place = r.place and n.version = r.version + 1 and n.updated_at <= $8)
  and not exists (select 1 from records.version n where n.rid = r.rid and n.place = r.place and n.version = r.version + 1 and n.updated_at <= $8))`;

/** Versions within bounds. Parameters: whose, since, until, before (time, rid, version), limit, from. */
const bounded = `r.updated_at >= $2 and r.updated_at <= $3 and (r.updated_at, r.rid, r.version) < ($4, $5, $6) and ${stillCurrent}`;

/** Those of one type from one of the two tables, newest first. */
const ofType = (table: string, type = 't.type'): string => `
  (select ${versionColumns} from records.${table} r where r.type = ${type} and ${bounded}
   order by r.updated_at desc, r.rid desc, r.version desc limit $7)`;

/** The same of one resource. */
const ofOne = (table: string): string => `(select ${versionColumns} from records.${table} r where r.rid = $1 and ${bounded})`;

const order = 'order by updated_at desc, rid desc, version desc limit $7';
const historyOfOne = `select * from (${ofOne('resource')} union all ${ofOne('version')}) h ${order}`;
const historyOfTypes = `select h.* from unnest($1::smallint[]) t(type) cross join lateral (
  select * from (${ofType('resource')} union all ${ofType('version')}) u ${order}) h ${order}`;

/** The same all types at once: Citus does not follow from one to the next. */
const spreadHistoryOfTypes = `select * from (${ofType('resource', 'any($1::smallint[])')}
  union all ${ofType('version', 'any($1::smallint[])')}) h ${order}`;

const farFuture = new Date('9999-12-31T23:59:59Z');
const farPast = new Date('0001-01-01T00:00:00Z');

const boundsOf = ({ since = farPast, at, before }: Omit<HistoryAsked, 'limit'>, limit: number | null) => [
  since,
  at?.to ?? farFuture,
  before?.updatedAt ?? farFuture,
  before?.rid ?? 1n << 62n,
  before?.version ?? 2 ** 31 - 1,
  limit,
  at?.from ?? farPast,
];

/** Each by its id, whatever the planner thinks of their number. */
const currentOfMany = `select a.at, r.* from unnest($1::smallint[], $2::text[]) with ordinality a(type, id, at)
  cross join lateral (select ${versionColumns} from records.name n join records.resource r on r.rid = n.rid
    where n.type = a.type and n.id = a.id offset 0) r`;

/** A version out of its row; `type` is its type's name. */
export const versionIn = (type: string, { rid, version, updated_at, method, deleted, body }: VersionRow): Version => ({
  type,
  rid: BigInt(rid),
  version,
  updatedAt: updated_at,
  method: methods[method] ?? 'PUT',
  deleted,
  body,
});

export function readings(directory: Directory, numberOf: (type: string) => number, nameOf: (type: number) => string): Reading {
  const versionOf = (row: VersionRow): Version => versionIn(nameOf(row.type), row);
  const historyOf = ({ spread }: Tx): string => (spread ? spreadHistoryOfTypes : historyOfTypes);
  const ridOf = async (tx: Tx, type: string, id: string): Promise<bigint | undefined> => {
    const code = numberOf(type);
    return (await directory.find(tx, [{ type: code, id }])).get(nameKey(code, id))?.rid;
  };
  const readCurrent: Reading['readCurrent'] = async (tx, type, id) => {
    if (tx.spread) {
      const code = numberOf(type);
      const named = (await directory.find(tx, [{ type: code, id }])).get(nameKey(code, id));
      if (!named) return null;
      const [there] = await tx.query<VersionRow>(
        `select ${versionColumns} from records.resource r where r.rid = $1 and r.place = $2`,
        [named.rid, named.place],
        'records.read-in-place',
      );
      return there ? versionOf(there) : null;
    }
    const [row] = await tx.query<VersionRow>(
      `select ${versionColumns} from records.name n join records.resource r on r.rid = n.rid where n.type = $1 and n.id = $2`,
      [numberOf(type), id],
      'records.read-current',
    );
    return row ? versionOf(row) : null;
  };
  return {
    readCurrent,
    readCurrents: async (tx, asked) => {
      const [only] = asked;
      if (only && asked.length === 1) return [await readCurrent(tx, only.type, only.id)];
      const found: (Version | null)[] = asked.map(() => null);
      if (tx.spread) {
        for (const [at, { type, id }] of asked.entries()) found[at] = await readCurrent(tx, type, id);
        return found;
      }
      const rows = await tx.query<VersionRow & { readonly at: string }>(
        currentOfMany,
        [numbersLiteral(asked.map(({ type }) => numberOf(type))), textsLiteral(asked.map(({ id }) => id))],
        'records.read-currents',
      );
      for (const row of rows) found[Number(row.at) - 1] = versionOf(row);
      return found;
    },
    readVersion: async (tx, type, id, version) => {
      const rid = await ridOf(tx, type, id);
      if (rid === undefined) return null;
      const [row] = await tx.query<VersionRow>(
        `select ${versionColumns} from records.resource r where r.rid = $1 and r.version = $2
         union all select ${versionColumns} from records.version r where r.rid = $1 and r.version = $2`,
        [rid, version],
        'records.read-version',
      );
      return row ? versionOf(row) : null;
    },
    history: async (tx, { types, id }, asked) => {
      const bounds = boundsOf(asked, asked.limit);
      const rid = id === undefined ? undefined : await ridOf(tx, types[0] ?? '', id);
      if (id !== undefined && rid === undefined) return [];
      const rows =
        rid === undefined
          ? await tx.query<VersionRow>(historyOf(tx), [numbersLiteral(types.map(numberOf)), ...bounds], 'records.history')
          : await tx.query<VersionRow>(historyOfOne, [rid, ...bounds], 'records.history-of-one');
      return rows.map(versionOf);
    },
    countHistory: async (tx, { types, id }, asked) => {
      const { before: _, ...rest } = asked;
      const bounds = boundsOf(rest, null);
      const rid = id === undefined ? undefined : await ridOf(tx, types[0] ?? '', id);
      if (id !== undefined && rid === undefined) return 0;
      const [row] =
        rid === undefined
          ? await tx.query<{ n: string }>(
              `select count(*) as n from (${historyOf(tx)}) h`,
              [numbersLiteral(types.map(numberOf)), ...bounds],
              'records.count-history',
            )
          : await tx.query<{ n: string }>(
              `select count(*) as n from (${historyOfOne}) h`,
              [rid, ...bounds],
              'records.count-history-of-one',
            );
      return Number(row?.n ?? 0);
    },
  };
}
