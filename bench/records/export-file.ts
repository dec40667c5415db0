/** An export as a server carries it out and hands it over, and COPY of the same bytes, which nothing that reads them can beat. */
import { type Reach, withTx } from '@songhua/kernel';
import { findFound } from '@songhua/records/export/find-found.ts';
import { type Found, type Packed, packFound } from '@songhua/records/export/pack.ts';
import { readLines } from '@songhua/records/export/read-lines.ts';
import type { FhirStore } from '@songhua/records/fhir-store.ts';
import type pg from 'pg';

export interface ExportMeans {
  readonly pool: pg.Pool;
  readonly store: FhirStore;
}

/** Somebody who stands in a relation to every patient, to whom nobody forbids anything. */
export const treating: Reach = {
  ways: [{ types: '*', interactions: 'rs', whose: [{ relation: 'treating', id: 'Organization/bench' }], labels: '*' }],
  purpose: 'treatment',
  institutions: ['Organization/bench'],
};

/** Gives every patient that relation; answers how many there are. */
export async function standForAll(pool: pg.Pool, store: FhirStore): Promise<number> {
  const { rowCount } = await pool.query(
    `insert into records.stake (patient, relation, holder, source, since, until)
     select rid, 1, 'Organization/bench', 'Encounter/bench', '-infinity', 'infinity' from records.resource where type = $1`,
    [store.view.index('Patient').code],
  );
  await pool.query('delete from records.unlabelled');
  return rowCount ?? 0;
}

const readerOf = (reach: Reach | null) => (reach ? { reach, now: new Date() } : undefined);

/** What belongs to an export of everything, in its chunks. */
export async function findAll({ pool, store }: ExportMeans, reach: Reach | null): Promise<{ count: number; chunks: Packed[] }> {
  const chunks: Packed[] = [];
  let count = 0;
  await withTx(pool, 'read', async (tx) => {
    const wanted = { level: 'system', types: null, filters: [] } as const;
    const found = async function* (): AsyncGenerator<Found> {
      for await (const some of findFound(tx, { store, reader: readerOf(reach), wanted, moment: new Date() }))
        if (some.ok) yield some.value;
    };
    for await (const packed of packFound(found())) {
      chunks.push(packed);
      count += packed.rids.length;
    }
  });
  return { count, chunks };
}

/** Reads all chunks as a download does, each in a transaction of its own, into the bytes that leave. */
export async function downloadAll({ pool, store }: ExportMeans, reach: Reach | null, chunks: readonly Packed[]): Promise<number> {
  let bytes = 0;
  for (const { kind, type, rids, versions } of chunks) {
    const chunk = { rids: `{${rids.join(',')}}`, versions: `{${versions.join(',')}}` };
    const asked = { store, reader: readerOf(reach), kind, type, show: null };
    bytes += Buffer.from(await withTx(pool, 'read', (tx) => readLines(tx, asked, chunk))).length;
  }
  return bytes;
}

/** What node-postgres hands to a query of one's own making, as far as it is used here. */
interface Wire {
  query(text: string): void;
}

/** The texts of all resources by `COPY … TO STDOUT`, their bytes counted and thrown away. */
export async function copyAll(pool: pg.Pool): Promise<{ readonly bytes: number }> {
  const client = await pool.connect();
  try {
    return await new Promise((resolve, reject) => {
      let bytes = 0;
      const nothing = (): void => {};
      const copy = {
        submit: (wire: Wire) => wire.query('copy (select body from records.resource where not deleted) to stdout'),
        handleCopyData: ({ chunk }: { readonly chunk: Buffer }) => {
          bytes += chunk.length;
        },
        handleError: reject,
        handleCommandComplete: nothing,
        handleReadyForQuery: () => resolve({ bytes }),
        handleRowDescription: nothing,
        handleDataRow: nothing,
      };
      client.query(copy as unknown as pg.Submittable);
    });
  } finally {
    client.release();
  }
}
