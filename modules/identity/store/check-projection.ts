import type { RecordStore, StoredResource, Tx } from '@songhua/kernel';
import { peopleWriter } from '@songhua/records';
import { readPatient } from '../domain/read-patient.ts';
import { printOf } from './projection.ts';

/** A registration of which the index says otherwise than its Patient, or a member whose person it has otherwise than who reaches records has. */
export interface Drift {
  readonly patient: string;
  readonly problem: 'missing' | 'differs' | 'without resource' | 'person differs';
}

const pageSize = 2_000;

async function driftOfPage(tx: Tx, page: readonly StoredResource[]): Promise<Drift[]> {
  const ids = page.map(({ id }) => id);
  const rows = await tx.query<{ patient: string; print: string }>(
    'select patient, print from identity.source where patient = any($1)',
    [ids],
    'identity.check-page',
  );
  const prints = new Map(rows.map(({ patient, print }) => [patient, print]));
  return page.flatMap((resource): Drift[] => {
    const stored = prints.get(resource.id);
    if (stored === undefined) return [{ patient: resource.id, problem: 'missing' }];
    return stored === printOf(readPatient(resource)) ? [] : [{ patient: resource.id, problem: 'differs' }];
  });
}

async function driftOfPeople(tx: Tx): Promise<Drift[]> {
  const drift: Drift[] = [];
  for (let after = ''; ; ) {
    const rows: readonly { patient: string; person: string }[] = await tx.query(
      `select patient, person from identity.member where patient > $1 order by patient limit ${pageSize}`,
      [after],
      'identity.check-members',
    );
    const held = await peopleWriter.membersOf(
      tx,
      rows.map(({ patient }) => patient),
    );
    for (const { patient, person } of rows)
      if (held.get(patient)?.person !== person) drift.push({ patient, problem: 'person differs' });
    const last = rows.at(-1);
    if (rows.length < pageSize || !last) return drift;
    after = last.patient;
  }
}

/**
 * Proves that the index says exactly what the Patients say, and who is one person as the record store has it. Walks page by page, so that an index
 * of any size is checked in little memory; `take` is handed the Patients of each page that it misses or has otherwise.
 */
export async function checkProjection(
  tx: Tx,
  records: RecordStore,
  take?: (wrong: readonly StoredResource[]) => Promise<void>,
): Promise<readonly Drift[]> {
  const drift: Drift[] = [];
  let met = 0;
  for (let after: string | undefined; ; ) {
    const { items, next } = await records.search(tx, 'Patient', { limit: pageSize, ...(after !== undefined && { after }) });
    const found = await driftOfPage(tx, items);
    // What was missing is there once it has been taken in.
    met += items.length - (take ? 0 : found.filter(({ problem }) => problem === 'missing').length);
    drift.push(...found);
    const wrong = new Set(found.map(({ patient }) => patient));
    if (wrong.size > 0) await take?.(items.filter(({ id }) => wrong.has(id)));
    if (next === undefined) break;
    after = next;
  }
  const [count] = await tx.query<{ n: number }>('select count(*)::int as n from identity.source', []);
  if ((count?.n ?? 0) > met) {
    const rows = await tx.query<{ patient: string }>('select patient from identity.source order by patient', []);
    for (let at = 0; at < rows.length; at += pageSize) {
      const ids = rows.slice(at, at + pageSize).map(({ patient }) => patient);
      const { items } = await records.search(tx, 'Patient', { id: ids, limit: ids.length });
      const there = new Set(items.map(({ id }) => id));
      drift.push(...ids.filter((id) => !there.has(id)).map((patient): Drift => ({ patient, problem: 'without resource' })));
    }
  }
  return [...drift, ...(await driftOfPeople(tx))];
}
