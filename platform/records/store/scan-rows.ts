import type { Tx } from '@songhua/kernel';
import { ridMask } from '../domain/keys.ts';
import { numbersLiteral, textsLiteral } from './literals.ts';

/** Rows of a table read from its beginning to its end in the order of resource numbers, never all in memory. */
export interface Stream<R> {
  /** The rows of this resource; those of smaller numbers, which belong to nobody asked for, go to `orphan`. */
  take(rid: bigint): Promise<readonly R[]>;
  /** Whatever is left, to `orphan`. */
  rest(): Promise<void>;
}

/** A row of the index and the number it belongs to. */
export interface Owned {
  readonly rid: bigint;
}

const chunk = 5_000;

let cursors = 0;

async function open(tx: Tx, sql: string): Promise<(count: number) => Promise<object[]>> {
  cursors += 1;
  const name = `scan_${cursors}`;
  await tx.query(`declare ${name} no scroll cursor for ${sql}`);
  return (count) => tx.query<object>(`fetch forward ${count} from ${name}`);
}

async function stream<Row extends { readonly rid: string }, R>(
  tx: Tx,
  sql: string,
  read: (row: Row) => R,
  orphan: (row: R & Owned) => void,
): Promise<Stream<R & Owned>> {
  const fetch = await open(tx, sql);
  let buffer: (R & Owned)[] = [];
  let at = 0;
  let ended = false;
  const peek = async (): Promise<(R & Owned) | undefined> => {
    if (at === buffer.length && !ended) {
      buffer = ((await fetch(chunk)) as Row[]).map((row) => ({ ...read(row), rid: BigInt(row.rid) }));
      at = 0;
      ended = buffer.length < chunk;
    }
    return buffer[at];
  };
  return {
    take: async (rid) => {
      const rows: (R & Owned)[] = [];
      for (let row = await peek(); row && row.rid <= rid; row = await peek()) {
        at += 1;
        if (row.rid < rid) orphan(row);
        else rows.push(row);
      }
      return rows;
    },
    rest: async () => {
      for (let row = await peek(); row; row = await peek()) {
        at += 1;
        orphan(row);
      }
    },
  };
}

/** Index rows as the four tables hold them; `exact` and bounds as in domain/index-rows.ts. */
export interface KeptKey {
  readonly key: bigint;
  readonly v: bigint;
  readonly place: number;
}
export interface KeptWord {
  readonly parameter: number;
  readonly folded: string;
  readonly exact: string | null;
  readonly v: bigint;
  readonly place: number;
}
export interface KeptAmount {
  readonly key: bigint;
  readonly lo: number;
  readonly hi: number;
  readonly v: bigint;
  readonly place: number;
}
export interface KeptMoment {
  readonly parameter: number;
  readonly lo: number;
  readonly hi: number;
  readonly v: bigint;
  readonly place: number;
}

interface Texts {
  readonly rid: string;
  readonly key: string;
  readonly v: string;
  readonly lo: string;
  readonly hi: string;
  readonly place: number;
  readonly parameter: number;
  readonly folded: string;
  readonly exact: string | null;
}

const ofNumber = `(v & ${ridMask})`;

export const keysByNumber = (tx: Tx, orphan: (row: KeptKey & Owned) => void): Promise<Stream<KeptKey & Owned>> =>
  stream<Texts, KeptKey>(
    tx,
    `select ${ofNumber} as rid, key, v, place from records.posting order by ${ofNumber}`,
    ({ key, v, place }) => ({ key: BigInt(key), v: BigInt(v), place }),
    orphan,
  );

export const wordsByNumber = (tx: Tx, orphan: (row: KeptWord & Owned) => void): Promise<Stream<KeptWord & Owned>> =>
  stream<Texts, KeptWord>(
    tx,
    `select ${ofNumber} as rid, parameter, folded, exact, v, place from records.word order by ${ofNumber}`,
    ({ parameter, folded, exact, v, place }) => ({ parameter, folded, exact, v: BigInt(v), place }),
    orphan,
  );

