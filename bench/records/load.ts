/** Brings the city in, by the way that imports take. */
import { setImmediate as breathe } from 'node:timers/promises';
import { scanJson } from '@songhua/engine-fhir/json/scan.ts';
import { must, ok, withResult } from '@songhua/kernel';
import type { FhirStore } from '@songhua/records/fhir-store.ts';
import { longRun } from '@songhua/records/import/command.ts';
import { type Batch, createGatherer } from '@songhua/records/import/gather.ts';
import { createHeldRows, writeOut } from '@songhua/records/import/held-rows.ts';
import { writeBatch } from '@songhua/records/import/write-batch.ts';
import type pg from 'pg';
import type { Made } from '../storage/city.ts';
import { makeRecords } from './city.ts';

const batchSize = 20_000;

/** The city's records one after the other, so many at a time. */
export interface City {
  take(count: number): Generator<Made>;
}

export function openCity(seed: number): City {
  const made = makeRecords(seed);
  return {
    take: function* (count) {
      for (let n = 0; n < count; n += 1) {
        const one = made.next();
        if (one.done) throw new Error('the city has an end');
        yield one.value;
      }
    },
  };
}

async function gather(gatherer: ReturnType<typeof createGatherer>, city: City, count: number): Promise<Batch> {
  gatherer.begin(new Date(), { resources: count, bytes: count * 1_500 });
  let line = 0;
  for (const one of city.take(count)) {
    const scan = scanJson(one.body, { deepest: 100 });
    if (!scan.ok) throw new Error(`${one.type}/${one.id} cannot be read`);
    line += 1;
    gatherer.add({ type: one.type, id: one.id, scan: scan.value, line });
    // PostgreSQL takes what the batch before has to say meanwhile.
    if (line % 200 === 0) await breathe();
  }
  return gatherer.end();
}

/** Loads so many records of the city. */
export async function load(pool: pg.Pool, { writing }: FhirStore, city: City, count: number): Promise<void> {
  const gatherer = createGatherer(writing);
  for (let done = 0; done < count; ) {
    const run = Math.min(longRun.resources, count - done);
    const written = await withResult(pool, 'write', async (tx) => {
      const held = createHeldRows();
      let batch = await gather(gatherer, city, Math.min(batchSize, run));
      for (let at = batchSize; ; at += batchSize) {
        const writes = writeBatch(writing, tx, batch, held);
        const next = at < run ? await gather(gatherer, city, Math.min(batchSize, run - at)) : undefined;
        must(await writes);
        batch.release();
        if (!next) break;
        batch = next;
      }
      await writeOut(tx, held);
      return ok(null);
    });
    must(written);
    done += run;
    process.stderr.write(`\rloaded ${done} of ${count}   `);
  }
  process.stderr.write('\n');
}

export async function settle(pool: pg.Pool): Promise<void> {
  await pool.query('vacuum analyze');
  await pool.query('checkpoint');
}

/** Waits until the server has read the words of whatever was loaded (`_text`, `_content`), which it does in the background. */
export async function read(pool: pg.Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query('select from records.unread limit 1');
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
