import { scanJson } from '@songhua/engine-fhir/json/scan.ts';
import { must, type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { deepest } from './domain/check-resource.ts';
import type { FhirStore } from './fhir-store.ts';
import type { Write } from './write/types.ts';

interface Row {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly updated_at: Date;
  readonly body: string;
}

/** Resources carried over in one go. */
const atOnce = 1_000;

const writeOf = ({ type, id, version, body }: Row): Write => {
  const scan = scanJson(body, { deepest });
  if (!scan.ok) throw new Error(`${type}/${id} version ${version} of the first store cannot be read`);
  return { type, id, method: 'PUT', scan: scan.value };
};

/** The same numbers of versions at the same times: each version is written in its turn, by the time it was written at. */
async function carry(tx: Tx, store: FhirStore): Promise<number> {
  const [held] = await tx.query<{ held: boolean }>(`select to_regclass('records.version_v1') is not null as held`);
  if (!held?.held) return 0;
  let carried = 0;
  for (let version = 1; ; version += 1) {
    let after: readonly [string, string] = ['', ''];
    const before = carried;
    for (;;) {
      const rows: Row[] = await tx.query<Row>(
        `select type, id, version, updated_at, body from records.version_v1
          where version = $1 and (type, id) > ($2, $3) order by type, id limit $4`,
        [version, ...after, atOnce],
      );
      const last = rows.at(-1);
      if (!last) break;
      // One time a batch: those written together then are written together now.
      for (const at of new Set(rows.map(({ updated_at }) => updated_at.getTime()))) {
        const together = rows.filter(({ updated_at }) => updated_at.getTime() === at);
        must(await store.restore(tx, together.map(writeOf), new Date(at)));
      }
      carried += rows.length;
      after = [last.type, last.id];
    }
    if (carried === before) break;
  }
  await tx.query('drop table records.resource_v1');
  await tx.query('drop table records.version_v1');
  return carried;
}

/**
 * Brings what version 1 of the store held into its present tables, once, in one transaction; how many versions. Modules are not
 * told: their own rows were written with version 1. Another process that starts at the same moment waits and finds it done.
 */
export const carryOver = (pool: pg.Pool, store: FhirStore): Promise<number> =>
  withTx(pool, 'write', async (tx) => {
    await tx.query('select pg_advisory_xact_lock(1398107, 2)');
    return carry(tx, store);
  });
