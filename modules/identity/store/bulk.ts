import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';
import { type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';

const pageSize = 20_000;

type Row = PersonRecord & { readonly id: string };

/** All registrations in use, page after page, each in a transaction of its own: memory stays bounded, and nobody waits for the walk. */
export async function* everySource(pool: pg.Pool): AsyncGenerator<Row> {
  for (let after = ''; ; ) {
    const from = after;
    const page = await withTx(pool, 'read', (tx) =>
      tx.query<Row>(
        `select patient as id, name, sex, born, number, phone, address from identity.source
          where active and patient > $1 order by patient limit ${pageSize}`,
        [from],
        'identity.every-source',
      ),
    );
    yield* page;
    const last = page.at(-1);
    if (page.length < pageSize || !last) return;
    after = last.id;
  }
}

/** What was on the list before a moment has been compared in bulk. */
export async function dropWaiting(tx: Tx, before: Date): Promise<void> {
  await tx.query('delete from identity.waiting where since < $1', [before]);
}

/** Which of these say something that an account put in a system's place. */
export async function changedByAccount(tx: Tx, patients: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ patient: string }>('select patient from identity.source where by_account and patient = any($1)', [
    patients,
  ]);
  return new Set(rows.map(({ patient }) => patient));
}
