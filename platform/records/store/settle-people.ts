import type { Tx } from '@songhua/kernel';
import { holdGroupsOf } from './person-members.ts';
import { shareAnew } from './shared-rows.ts';

/** Members looked at in one run. */
const atOnce = 5_000;

/**
 * Works out once more what members share, when every transaction has ended that was open when they were grouped:
 *
 *   grouped --first run that sees it--> dated (its horizon: what was begun until now) --all of that has ended--> settled, no row
 *
 * Until then what such a transaction wrote of a patient who had no group yet counts for that patient alone, as before the group.
 */
export async function settlePeople(tx: Tx): Promise<void> {
  const [open] = await tx.query<{ some: boolean }>('select exists (select 1 from records.person_unsettled) as some');
  if (!open?.some) return;
  // Who is being grouped is looked at in the next run, which waits for nobody either.
  const [held] = await tx.query<{ held: boolean }>(`select pg_try_advisory_xact_lock(hashtext('records.person_member')) as held`);
  if (!held?.held) return;
  await tx.query('update records.person_unsettled set horizon = pg_snapshot_xmax(pg_current_snapshot()) where horizon is null');
  const due = await tx.query<{ patient: string }>(
    `delete from records.person_unsettled where patient in (select patient from records.person_unsettled
       where horizon <= pg_snapshot_xmin(pg_current_snapshot()) order by horizon desc, patient limit $1) returning patient`,
    [atOnce],
  );
  if (due.length === 0) return;
  const patients = due.map(({ patient }) => BigInt(patient));
  await holdGroupsOf(tx, patients);
  await shareAnew(tx, patients);
}
