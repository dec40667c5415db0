import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import type { BedSort, InstitutionFact, MeasureFact, PostSort } from '../contract.ts';

/** What rules ask of a post, as one text: posts alike in all of it have the same. */
export const staffTraits = (p: PostSort): string =>
  JSON.stringify([p.profession, p.category, p.licence, p.specialty, p.duties, p.post, p.established, p.years, p.evidence]);

/** The post that `staffTraits` wrote. */
export function readStaffTraits(text: string): PostSort {
  const [profession, category, licence, specialty, duties, post, established, years, evidence] = JSON.parse(text) as [
    string,
    string | null,
    string | null,
    string | null,
    string[],
    string,
    boolean,
    number | null,
    Evidence,
  ];
  return { profession, category, licence, specialty, duties, post, established, years, evidence };
}

/** What rules ask of a bed, as one text. */
export const bedTraits = (b: BedSort): string => JSON.stringify([b.class, b.department, b.convertible, b.openable, b.evidence]);

/** The bed that `bedTraits` wrote. */
export function readBedTraits(text: string): BedSort {
  const [cls, department, convertible, openable, evidence] = JSON.parse(text) as [
    string,
    string | null,
    boolean,
    boolean,
    Evidence,
  ];
  return { class: cls, department, convertible, openable, evidence };
}

type Figures = readonly (readonly [asOf: string, evidence: Evidence, values: Readonly<Record<string, number>>])[];

/** An institution's figures as one text: those of one day and evidence together, the days in order. */
export function figuresText(facts: readonly InstitutionFact[]): string {
  const days = Map.groupBy(facts, ({ asOf, evidence }) => `${asOf} ${evidence}`);
  const figures: Figures = [...days.values()]
    .map((all): Figures[number] => [
      all[0]?.asOf ?? '',
      all[0]?.evidence ?? 'synthetic',
      Object.fromEntries(all.map(({ measure, value }) => [measure, value])),
    ])
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1));
  return JSON.stringify(figures);
}

/** Of the figures that `figuresText` wrote, each measure's newest not after the day. */
export function readFigures(text: string, at: string): Readonly<Record<string, MeasureFact>> {
  const found: Record<string, MeasureFact> = {};
  for (const [asOf, evidence, values] of JSON.parse(text) as Figures) {
    if (asOf > at) break;
    for (const [measure, value] of Object.entries(values)) found[measure] = { value, asOf, evidence };
  }
  return found;
}
