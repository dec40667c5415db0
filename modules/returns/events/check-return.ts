import { createHash } from 'node:crypto';
import { ok, type RecordStore, type Result, refuse, type Tx } from '@songhua/kernel';
import type { Checked } from '../contract.ts';
import { type CheckedRows, checkRows, mostFaults } from '../domain/check-rows.ts';
import { columnsOf } from '../domain/columns.ts';
import { decide } from '../domain/decide.ts';
import type { Decision } from '../domain/decision.ts';
import { findHeading, type Headed } from '../domain/find-heading.ts';
import { maskText } from '../domain/mask-private.ts';
import type { RegistryView, ReturnScope } from '../domain/registry-shapes.ts';
import { newIds } from '../domain/taken-ids.ts';
import { readFile } from '../reading/read-file.ts';
import type { Progress } from '../store/work.ts';
import { readTaken, readView } from './read-view.ts';
import { registryWords } from './registry-words.ts';

/** What a file comes to, and how the check is summed up. */
export interface CheckResult {
  readonly decision: Decision;
  readonly checked: Checked;
  /** Of what was shown, changes and faults: the same when nothing has changed in the registry or the file. */
  readonly digest: string;
}

/** Rows read in one go; others get their turn in between. */
const atOnce = 2_000;

async function checkInSteps(scope: ReturnScope, { rows: raw }: Headed, told: (done: number) => void): Promise<CheckedRows> {
  const columns = columnsOf(scope.kind, registryWords);
  const parts: CheckedRows[] = [];
  let room = mostFaults;
  for (let at = 0; at < raw.length; at += atOnce) {
    const part = checkRows(raw.slice(at, at + atOnce), columns, registryWords, room);
    room -= part.faults.length;
    parts.push(part);
    told(Math.min(raw.length, at + atOnce));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return {
    rows: parts.flatMap(({ rows }) => rows),
    bad: parts.flatMap(({ bad }) => bad),
    faults: parts.flatMap(({ faults }) => faults),
    told: parts.reduce((sum, { told }) => sum + told, 0),
  };
}

/**
 * Decides until no id of something new stands in the store already: where one does, the row is told, or another id taken, so nothing that
 * is there is written over.
 */
async function decideOverStore(
  tx: Tx,
  records: RecordStore,
  view: RegistryView,
  decideWith: (known: RegistryView) => Decision,
): Promise<Decision> {
  for (let known = view; ; ) {
    const decision = decideWith(known);
    const found = await readTaken(tx, records, newIds(decision, view));
    if ([...found.keys()].every((key) => known.taken.has(key))) return decision;
    known = { ...known, taken: new Map([...known.taken, ...found]) };
  }
}

/** Reads a file and holds it against the registry as it is in this transaction. Refused when it cannot be read at all. */
export async function checkReturn(
  tx: Tx,
  records: RecordStore,
  scope: ReturnScope,
  content: Buffer,
  progress: Progress,
): Promise<Result<CheckResult>> {
  progress('reading', 0, 0);
  const file = await readFile(content);
  if (!file.ok) {
    return refuse('returns.unreadable-file', {}, [{ field: scope.file, ...file.fault }]);
  }
  const { sheets, format, encoding } = file.value;
  const headed = findHeading(sheets, columnsOf(scope.kind, registryWords));
  progress('checking', 0, headed.rows.length);
  const view = await readView(tx, records, scope, headed.rows);
  const rows = await checkInSteps(scope, headed, (done) => progress('checking', done, headed.rows.length));
  const decision = await decideOverStore(tx, records, view, (known) => decide(scope, headed, registryWords, known, rows));
  progress('checking', headed.rows.length, headed.rows.length);
  const count = (action: string): number => decision.planned.filter((one) => one.action === action).length;
  const checked: Checked = {
    format,
    encoding,
    rows: headed.rows.length,
    badRows: decision.badRows,
    errors: decision.faults.length,
    // Everybody who reads of the return reads these, and a heading may hold anything.
    notices: decision.notices.map(maskText),
    created: count('created'),
    changed: count('changed'),
    retired: count('retired'),
    unchanged: count('unchanged'),
  };
  const digest = createHash('sha256')
    .update(JSON.stringify([decision.planned, decision.faults]))
    .digest('hex');
  return ok({ decision, checked, digest });
}

/** Whether what was found may be applied: no fault, or good rows that were asked for alone. Faults of the file as a whole keep all out. */
export const isSound = ({ decision }: Pick<CheckResult, 'decision'>, goodOnly: boolean): boolean =>
  decision.faults.length === 0 ||
  (goodOnly &&
    decision.planned.length > 0 &&
    decision.faults.every(({ line, rule }) => line > 0 && rule !== 'missing-column' && rule !== 'double-column'));
