import { Readable } from 'node:stream';
import type { Touched } from '@songhua/access';
import { everybody, mostNamed } from '@songhua/access/audit/of-records.ts';
import { type Disclosed, type StreamReply, withTx } from '@songhua/kernel';
import type pg from 'pg';

/** The pieces of a file, each asked for when the one before has been taken: who reads slowly holds neither memory nor a transaction. */
export const piecesOf = (pool: pg.Pool, { next }: StreamReply): Readable =>
  Readable.from(
    (async function* () {
      for (;;) {
        const piece = await withTx(pool, 'read', next);
        if (piece === null) return;
        if (piece.length > 0) yield piece;
      }
    })(),
    { objectMode: true, highWaterMark: 1 },
  );

/** What the audit log says of a file: mostly one entry, the first of which counts everything. */
export function touchedOfStream({ resources, patients }: Disclosed): Touched[] {
  const named = patients === 'everybody' ? [everybody] : patients;
  const first: Touched = {
    resources: [],
    resourceCount: resources,
    patients: named.slice(0, mostNamed),
    patientCount: named.length,
  };
  const more = Array.from({ length: Math.max(0, Math.ceil(named.length / mostNamed) - 1) }, (_, n): Touched => {
    const some = named.slice((n + 1) * mostNamed, (n + 2) * mostNamed);
    return { resources: [], resourceCount: 0, patients: some, patientCount: some.length };
  });
  return [first, ...more];
}
