import type { Filter } from '@songhua/engine-fhir/search/types.ts';
import { ok, type Result, refuse, type Tx } from '@songhua/kernel';
import type { Course } from './candidates.ts';
import type { Condition } from './condition.ts';
import { fetchPage } from './fetch.ts';
import { countPacked } from './packed-lists.ts';
import { type Decide, mostLooked } from './page.ts';
import { createBinder, run } from './statement.ts';

/** How many there are in all, exactly. */
export async function countAll(
  tx: Tx,
  { leader, tests }: Course,
  rest: readonly Filter[],
  decide: Decide,
): Promise<Result<number>> {
  if (rest.length === 0) return ok((await countPacked(tx, [leader, ...tests])) ?? (await countInSql(tx, leader, tests)));
  let total = 0;
  let looked = 0;
  let after: bigint | undefined;
  for (;;) {
    const rows = await fetchPage(tx, { leader, tests, descending: true }, { limit: 1_000, after }, false);
    total += rows.filter((row) => decide(rest, row)).length;
    looked += rows.length;
    after = rows.at(-1)?.v;
    if (rows.length < 1_000) return ok(total);
    if (looked >= mostLooked) return refuse('records.search-too-costly', { looked, limit: mostLooked });
  }
}

async function countInSql(tx: Tx, leader: Condition, tests: readonly Condition[]): Promise<number> {
  const binder = createBinder(tx);
  // One list holds each resource once; what is put together of several may hold it twice.
  const each = leader.keys?.length === 1 ? 's.v' : 'distinct s.v';
  const where = tests.map(({ test }) => test(binder, 's.v')).join(' and ') || 'true';
  const [row] = await run<{ n: number }>(
    tx,
    tx.spread
      ? `select count(*)::int as n from (select distinct s.v, s.place from (${leader.set(binder)}) s where ${where}) d`
      : `select count(${each})::int as n from (${leader.set(binder)}) s where ${where}`,
    binder,
  );
  return row?.n ?? 0;
}
