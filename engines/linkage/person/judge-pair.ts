import type { Score } from '../model/score.ts';
import { compareForms } from './compare-forms.ts';
import { areTwo, findVetoes, type Veto } from './find-vetoes.ts';
import { formOf } from './person-form.ts';
import type { PersonRecord } from './person-record.ts';
import { type PersonThresholds, usualPersonThresholds } from './thresholds.ts';

export interface Judgement {
  /** Linked without anybody looking, shown to somebody, or neither. */
  readonly outcome: 'link' | 'review' | 'no';
  /** As FHIR's value set `match-grade` calls it. */
  readonly grade: 'certain' | 'probable' | 'possible' | 'certainly-not';
  /** Codes of what forbids an automatic link. */
  readonly reasons: readonly Veto[];
}

/** What is to be done about two records with this score. No score overrules a veto: such a pair is shown at best. */
export function judgePair(
  { weight }: Pick<Score, 'weight'>,
  one: PersonRecord,
  other: PersonRecord,
  thresholds: PersonThresholds = usualPersonThresholds,
): Judgement {
  if (weight < thresholds.review) return { outcome: 'no', grade: 'certainly-not', reasons: [] };
  const [name = -1, , , number = -1] = compareForms(formOf(one), formOf(other));
  if (areTwo(name, number)) return { outcome: 'no', grade: 'certainly-not', reasons: ['different-numbers', 'other-name'] };
  const reasons = findVetoes(one, other);
  if (weight >= thresholds.link && reasons.length === 0) return { outcome: 'link', grade: 'certain', reasons };
  return { outcome: 'review', grade: weight >= thresholds.probable ? 'probable' : 'possible', reasons };
}
