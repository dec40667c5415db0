import { ok, type Result, refuse } from '@songhua/kernel';
import type { DecisionKind } from '../contract.ts';
import { crossPairs, type Partition, samePartition } from './partition.ts';

export type Pair = readonly [string, string];

/** A decision as it was written down. */
export interface Taken {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly before: Partition;
  readonly after: Partition;
  readonly apartAdded: readonly Pair[];
  readonly apartRemoved: readonly Pair[];
}

export interface Undoing {
  readonly before: Partition;
  readonly after: Partition;
  readonly apartAdded: readonly Pair[];
  readonly apartRemoved: readonly Pair[];
}

/** Pairs of registrations of different people. */
function pairsBetween(partition: Partition): Pair[] {
  return partition.flatMap((group, at) => partition.slice(at + 1).flatMap((other) => [...crossPairs(group, other)]));
}

/**
 * What takes a decision back: the people of before, exactly, as long as those whom it decided about are still as it left them. What the machine had
 * linked is then said to be apart, or it would link it again.
 */
export function decideUndo(taken: Taken, now: Partition, undoneBy: string | null): Result<Undoing> {
  if (undoneBy !== null) return refuse('identity.already-undone', { id: taken.id });
  if (!samePartition(now, taken.after)) return refuse('identity.decided-since', { id: taken.id });
  const added = taken.kind === 'auto' ? pairsBetween(taken.before) : [];
  return ok({
    before: taken.after,
    after: taken.before,
    apartAdded: [...taken.apartRemoved, ...added],
    apartRemoved: taken.apartAdded,
  });
}
