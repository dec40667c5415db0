import type { Found } from './find-anomalies.ts';

/** Somebody's searches on one day, by number and name, that found nobody. */
interface Missed {
  readonly actorId: string;
  readonly actorName: string | null;
  readonly count: number;
  readonly first: Date;
  readonly last: Date;
}

/** From how many on a day on they are told: cards are misread, and people not registered yet, but seldom so often. */
export const manyMisses = 20;

/** Who has looked for people on a day as one does who guesses; one finding a person and day. */
export const findMissedFinds = (missed: readonly Missed[], day: string): Found[] =>
  missed
    .filter(({ count }) => count >= manyMisses)
    .map(({ actorId, actorName, count, first, last }) => ({
      id: `finds-missed:${day}:${actorId}`,
      kind: 'finds-missed',
      day,
      actorId,
      actorName,
      severity: Math.min(1, 0.4 + count / 200),
      evidence: { misses: count, first: first.toISOString(), last: last.toISOString() },
    }));
