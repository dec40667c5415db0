import type { Tx } from '@songhua/kernel';
import type { Decision } from '../contract.ts';
import { ordered, samePartition } from '../domain/partition.ts';
import type { StoredDecision } from '../store/decisions.ts';
import { partitionOf } from '../store/groups.ts';

const lists = (partition: StoredDecision['before']): string[][] => partition.map((group) => [...group]);

/** Decisions as they are shown, each with whether it can be taken back now. */
export async function showDecisions(tx: Tx, decisions: readonly StoredDecision[]): Promise<Decision[]> {
  const now = await partitionOf(tx, [...new Set(decisions.flatMap(({ after }) => after.flat()))]);
  const groupOf = new Map(now.flatMap((group) => group.map((patient) => [patient, group] as const)));
  return decisions.map((one) => {
    const groups = new Set(one.after.flat().map((patient) => groupOf.get(patient) ?? [patient]));
    return {
      id: one.id,
      kind: one.kind,
      at: one.at.toISOString(),
      by: one.by,
      reason: one.reason,
      before: lists(one.before),
      after: lists(one.after),
      references: one.after.flat().map((patient) => `Patient/${patient}`),
      grade: one.grade,
      weight: one.weight,
      evidence: [...one.evidence],
      model: one.model,
      undoes: one.undoes,
      undoneBy: one.undoneBy,
      mayUndo: one.undoneBy === null && samePartition(ordered([...groups]), one.after),
    };
  });
}
