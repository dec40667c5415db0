import { append } from '@songhua/events';
import type { Tx } from '@songhua/kernel';
import { newsOf, type StoredSignal } from './signals-read.ts';
import { addStep, type By, type NewStep } from './steps.ts';

/** Writes how a signal stands now, the step that led there, and the news of it; whoever writes holds it. Its version rises. */
export async function writeSignal(tx: Tx, signal: StoredSignal, step: NewStep, by: By, now: Date): Promise<void> {
  const { id, state, answeredAt, outcome, owner, mergedInto, event } = signal;
  await tx.query(
    `update surveillance.signal set state = $2, answered_at = $3, outcome = $4, owner_id = $5, owner_name = $6, merged_into = $7,
       event = $8, event_number = $9, event_state = $10, version = version + 1 where id = $1`,
    [
      ...[id, state, answeredAt, outcome, owner?.id ?? null, owner?.name ?? null, mergedInto],
      ...[event?.id ?? null, event?.number ?? null, event?.state ?? null],
    ],
  );
  await addStep(tx, id, step, by, now);
  await append(tx, 'surveillance.signal-changed', newsOf(signal), now, `signal/${id}`);
}
