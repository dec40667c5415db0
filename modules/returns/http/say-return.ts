import type { Actor, Text, Tx } from '@songhua/kernel';
import { may } from '@songhua/kernel';
import type { Submission, SubmissionDetail } from '../contract.ts';
import { mayActFor, mayReview } from '../domain/may-act-for.ts';
import { possibleSteps, type Standing } from '../domain/move-state.ts';
import type { AreaInfo } from '../domain/registry-shapes.ts';
import { readHistory, type SubmissionRow } from '../store/submissions.ts';
import { mayKnowNames } from './keep-names.ts';

/** Whether a check's summary lets the file be applied; null when there is none yet. */
export function soundOf({ checked, goodOnly }: Pick<SubmissionRow, 'checked' | 'goodOnly'>): boolean | null {
  if (checked === null) return null;
  return checked.errors === 0 || (goodOnly && checked.badRows > 0 && checked.created + checked.changed + checked.unchanged > 0);
}

/** Work of which nothing was heard for so long has broken off, ms: it may be asked for again. */
const silence = 20 * 60_000;

export const standingOf = (row: SubmissionRow, now: Date): Standing => ({
  state: row.state,
  version: row.version,
  busy: row.work !== null && row.work.endedAt === null && now.getTime() - Date.parse(row.work.changedAt) < silence,
  sound: soundOf(row),
});

export function sayReturn(row: SubmissionRow, areas: ReadonlyMap<string, AreaInfo>): Submission {
  const { upload: _, digest: __, ...rest } = row;
  const name: Text = areas.get(row.area)?.name ?? { zh: row.area, en: row.area };
  return { ...rest, areaName: name };
}

/** A return with its history and what the reader may do with it now. */
export async function sayReturnInFull(
  tx: Tx,
  row: SubmissionRow,
  areas: ReadonlyMap<string, AreaInfo>,
  actor: Actor,
  now: Date,
): Promise<SubmissionDetail> {
  const acts = mayActFor(areas, actor.area, row.area).ok;
  const reviews = mayReview(areas, actor.area).ok;
  const holds = (permission: string): boolean => may(actor, permission) && acts && (permission !== 'returns.review' || reviews);
  return {
    ...sayReturn(row, areas),
    history: [...(await readHistory(tx, row.id))],
    download: mayKnowNames(actor, areas, row.area).ok,
    may: [...possibleSteps(standingOf(row, now), holds)],
  };
}
