import { type RecordStore, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { providerOf } from '../domain/provider-of.ts';
import { countHomeless, homelessVisits, placeVisits, seenVisits } from '../store/seen.ts';

/** Visits of one transaction: whoever writes records waits for none of them longer than it takes. */
const mostAtOnce = 500;

/** Finds where diagnoses, results and prescriptions were seen whose visit says it and they do not: all of them, in short transactions. */
export async function placeSeen(pool: pg.Pool, records: RecordStore, note: (done: number, total: number) => void): Promise<void> {
  const total = await withTx(pool, 'read', countHomeless);
  let after = '';
  for (let done = 0; ; ) {
    const visits = await withTx(pool, 'write', async (tx) => {
      const homeless = await homelessVisits(tx, after, mostAtOnce);
      if (homeless.length === 0) return homeless;
      const spoken = await seenVisits(tx, homeless);
      const known = new Map(spoken.map(({ encounter, organization }) => [encounter, organization]));
      const id = homeless.filter((one) => !known.has(one)).map((one) => one.slice('Encounter/'.length));
      if (id.length > 0) {
        const { items } = await records.search(tx, 'Encounter', { id, limit: id.length });
        for (const visit of items) known.set(`Encounter/${visit.id}`, providerOf(visit));
      }
      await placeVisits(
        tx,
        homeless.map((encounter) => ({ encounter, organization: known.get(encounter) ?? '' })),
      );
      return homeless;
    });
    done += visits.length;
    note(done, Math.max(done, total));
    const last = visits.at(-1);
    if (last === undefined || visits.length < mostAtOnce) return;
    after = last;
  }
}
