import { scanJson } from '@songhua/engine-fhir/json/scan.ts';
import type { Result, StoredResource, Tx } from '@songhua/kernel';
import { ok } from '@songhua/kernel';
import { deepest } from '../domain/check-resource.ts';
import type { Write } from '../write/types.ts';
import { type Writing, writeResources } from '../write/write-resources.ts';
import { encodeBatch } from './encode.ts';
import type { Batch, Kept } from './gather.ts';
import { findVersions, type Numbered, numberNames } from './number-names.ts';

export interface BatchDone {
  readonly created: number;
  readonly updated: number;
}

/** Resources that are there already go through the pipeline of single writes, so many at a time. */
const updatesAtOnce = 500;

/** For each row 1 if it becomes a first version, 0 if there is a version already. */
async function takenRows(tx: Tx, { rows }: Batch, { rids, isNew }: Numbered): Promise<Uint8Array> {
  const known = rows.filter(({ name }) => isNew[name] === 0).map(({ name }) => rids[name] ?? 0);
  const there = await findVersions(tx, known);
  return Uint8Array.from(rows, ({ name }) => (isNew[name] === 0 && there.has(rids[name] ?? 0) ? 0 : 1));
}

function writeOf({ type, id, text, line }: Kept): Write {
  const scanned = scanJson(text, { deepest, firstLine: line });
  if (!scanned.ok) throw new Error(`line ${line} was read before`);
  return { type, id, method: 'PUT', scan: scanned.value };
}

/** Tells the modules what was created; what is updated they hear of by the other way. */
async function project({ projections }: Writing, tx: Tx, { rows, bodies }: Batch, taken: Uint8Array): Promise<void> {
  for (const { types, apply } of projections) {
    const touched = rows.flatMap(({ kept, from, end }, n) =>
      taken[n] === 1 && types.includes(kept.type)
        ? [JSON.parse(Buffer.from(bodies.buffer, bodies.byteOffset + from, end - from).toString('utf8')) as StoredResource]
        : [],
    );
    if (touched.length > 0) await apply(tx, touched);
  }
}

/** New versions of what is there already, in order; a resource that comes again waits for the next round. */
async function update(writing: Writing, tx: Tx, items: readonly Kept[], now: Date): Promise<Result<BatchDone>> {
  let created = 0;
  let updated = 0;
  for (let from = 0; from < items.length; ) {
    const round = new Map<string, Kept>();
    while (from < items.length && round.size < updatesAtOnce) {
      const item = items[from] as Kept;
      const name = `${item.type}/${item.id}`;
      if (round.has(name)) break;
      round.set(name, item);
      from += 1;
    }
    const done = await writeResources(writing, tx, [...round.values()].map(writeOf), now);
    if (!done.ok) return done;
    for (const written of done.value) {
      if (written?.created) created += 1;
      else updated += 1;
    }
  }
  return ok({ created, updated });
}

/**
 * Writes a batch in the caller's transaction: what is new by COPY, what is there already as new versions. References need
 * not be to what is there: it may come later. Throws with PostgreSQL's code when another writer creates one of the
 * resources at the same moment; the batch stays as it is and may be tried again.
 */
export async function writeBatch(writing: Writing, tx: Tx, batch: Batch): Promise<Result<BatchDone>> {
  const open: Writing = { ...writing, referencesEnforced: false };
  const numbered = await numberNames(tx, batch.names);
  const taken = await takenRows(tx, batch, numbered);
  for (const { sql, rows, chunks } of encodeBatch(batch, numbered, taken)) if (rows > 0) await tx.copy(sql, chunks);
  await writing.dictionary.add(tx, batch.terms);
  await project(writing, tx, batch, taken);
  const existing = batch.rows.filter((_, n) => taken[n] === 0).map(({ kept }) => kept);
  const rest = await update(open, tx, [...existing, ...batch.again], batch.now);
  if (!rest.ok) return rest;
  const { created, updated } = rest.value;
  return ok({ created: batch.rows.length - existing.length + created, updated });
}
