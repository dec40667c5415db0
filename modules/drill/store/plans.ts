import type { Tx } from '@songhua/kernel';
import type { DrillPlan, DrillPlanDraft } from '../contract.ts';

export type StoredPlan = Omit<DrillPlan, 'overdue'>;

const select = `select id, title, to_char(day, 'YYYY-MM-DD') as day, audience, kind, joint, state, note, at, by_name as by, version from drill.plan`;

const toPlan = ({ at, ...row }: Omit<StoredPlan, 'at'> & { at: Date }): StoredPlan => ({ ...row, at: at.toISOString() });
type Row = Parameters<typeof toPlan>[0];

export async function listPlans(tx: Tx, year: number): Promise<StoredPlan[]> {
  const rows = await tx.query<Row>(
    `${select} where day >= make_date($1, 1, 1) and day < make_date($1 + 1, 1, 1) order by day, title, id`,
    [year],
  );
  return rows.map(toPlan);
}

/** Held until the transaction ends. */
export async function holdPlan(tx: Tx, id: string): Promise<StoredPlan | null> {
  const [row] = await tx.query<Row>(`${select} where id = $1 for update`, [id]);
  return row ? toPlan(row) : null;
}

export async function insertPlan(tx: Tx, id: string, plan: DrillPlanDraft, by: string, now: Date): Promise<void> {
  await tx.query(
    `insert into drill.plan (id, title, day, audience, kind, joint, state, at, by_name, version)
     values ($1, $2, $3, $4, $5, $6, 'planned', $7, $8, 1)`,
    [id, plan.title, plan.day, plan.audience, plan.kind, plan.joint, now, by],
  );
}

export async function changePlan(tx: Tx, id: string, state: DrillPlan['state'], note: string | null): Promise<void> {
  await tx.query('update drill.plan set state = $2, note = $3, version = version + 1 where id = $1', [id, state, note]);
}
