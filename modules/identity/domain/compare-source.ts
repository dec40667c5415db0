import type { Score } from '@songhua/engine-linkage/model/score.ts';
import { type Judgement, judgePair } from '@songhua/engine-linkage/person/judge-pair.ts';
import type { PersonModel } from '@songhua/engine-linkage/person/person-model.ts';
import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';
import { scorePair } from '@songhua/engine-linkage/person/score-pair.ts';
import type { PersonThresholds } from '@songhua/engine-linkage/person/thresholds.ts';

/** By what pairs are scored and judged. */
export interface Measure {
  readonly model: PersonModel;
  readonly thresholds: PersonThresholds;
}

/** A registration that may be the same person, with what speaks for it. */
export interface Compared<S extends PersonRecord = PersonRecord> {
  readonly other: S;
  readonly score: Score;
  readonly judgement: Judgement;
}

/** Whether a record says anything by which somebody could be told from others. Of one that does not, nobody is found. */
export const saysSomething = (record: PersonRecord): boolean =>
  (record.name !== '' && (record.born !== null || record.phone !== null || record.address !== null)) ||
  record.number !== null ||
  record.phone !== null;

/** Those of the candidates that are, or may be, the same person, the likeliest first. */
export function compareSource<S extends PersonRecord & { readonly patient: string }>(
  source: PersonRecord,
  candidates: readonly S[],
  { model, thresholds }: Measure,
): readonly Compared<S>[] {
  if (!saysSomething(source)) return [];
  return candidates
    .map((other): Compared<S> => {
      const score = scorePair(model, source, other);
      return { other, score, judgement: judgePair(score, source, other, thresholds) };
    })
    .filter(({ judgement }) => judgement.outcome !== 'no')
    .toSorted((a, b) => b.score.weight - a.score.weight || (a.other.patient < b.other.patient ? -1 : 1));
}
