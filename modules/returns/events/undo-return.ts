import { ok, type RecordStore, type Result, refuse, type Tx } from '@songhua/kernel';
import { planUndo, type Undo } from '../domain/plan-undo.ts';
import { readWritten } from '../store/findings.ts';
import type { Progress } from '../store/work.ts';
import { readMany } from './read-view.ts';

/** Resources written in one go. */
const atOnce = 2_000;

/** Names of changed resources that a refusal lists. */
const mostListed = 100;

/** What undoing an accepted return would write now. */
export async function readUndo(tx: Tx, records: RecordStore, submission: string): Promise<Undo> {
  const written = await readWritten(tx, submission);
  return planUndo(written, await readMany(tx, records, written));
}

/** Refused, with their names, when others have changed resources since, unless the rest is to be undone without them. */
export function refuseChanged({ changed }: Pick<Undo, 'changed'>, force: boolean): Result<null> {
  if (changed.length === 0 || force) return ok(null);
  const message = { zh: '入库后已被更改', en: 'changed since it was accepted' };
  const errors = changed.slice(0, mostListed).map((field) => ({ field, rule: 'changed-since', message }));
  return refuse('returns.changed-since', { count: changed.length }, errors);
}

/** Gives every resource that nobody has changed since what it was before, in this transaction; what was created is removed. */
export async function undoReturn(
  tx: Tx,
  records: RecordStore,
  submission: string,
  force: boolean,
  now: Date,
  progress: Progress,
): Promise<Result<{ readonly undone: number }>> {
  const undo = await readUndo(tx, records, submission);
  const allowed = refuseChanged(undo, force);
  if (!allowed.ok) return allowed;
  const { restore, remove } = undo;
  const total = restore.length + remove.length;
  progress('writing', 0, total);
  for (let at = 0; at < restore.length; at += atOnce) {
    const loaded = await records.load(tx, restore.slice(at, at + atOnce), now);
    if (!loaded.ok) return loaded;
    progress('writing', Math.min(restore.length, at + atOnce), total);
  }
  // What refers to others goes before what it refers to.
  const order = ['HealthcareService', 'PractitionerRole', 'Device', 'Location', 'Practitioner', 'Organization'];
  const sorted = remove.toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
  for (let at = 0; at < sorted.length; at += atOnce) {
    const removed = await records.removeAll(tx, sorted.slice(at, at + atOnce), now);
    if (!removed.ok) return removed;
    progress('writing', restore.length + Math.min(sorted.length, at + atOnce), total);
  }
  return ok({ undone: total });
}
