import type { Tx } from '@songhua/kernel';
import type { Plan, RuleSet, RuleSetDraft } from '../contract.ts';
import type { BasicPlan } from '../domain/basic-plans.ts';

/** Editions of the grading rules and versions of the response plans: rows that are added, never changed. */

/** Held to the end of the transaction: what comes along is put in by one process at a time. */
export async function takeTurn(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('emergency.editions', 0))");
}

interface RuleRow {
  version: number;
  body: Omit<RuleSetDraft, 'from'>;
  from: string;
  at: Date;
  by: string | null;
}

/** The newest first. */
export async function listRuleSets(tx: Tx): Promise<RuleSet[]> {
  const rows = await tx.query<RuleRow>(
    'select version, body, valid_from::text as from, at, by_name as by from emergency.ruleset order by version desc',
  );
  return rows.map(({ body, at, ...row }) => ({ ...row, ...body, at: at.toISOString() }));
}

/** The edition in force on a day: of those that have begun the one that began last, however early it was entered. */
export async function currentRules(tx: Tx, day: string): Promise<RuleSet | null> {
  const begun = (await listRuleSets(tx)).filter(({ from }) => from <= day);
  return begun.toSorted((a, b) => b.from.localeCompare(a.from))[0] ?? null;
}

export async function addRuleSet(tx: Tx, { from, ...body }: RuleSetDraft, by: string | null, now: Date): Promise<void> {
  await takeTurn(tx);
  await tx.query(
    `insert into emergency.ruleset (version, body, valid_from, at, by_name)
     select coalesce(max(version), 0) + 1, $1, $2, $3, $4 from emergency.ruleset`,
    [JSON.stringify(body), from, now, by],
  );
}

interface PlanRow {
  id: string;
  version: number;
  body: Omit<BasicPlan, 'id'>;
  at: Date;
  by: string | null;
}
const toPlan = ({ body, at, ...row }: PlanRow): Plan => ({ ...row, ...body, at: at.toISOString() });

/** The newest version of each. */
export async function listPlans(tx: Tx): Promise<Plan[]> {
  const rows = await tx.query<PlanRow>(
    'select distinct on (id) id, version, body, at, by_name as by from emergency.plan order by id, version desc',
  );
  return rows.map(toPlan);
}

export async function findPlan(tx: Tx, id: string, version?: number): Promise<Plan | null> {
  const [row] = await tx.query<PlanRow>(
    `select id, version, body, at, by_name as by from emergency.plan
      where id = $1 and ($2::int is null or version = $2) order by version desc limit 1`,
    [id, version ?? null],
  );
  return row ? toPlan(row) : null;
}

/** Adds the version after the one seen; false when somebody else did meanwhile. */
export async function addPlan(tx: Tx, { id, ...body }: BasicPlan, seen: number, by: string | null, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `insert into emergency.plan (id, version, body, at, by_name)
     select $1, $2 + 1, $3, $4, $5 where $2 = (select coalesce(max(version), 0) from emergency.plan where id = $1)
     on conflict do nothing returning version`,
    [id, seen, JSON.stringify(body), now, by],
  );
  return rows.length > 0;
}