export const amountsByNumber = (tx: Tx, orphan: (row: KeptAmount & Owned) => void): Promise<Stream<KeptAmount & Owned>> =>
  stream<Texts, KeptAmount>(
    tx,
    `select ${ofNumber} as rid, key, lo, hi, v, place from records.amount order by ${ofNumber}`,
    ({ key, lo, hi, v, place }) => ({ key: BigInt(key), lo: Number(lo), hi: Number(hi), v: BigInt(v), place }),
    orphan,
  );

export const momentsByNumber = (tx: Tx, orphan: (row: KeptMoment & Owned) => void): Promise<Stream<KeptMoment & Owned>> =>
  stream<Texts, KeptMoment>(
    tx,
    `select ${ofNumber} as rid, parameter, lo, hi, v, place from records.moment order by ${ofNumber}`,
    ({ parameter, lo, hi, v, place }) => ({ parameter, lo: Number(lo), hi: Number(hi), v: BigInt(v), place }),
    orphan,
  );

/** Superseded versions, in order. */
export const versionsByNumber = (
  tx: Tx,
  orphan: (row: { version: number } & Owned) => void,
): Promise<Stream<{ version: number } & Owned>> =>
  stream<{ rid: string; version: number }, { version: number }>(
    tx,
    'select rid, version from records.version order by rid, version',
    ({ version }) => ({ version }),
    orphan,
  );

/** A resource's row as it stands. */
export interface KeptResource {
  readonly rid: bigint;
  readonly v: bigint;
  readonly updatedAt: Date;
  readonly date: { readonly lo: number; readonly hi: number } | null;
  readonly version: number;
  readonly type: number;
  readonly place: number;
  readonly deleted: boolean;
  readonly links: readonly bigint[];
  readonly body: string;
}

interface ResourceTexts {
  readonly rid: string;
  readonly v: string;
  readonly updated_at: Date;
  readonly lo: string | null;
  readonly hi: string | null;
  readonly version: number;
  readonly type: number;
  readonly place: number;
  readonly deleted: boolean;
  readonly links: readonly string[];
  readonly body: string;
}

/** All resources in the order of their numbers, so many at a time. */
export async function* resourcesByNumber(tx: Tx, count: number): AsyncGenerator<KeptResource[]> {
  const fetch = await open(
    tx,
    'select rid, v, updated_at, lo, hi, version, type, place, deleted, links, body from records.resource order by rid',
  );
  for (;;) {
    const rows = (await fetch(count)) as ResourceTexts[];
    if (rows.length === 0) return;
    yield rows.map(({ rid, v, updated_at, lo, hi, links, ...rest }) => ({
      ...rest,
      rid: BigInt(rid),
      v: BigInt(v),
      updatedAt: updated_at,
      date: lo === null || hi === null ? null : { lo: Number(lo), hi: Number(hi) },
      links: links.map(BigInt),
    }));
  }
}

/** Numbers and places that the directory has of these ids, as it stands: nothing of it is remembered from before. */
export async function lookUpNames(
  tx: Tx,
  asked: readonly { readonly type: number; readonly id: string }[],
): Promise<{ type: number; id: string; rid: bigint; place: number }[]> {
  const rows = await tx.query<{ type: number; id: string; rid: string; place: number }>(
    `select n.type, n.id, n.rid, n.place from unnest($1::smallint[], $2::text[]) as a(type, id)
       join records.name n on n.type = a.type and n.id = a.id`,
    [numbersLiteral(asked.map(({ type }) => type)), textsLiteral(asked.map(({ id }) => id))],
  );
  return rows.map(({ rid, ...rest }) => ({ ...rest, rid: BigInt(rid) }));
}

/** Which of these keys the dictionary lacks. */
export async function missingTerms(tx: Tx, keys: readonly bigint[]): Promise<bigint[]> {
  const rows = await tx.query<{ key: string }>(
    'select a.key from unnest($1::bigint[]) as a(key) where not exists (select from records.term t where t.key = a.key)',
    [numbersLiteral(keys)],
  );
  return rows.map(({ key }) => BigInt(key));
}

/** Sorting a whole table takes the time it takes. */
export const withoutTimeLimit = async (tx: Tx): Promise<void> => {
  await tx.query('set local statement_timeout = 0');
};
