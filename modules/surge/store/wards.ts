import type { Tx } from '@songhua/kernel';
import type { Ward } from '../contract.ts';
import { hoursThrough } from '../domain/plan-steps.ts';

export type StoredWard = Omit<Ward, 'occupancy' | 'conversion'> & { readonly institution: string };
type Row = Omit<StoredWard, 'leadHours'>;

const columns = 'id, institution, name, kind, now_kind as now, beds, becomes as "to", quick, steps, location, evidence, version';

const toWard = (row: Row): StoredWard => ({ ...row, leadHours: row.to === null ? null : hoursThrough(row.steps) });

/** Those of these institutions, by name. */
export async function listWards(tx: Tx, institutions: readonly string[]): Promise<StoredWard[]> {
  const rows = await tx.query<Row>(
    `select ${columns} from surge.ward where institution = any($1) order by institution, kind, name, id`,
    [institutions],
  );
  return rows.map(toWard);
}

/** The ward, held until the transaction ends: what is written on it has an order. */
export async function lockWard(tx: Tx, id: string): Promise<StoredWard | null> {
  const [row] = await tx.query<Row>(`select ${columns} from surge.ward where id = $1 for update`, [id]);
  return row ? toWard(row) : null;
}

/** All wards are judged together where care is protected: two orders must not each take the last beds. */
export async function holdAll(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('surge.wards', 0))");
}

export async function isNameTaken(tx: Tx, institution: string, name: string, but: string | null): Promise<boolean> {
  const rows = await tx.query('select 1 from surge.ward where institution = $1 and name = $2 and id is distinct from $3', [
    institution,
    name,
    but,
  ]);
  return rows.length > 0;
}

type NewWard = Omit<StoredWard, 'leadHours' | 'version' | 'now'>;

export async function insertWards(tx: Tx, wards: readonly NewWard[]): Promise<void> {
  await tx.query(
    `insert into surge.ward (id, institution, name, kind, now_kind, beds, becomes, quick, steps, location, evidence, version)
     select id, institution, name, kind, kind, beds, "to", quick, steps, location, evidence, 1
       from jsonb_to_recordset($1::jsonb) as w(id uuid, institution text, name text, kind text, beds int, "to" text, quick boolean,
                                               steps jsonb, location text, evidence text)
         on conflict do nothing`,
    [JSON.stringify(wards)],
  );
}

export async function updateWard(tx: Tx, ward: Omit<NewWard, 'institution'> & Pick<StoredWard, 'now'>): Promise<void> {
  await tx.query(
    `update surge.ward set name = $2, kind = $3, now_kind = $4, beds = $5, becomes = $6, quick = $7, steps = $8, location = $9,
       evidence = $10, version = version + 1 where id = $1`,
    [
      ward.id,
      ward.name,
      ward.kind,
      ward.now,
      ward.beds,
      ward.to,
      ward.quick,
      JSON.stringify(ward.steps),
      ward.location,
      ward.evidence,
    ],
  );
}

/** What the ward is from now on; its version rises. */
export async function setNow(tx: Tx, id: string, now: StoredWard['now']): Promise<void> {
  await tx.query('update surge.ward set now_kind = $2, version = version + 1 where id = $1', [id, now]);
}

export async function isWithoutWards(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ none: boolean }>('select not exists (select 1 from surge.ward) as none');
  return row?.none ?? true;
}
