import type { Coded, Interpretation, LatestResult, Measured, ReferenceRange, Source } from '../contract.ts';
import { codedOf, isCoded, isVoid, type Observation } from './fhir.ts';
import { conceptKeys, houseOf } from './key-concepts.ts';
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
  const parts = observations
    .filter((one) => !isVoid(one))
    .map((observation) => {
      const source = sourceOf(observation);
      const told = [observation, ...(observation.component ?? [])].map((part) => ({
        part,
        concept: part.code,
        house: houseOf(source),
      }));
      return { observation, source, told };
    });
  const keyOf = conceptKeys(parts.flatMap(({ told }) => told));
  return parts.flatMap(({ observation, source, told }) =>
    told.flatMap(({ part, ...named }): Reading[] => {
      const measured = measuredOf(part);
      const key = keyOf(named);
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
    }),
  );
}
