import type { Coded, Interpretation, LatestResult, Measured, ReferenceRange, Source } from '../contract.ts';
import { codedOf, isCoded, isVoid, keyOf, type Observation } from './fhir.ts';
import type { SourceOf } from './name-source.ts';
import { interpretationOf, measuredOf, rangeOf, unitOf } from './read-result.ts';

/** One measured thing: an observation, or a component of one (systolic and diastolic of a blood pressure). */
export interface Reading extends Coded {
  readonly key: string;
  readonly group: LatestResult['group'];
  readonly measured: Measured;
  /** Code of the unit. */
  readonly unit: string | null;
  readonly range: ReferenceRange | null;
  readonly interpretation: Interpretation | null;
  readonly observation: Observation;
  readonly source: Source;
}

const groups = ['vital-signs', 'laboratory', 'imaging', 'exam'] as const;
const groupOf = ({ category }: Observation): Reading['group'] => groups.find((code) => isCoded(category, code)) ?? 'other';

/** All that observations measured, in their order; those entered in error and without any result left out. */
export function spreadObservations(observations: readonly Observation[], sourceOf: SourceOf): Reading[] {
  return observations.flatMap((observation): Reading[] => {
    if (isVoid(observation)) return [];
    const source = sourceOf(observation);
    return [observation, ...(observation.component ?? [])].flatMap((part): Reading[] => {
      const measured = measuredOf(part);
      const key = keyOf(part.code);
      if (!measured || key === '') return [];
      const range = rangeOf(part.referenceRange);
      return [
        {
          key,
          ...codedOf(part.code),
          group: groupOf(observation),
          measured,
          unit: unitOf(part),
          range,
          interpretation: interpretationOf(part.interpretation, measured, range),
          observation,
          source,
        },
      ];
    });
  });
}
