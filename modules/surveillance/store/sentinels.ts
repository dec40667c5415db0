import type { Tx } from '@songhua/kernel';
import type { Sentinel, SentinelDraft } from '../contract.ts';

/** A sentinel as its row has it. */
export type StoredSentinel = Omit<Sentinel, 'areaName' | 'institutionName' | 'subjectNames' | 'completeness'>;

const select = `select id, name, kind, channel, area, town, subjects, every, to_char(since, 'YYYY-MM-DD') as since,
    to_char(until, 'YYYY-MM-DD') as until, contact, institution, version from surveillance.sentinel`;

export const listSentinels = (
  tx: Tx,
  { areas, kind }: { readonly areas: readonly string[] | undefined; readonly kind: Sentinel['kind'] | undefined },
): Promise<StoredSentinel[]> =>
  tx.query(
    `${select} where ($1::text[] is null or area = any($1) or town = any($1)) and ($2::text is null or kind = $2)
      order by until is not null, area, name, id`,
    [areas ?? null, kind ?? null],
  );

/** Those that still count for an institution, `most` of them at most. */
export const sentinelsOfInstitution = (tx: Tx, institution: string, most: number): Promise<StoredSentinel[]> =>
  tx.query(`${select} where institution = $1 and until is null order by name, id limit $2`, [institution, most]);

/** The sentinel; `held` until the transaction ends. */
export async function findSentinel(tx: Tx, id: string, held = false): Promise<StoredSentinel | null> {
  const [row] = await tx.query<StoredSentinel>(`${select} where id = $1 ${held ? 'for update' : ''}`, [id]);
  return row ?? null;
}

type Kept = SentinelDraft & Pick<StoredSentinel, 'id' | 'channel'>;

export async function insertSentinel(tx: Tx, one: Kept, by: string, now: Date): Promise<void> {
  await tx.query(
    `insert into surveillance.sentinel (id, name, kind, channel, area, town, subjects, every, since, until, contact, at, by_name,
       institution, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)`,
    [
      ...[one.id, one.name, one.kind, one.channel, one.area, one.town, one.subjects, one.every, one.since, one.until],
      ...[one.contact, now, by, one.institution],
    ],
  );
}

export async function updateSentinel(tx: Tx, one: Kept, by: string, now: Date): Promise<void> {
  await tx.query(
    `update surveillance.sentinel set name = $2, kind = $3, channel = $4, area = $5, town = $6, subjects = $7, every = $8, until = $9,
       contact = $10, at = $11, by_name = $12, institution = $13, version = version + 1 where id = $1`,
    [
      ...[one.id, one.name, one.kind, one.channel, one.area, one.town, one.subjects, one.every, one.until, one.contact, now, by],
      one.institution,
    ],
  );
}
