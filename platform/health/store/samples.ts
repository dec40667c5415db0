import type { Tx } from '@songhua/kernel';
import type { Sample } from '../contract.ts';

export type SampleFacts = Omit<Sample, 'at'>;

/** Keeps the numbers of a minute; whichever process comes first. */
export const keepSample = (tx: Tx, minute: Date, facts: SampleFacts): Promise<unknown> =>
  tx.query('insert into health.sample (at, facts) values ($1, $2) on conflict (at) do nothing', [minute, JSON.stringify(facts)]);

const names = ['databaseBytes', 'connections', 'backlog', 'rssBytes', 'loopMs', 'requests', 'faults'] as const;

/** The samples since a moment, the highest of each number in every `stepMinutes`. */
export const listSamples = (tx: Tx, since: Date, stepMinutes: number): Promise<({ readonly at: Date } & SampleFacts)[]> =>
  tx.query(
    `select date_bin($2 * interval '1 minute', at, timestamptz '2000-01-03 00:00+00') as at,
            ${names.map((name) => `max((facts->>'${name}')::float8) as "${name}"`).join(', ')}
       from health.sample where at >= $1 group by 1 order by 1`,
    [since, stepMinutes],
  );

export const dropSamples = async (tx: Tx, before: Date): Promise<void> => {
  await tx.query('delete from health.sample where at < $1', [before]);
  await tx.query('delete from health.problem_count where hour < $1', [before]);
};

/** Adds to what was counted in this hour, by code. */
export async function addProblems(tx: Tx, hour: Date, counts: ReadonlyMap<string, number>): Promise<void> {
  if (counts.size === 0) return;
  // In one order, so that two processes at once do not wait for each other in a circle.
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  await tx.query(
    `insert into health.problem_count (hour, code, count) select $1, code, n from unnest($2::text[], $3::bigint[]) as t (code, n)
     on conflict (hour, code) do update set count = health.problem_count.count + excluded.count`,
    [hour, sorted.map(([code]) => code), sorted.map(([, count]) => count)],
  );
}

/** What was refused or failed since, by code, the commonest first. */
export const listProblemCounts = (tx: Tx, since: Date): Promise<{ readonly code: string; readonly count: number }[]> =>
  tx.query(
    'select code, sum(count)::int as count from health.problem_count where hour >= $1 group by code order by 2 desc, 1 limit 50',
    [since],
  );
