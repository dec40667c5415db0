import type { Tx } from '@songhua/kernel';
import type { ChainNode, CurveGroup } from '../contract.ts';

/** Cases for a picture of chains, linked ones before those that stand alone, and then by their number. */
export const listNodes = (tx: Tx, investigation: string, limit: number): Promise<ChainNode[]> =>
  tx.query<ChainNode>(
    `select p.id, p.serial, p.name, p.classification, p.onset::text as onset from investigation.person p
      where p.investigation = $1 and p.classification <> 'excluded'
      order by (exists (select 1 from investigation.pair x where x.investigation = p.investigation and x.infectee = p.id)
             or exists (select 1 from investigation.contact c where c.investigation = p.investigation and c.as_case = p.id)) desc, p.serial
      limit $2`,
    [investigation, limit],
  );

interface Pair {
  readonly infector: string;
  readonly infectee: string;
}

/** Who infected whom, as somebody has said. */
export const pairsSaid = (tx: Tx, investigation: string): Promise<Pair[]> =>
  tx.query<Pair>('select infector, infectee from investigation.pair where investigation = $1 order by infectee, infector', [
    investigation,
  ]);

/** Cases that were listed as contacts of other cases. */
export const pairsListed = (tx: Tx, investigation: string): Promise<Pair[]> =>
  tx.query<Pair>(
    `select distinct c.source as infector, c.as_case as infectee from investigation.contact c
      where c.investigation = $1 and c.as_case is not null and c.source is not null order by 2, 1`,
    [investigation],
  );

/** One infector at most is a person's word; null takes it back. */
export async function sayPair(
  tx: Tx,
  investigation: string,
  { infectee, infector, reason }: { infectee: string; infector: string | null; reason: string | null },
  by: string,
  now: Date,
): Promise<void> {
  await tx.query('delete from investigation.pair where investigation = $1 and infectee = $2', [investigation, infectee]);
  if (infector === null) return;
  await tx.query(
    'insert into investigation.pair (investigation, infector, infectee, said_by, said_at, reason) values ($1, $2, $3, $4, $5, $6)',
    [investigation, infector, infectee, by, now, reason],
  );
}

const bands = `case when p.age is null and p.born is null then '' else (width_bucket(coalesce(p.age, extract(year from
  age(coalesce(p.onset, p.reported), p.born))::int), array[0, 5, 15, 25, 45, 65]))::text end`;
const groups: Readonly<Record<CurveGroup, string>> = {
  none: `''`,
  classification: 'p.classification',
  sex: `coalesce(p.sex, '')`,
  age: bands,
  town: `coalesce(p.town, '')`,
  outcome: 'p.outcome',
};

/** Cases by day or week (its Monday) and group; those excluded are none. `at` null: the day is not known. */
export const countCurve = (
  tx: Tx,
  investigation: string,
  { by, step, group }: { by: 'onset' | 'reported'; step: 'day' | 'week'; group: CurveGroup },
): Promise<{ at: string | null; group: string; count: number }[]> => {
  const day = step === 'week' ? `date_trunc('week', p.${by})::date` : `p.${by}`;
  return tx.query(
    `select (${day})::text as at, ${groups[group]} as "group", count(*)::int as count from investigation.person p
      where p.investigation = $1 and p.classification <> 'excluded' group by 1, 2 order by 1, 2`,
    [investigation],
  );
};

export const countTowns = (tx: Tx, investigation: string): Promise<{ town: string; count: number }[]> =>
  tx.query(
    `select p.town, count(*)::int as count from investigation.person p
      where p.investigation = $1 and p.classification <> 'excluded' and p.town is not null group by 1 order by 2 desc, 1`,
    [investigation],
  );
