/** Brings the city in, by the way that imports take. */
import { scanJson } from '@songhua/engine-fhir/json/scan.ts';
import { withTx } from '@songhua/kernel';
import type { FhirStore } from '@songhua/records/fhir-store.ts';
import { createGatherer } from '@songhua/records/import/gather.ts';
import { writeBatch } from '@songhua/records/import/write-batch.ts';
import type pg from 'pg';
import { makeRecords } from './city.ts';

const batchSize = 20_000;

/** Loads the records from `from` to `to` of the city of this seed. */
export async function load(pool: pg.Pool, store: FhirStore, seed: number, from: number, to: number): Promise<void> {
  const { writing } = store;
  const gatherer = createGatherer(writing);
  const made = makeRecords(seed);
  for (let n = 0; n < from; n += 1) made.next();
  for (let done = from; done < to; ) {
    const count = Math.min(batchSize, to - done);
    gatherer.begin(new Date(), { resources: count, bytes: count * 1_500 });
    for (let n = 0; n < count; n += 1) {
      const one = made.next().value;
      if (!one) throw new Error('the city has an end');
      const scan = scanJson(one.body, { deepest: 100 });
      if (!scan.ok) throw new Error(`${one.type}/${one.id} cannot be read`);
      gatherer.add({ type: one.type, id: one.id, scan: scan.value, line: n + 1 });
    }
    const batch = gatherer.end();
    const written = await withTx(pool, 'write', (tx) => writeBatch(writing, tx, batch));
    if (!written.ok) throw new Error(JSON.stringify(written.error));
    done += count;
    process.stderr.write(`\rloaded ${done} of ${to}   `);
  }
  process.stderr.write('\n');
  await pool.query('vacuum analyze');
  await pool.query('checkpoint');
}
