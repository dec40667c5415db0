import type { Claims, Misprint, Plan, PlanClause, PlanFolder, PrintedCell } from '@songhua/engine-plan';
import type { RuleSpec } from '@songhua/engine-plan/rules/index.ts';
import type { Tx } from '@songhua/kernel';

/** A plan as it is kept: its files' content, checked. Its facts stand in their own table. */
export interface PlanBody {
  readonly plan: Plan;
  readonly misprints: readonly Misprint[];
  readonly printed: readonly PrintedCell[];
  readonly claims: Claims;
  readonly clauses: readonly PlanClause[];
  readonly rules: readonly RuleSpec[];
}

/** Waits until no other process loads plans; held to the end of the transaction. */
export async function lockPlans(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('plan.load', 0))`);
}

/** The hash of each plan's folder as it was last read, by plan id. */
export async function planHashes(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; hash: string }>('select id, hash from plan.plan');
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}

/** Keeps the plan in place of an older reading of it, facts included. */
export async function savePlan(tx: Tx, folder: PlanFolder, hash: string, now: Date): Promise<void> {
  const { plan, misprints, printed, claims, clauses, rules, facts } = folder;
  const body: PlanBody = { plan, misprints, printed, claims, clauses, rules };
  await tx.query(
    `insert into plan.plan (id, hash, body, loaded_at) values ($1, $2, $3, $4)
     on conflict (id) do update set hash = excluded.hash, body = excluded.body, loaded_at = excluded.loaded_at`,
    [plan.id, hash, JSON.stringify(body), now],
  );
  await tx.query('delete from plan.fact where plan = $1', [plan.id]);
  await tx.query(
    `insert into plan.fact (plan, area, measure, as_of, evidence, value, document, section, decimals)
     select $1, * from unnest($2::text[], $3::text[], $4::date[], $5::text[], $6::double precision[], $7::text[], $8::text[], $9::int[])`,
    [
      plan.id,
      facts.map((fact) => fact.area),
      facts.map((fact) => fact.measure),
      facts.map((fact) => fact.asOf),
      facts.map((fact) => fact.evidence),
      facts.map((fact) => fact.value),
      facts.map((fact) => fact.source?.document ?? ''),
      facts.map((fact) => fact.source?.section ?? ''),
      facts.map((fact) => fact.decimals),
    ],
  );
}

/** Forgets plans whose folder is gone. Documents people loaded for them stay. */
export async function keepOnly(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query('delete from plan.fact where plan <> all($1)', [ids]);
  await tx.query('delete from plan.plan where id <> all($1)', [ids]);
}

/** The plan of this id, or null when none is kept. */
export async function readPlan(tx: Tx, id: string): Promise<PlanBody | null> {
  const [row] = await tx.query<{ body: PlanBody }>('select body from plan.plan where id = $1', [id]);
  return row?.body ?? null;
}

/** The first plan by id: the one that is meant when none is named. Null when there is none. */
export async function firstPlan(tx: Tx): Promise<PlanBody | null> {
  const [row] = await tx.query<{ body: PlanBody }>('select body from plan.plan order by id limit 1');
  return row?.body ?? null;
}

/** Every plan that is kept, by id. */
export async function readPlans(tx: Tx): Promise<readonly PlanBody[]> {
  const rows = await tx.query<{ body: PlanBody }>('select body from plan.plan order by id');
  return rows.map((row) => row.body);
}

/** Of these ids those that are a clause of some plan. */
export async function clausesOf(tx: Tx, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `select distinct c->>'id' as id from plan.plan, jsonb_array_elements(body->'clauses') as c where c->>'id' = any($1::text[])`,
    [ids],
  );
  return rows.map(({ id }) => id);
}
