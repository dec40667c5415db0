import type { Tx } from '@songhua/kernel';
import { everyField, findDrift } from '../domain/find-drift.ts';
import type { StoredReview } from './reviews.ts';
import { findSources } from './sources.ts';

/** Which of these reviews there is something to ask of: of a drift only while what has changed still contradicts the other. */
export async function stillDrifted(tx: Tx, reviews: readonly StoredReview[]): Promise<ReadonlySet<string>> {
  const drifts = reviews.filter(({ drifted }) => drifted !== null);
  const read = drifts.length === 0 ? [] : await findSources(tx, [...new Set(drifts.flatMap(({ one, other }) => [one, other]))]);
  const sources = new Map(read.map((source) => [source.patient, source]));
  const asked = reviews.filter(({ one, other, drifted }) => {
    if (drifted === null) return true;
    const [source, against] = [sources.get(drifted), sources.get(drifted === one ? other : one)];
    return source?.active && against?.active && findDrift(source, [against], everyField) !== null;
  });
  return new Set(asked.map(({ id }) => id));
}
