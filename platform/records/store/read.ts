import type { Tx } from '@songhua/kernel';
import { type ChangeMethod, methods } from './current.ts';
import { type Directory, nameKey } from './directory.ts';
import { numbersLiteral } from './literals.ts';

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
  /** Only versions that were current at some time in `at`: those not superseded before it. */
  readonly until?: Date;
  readonly before?: { readonly updatedAt: Date; readonly rid: bigint; readonly version: number };
}

export interface Reading {
  /** The current version, a deletion included; null when there never was one. */
  readCurrent(tx: Tx, type: string, id: string): Promise<Version | null>;
  readVersion(tx: Tx, type: string, id: string, version: number): Promise<Version | null>;
  /** Versions of one resource, of a type, or of several types. */
  history(tx: Tx, of: { readonly types: readonly string[]; readonly id?: string }, asked: HistoryAsked): Promise<Version[]>;
}

interface Row {
  readonly type: number;
  readonly rid: string;
  readonly version: number;
  readonly updated_at: Date;
  readonly method: number;
  readonly deleted: boolean;
  readonly body: string;
}

const columns = 'r.type, r.rid, r.version, r.updated_at, r.method, r.deleted, r.body';

/** Versions of one type from one of the two tables, newest first, within bounds. Parameters: type, since, until, before, rid, version, limit. */
const ofType = (table: string): string => `
  (select ${columns} from records.${table} r where r.type = t.type and r.updated_at >= $2 and r.updated_at <= $3
     and (r.updated_at, r.rid, r.version) < ($4, $5, $6)
   order by r.updated_at desc, r.rid desc, r.version desc limit $7)`;

/** The same of one resource. */
const ofOne = (table: string): string => `
  (select ${columns} from records.${table} r where r.rid = $1 and r.updated_at >= $2 and r.updated_at <= $3
     and (r.updated_at, r.rid, r.version) < ($4, $5, $6))`;

const farFuture = new Date('9999-12-31T23:59:59Z');
const farPast = new Date('0001-01-01T00:00:00Z');

export function readings(directory: Directory, numberOf: (type: string) => number, nameOf: (type: number) => string): Reading {
  const versionOf = ({ type, rid, version, updated_at, method, deleted, body }: Row): Version => ({
    type: nameOf(type),
    rid: BigInt(rid),
    version,
    updatedAt: updated_at,
    method: methods[method] ?? 'PUT',
    deleted,
    body,
  });
  const ridOf = async (tx: Tx, type: string, id: string): Promise<bigint | undefined> => {
    const code = numberOf(type);
    return (await directory.find(tx, [{ type: code, id }])).get(nameKey(code, id))?.rid;
  };
  return {
    readCurrent: async (tx, type, id) => {
      const [row] = await tx.query<Row>(
        `select ${columns} from records.name n join records.resource r on r.rid = n.rid where n.type = $1 and n.id = $2`,
        [numberOf(type), id],
        'records.read-current',
      );
      return row ? versionOf(row) : null;
    },
    readVersion: async (tx, type, id, version) => {
      const rid = await ridOf(tx, type, id);
      if (rid === undefined) return null;
      const [row] = await tx.query<Row>(
        `select ${columns} from records.resource r where r.rid = $1 and r.version = $2
         union all select ${columns} from records.version r where r.rid = $1 and r.version = $2`,
        [rid, version],
        'records.read-version',
      );
      return row ? versionOf(row) : null;
    },
    history: async (tx, { types, id }, { limit, since = farPast, until = farFuture, before }) => {
      const bounds = [
        since,
        until,
        before?.updatedAt ?? farFuture,
        before?.rid ?? 1n << 62n,
        before?.version ?? 2 ** 31 - 1,
        limit,
      ];
      const order = 'order by updated_at desc, rid desc, version desc limit $7';
      if (id !== undefined) {
        const rid = await ridOf(tx, types[0] ?? '', id);
        if (rid === undefined) return [];
        const rows = await tx.query<Row>(
          `select * from (${ofOne('resource')} union all ${ofOne('version')}) h ${order}`,
          [rid, ...bounds],
          'records.history-of-one',
        );
        return rows.map(versionOf);
      }
      const rows = await tx.query<Row>(
        `select h.* from unnest($1::smallint[]) t(type) cross join lateral (
           select * from (${ofType('resource')} union all ${ofType('version')}) u ${order}) h ${order}`,
        [numbersLiteral(types.map(numberOf)), ...bounds],
        'records.history',
      );
      return rows.map(versionOf);
    },
  };
}
