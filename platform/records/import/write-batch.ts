import { ok, type Result, type StoredResource, system, type Tx } from '@songhua/kernel';
import { noteUnread } from '../store/full-text.ts';
import { holdEpoch } from '../store/index-state.ts';
import type { Write } from '../write/types.ts';
import { type Writing, writeResources } from '../write/write-resources.ts';
import { encodeBatch } from './encode.ts';
import { type Batch, gatherAgain, itemOf, type Kept, textOf } from './gather.ts';
import { createHeldRows, type HeldRows, writeOut } from './held-rows.ts';
import type { LineErrors } from './job.ts';
import { findVersions, type Numbered, numberNames } from './number-names.ts';

export interface BatchDone {
  readonly created: number;
  readonly updated: number;
  /** What could not be seen from the line alone: search parameters that cannot work. */
  readonly refused: readonly LineErrors[];
}

/** Resources that are there already go through the pipeline of single writes, so many at a time. */
const updatesAtOnce = 500;

/** What they say changes how everything else is written, so they take the way of single writes, one by one. */
const own = 'SearchParameter';

/** For each row 1 if it becomes a first version here, 0 if it takes the way of single writes. */
async function takenRows(tx: Tx, { rows }: Batch, { rids, isNew }: Numbered): Promise<Uint8Array> {
  const known = rows.filter(({ name }) => isNew[name] === 0).map(({ name }) => rids[name] ?? 0);
  const there = await findVersions(tx, known);
  return Uint8Array.from(rows, ({ name, type }) => (type === own || (isNew[name] === 0 && there.has(rids[name] ?? 0)) ? 0 : 1));
}

/** Tells the modules what was created; of what is updated they hear by the other way. They may look for what they are told of. */
async function project({ projections }: Writing, tx: Tx, batch: Batch, taken: Uint8Array, held: HeldRows): Promise<void> {
  for (const { types, apply } of projections) {
    const touched = batch.rows.filter(({ type }, n) => taken[n] === 1 && types.includes(type));
    if (touched.length === 0) continue;
    await writeOut(tx, held);
    await apply(
      tx,
      touched.map((row) => JSON.parse(textOf(batch, row)) as StoredResource),
      // Who imports reaches a type as a whole: backends and the console, never an account.
      () => system,
    );
  }
}

/** The items from a place on that may be written together: none twice, search parameters alone. */
function roundFrom(items: readonly Kept[], from: number): readonly Kept[] {
  const round = new Map<string, Kept>();
  for (let at = from; at < items.length && round.size < updatesAtOnce; at += 1) {
    const item = items[at] as Kept;
    const name = `${item.type}/${item.id}`;
    if (round.has(name) || (item.type === own && round.size > 0)) break;
    round.set(name, item);
    if (item.type === own) break;
  }
  return [...round.values()];
}

const writeOf = (batch: Batch, kept: Kept): Write => {
  const { type, id, scan } = itemOf(batch, kept);
  return { type, id, method: 'PUT', scan };
};

/** New versions of what is there already, in order; a resource that comes again waits for the next round. */
async function update(writing: Writing, tx: Tx, batch: Batch, items: readonly Kept[]): Promise<Result<BatchDone>> {
  let created = 0;
  let updated = 0;
  const refused: LineErrors[] = [];
  for (let from = 0; from < items.length; ) {
    const round = roundFrom(items, from);
    from += round.length;
    const [first] = round;
    const write = () =>
      writeResources(
        writing,
        tx,
        round.map((kept) => writeOf(batch, kept)),
        batch.now,
      );
    const done = first?.type === own ? await tx.attempt(write) : await write();
    if (!done.ok) {
      if (first?.type !== own) return done;
      refused.push({ line: first.line, errors: done.error.errors ?? [] });
      continue;
    }
    for (const written of done.value) {
      if (written?.created) created += 1;
      else updated += 1;
    }
  }
  return ok({ created, updated, refused });
}

/** Writes by the parameters in force, which stay so until the transaction ends as far as this writing goes. */
async function writeHeld(writing: Writing, tx: Tx, batch: Batch, held: HeldRows): Promise<Result<BatchDone>> {
  const numbered = await numberNames(tx, batch.names);
  const taken = await takenRows(tx, batch, numbered);
  for (const { sql, rows, chunks } of encodeBatch(batch, numbered, taken, held.hold)) if (rows > 0) await tx.copy(sql, chunks);
  if (held.hasManyWords()) {
    const { sql, chunks } = held.words();
    await tx.copy(sql, chunks);
  }
  if (writing.notesTexts) {
    const written = batch.rows.filter((_, n) => taken[n] === 1).map(({ name }) => name);
    await noteUnread(
      tx,
      written.map((name) => numbered.rids[name] ?? 0),
      written.map((name) => numbered.places[name] ?? 0),
    );
  }
  writing.dictionary.add(tx, batch.terms);
  await project(writing, tx, batch, taken, held);
  const others = batch.rows.filter((_, n) => taken[n] === 0);
  // A new version replaces the rows of the one before it, which may be among those that are held.
  if (others.length + batch.again.length > 0) await writeOut(tx, held);
  const rest = await update({ ...writing, referencesEnforced: false }, tx, batch, [...others, ...batch.again]);
  if (!rest.ok) return rest;
  return ok({ ...rest.value, created: batch.rows.length - others.length + rest.value.created });
}

/**
 * Writes a batch in the caller's transaction: what is new by COPY, what is there already as new versions. References need
 * not be to what is there: it may come later. Throws with PostgreSQL's code when another writer creates one of the
 * resources at the same moment; nothing of the transaction may stay then. With `held`, what the resources are found by is held
 * back there, and the caller writes it out before the transaction ends.
 */
export async function writeBatch(writing: Writing, tx: Tx, batch: Batch, held?: HeldRows): Promise<Result<BatchDone>> {
  const holding = held ?? createHeldRows();
  for (let by = writing; ; ) {
    const fitting = batch.epoch === by.epoch ? batch : gatherAgain(by, batch);
    if ((await holdEpoch(tx, by.epoch)) === by.epoch) {
      const done = await writeHeld(by, tx, fitting, holding);
      if (!held) await writeOut(tx, holding);
      return done;
    }
    const renewed = await by.renewed(tx);
    if (!renewed.ok) return renewed;
    by = renewed.value;
  }
}
