import { type Collection, countedBedClasses, type SummedMeasure, technicalProfessions } from '@songhua/engine-city';
import type { InstitutionFacts, PostSort } from '../contract.ts';

/** An institution whose list of people, beds or laboratories does not add up to the figure it reports. */
export interface Miscount {
  readonly institution: string;
  readonly name: string;
  readonly measure: SummedMeasure;
  readonly reported: number;
  readonly counted: number;
}

function total<R extends { readonly n: number }>(rows: readonly R[], holds: (row: R) => boolean): number {
  return rows.reduce((sum, row) => sum + (holds(row) ? row.n : 0), 0);
}

const posts =
  (holds: (post: PostSort) => boolean) =>
  ({ staff }: InstitutionFacts): number =>
    total(staff, ({ of }) => holds(of));

const technical: ReadonlySet<string> = new Set(technicalProfessions);
const counted: ReadonlySet<string> = new Set(countedBedClasses);

/** How each reported figure is counted, and in which list. */
const counts: Readonly<Record<SummedMeasure, readonly [Collection, (institution: InstitutionFacts) => number]>> = {
  'beds-total': ['beds', ({ beds }) => total(beds, ({ of }) => counted.has(of.class))],
  'staff-total': ['staff', posts(() => true)],
  'staff-technical': ['staff', posts((post) => technical.has(post.profession))],
  doctors: ['staff', posts((post) => post.profession === 'doctor')],
  nurses: ['staff', posts((post) => post.profession === 'nurse')],
  pharmacists: ['staff', posts((post) => post.profession === 'pharmacist')],
  'general-practitioners': ['staff', posts((post) => post.profession === 'doctor' && post.specialty === 'general-practice')],
  'tcm-doctors': ['staff', posts((post) => post.profession === 'doctor' && post.category === 'tcm')],
  'p2-laboratories': ['laboratories', ({ laboratories }) => total(laboratories, ({ level }) => level === 'P2')],
};
const measures = Object.keys(counts) as SummedMeasure[];

/**
 * Every figure of an institution that says a list of its is complete while the list does not add up to it: people by
 * profession at their first place of practice, beds without the observation beds, laboratories of level 2.
 */
export const findMiscounts = (institutions: readonly InstitutionFacts[]): readonly Miscount[] =>
  institutions.flatMap((one) =>
    measures.flatMap((measure): Miscount[] => {
      const [collection, count] = counts[measure];
      const reported = one.measures[measure]?.value;
      if (reported === undefined || !one.complete.includes(collection)) return [];
      const found = count(one);
      return found === reported ? [] : [{ institution: one.id, name: one.name, measure, reported, counted: found }];
    }),
  );
