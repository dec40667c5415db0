import { type Evidence, evidenceKinds } from './evidence.ts';

/** One figure: of which area, which measure, on which day, and what it rests on. */
export interface Fact {
  readonly area: string;
  readonly measure: string;
  /** ISO date. */
  readonly asOf: string;
  readonly value: number;
  readonly evidence: Evidence;
  /** Document and section, where there is one. */
  /** How many of those it should cover gave no figure; a sum with any missing is not used as a value. */
  readonly missing?: number;
  readonly source?: { readonly document: string; readonly section: string };
}

const strength = (evidence: Evidence): number => evidenceKinds.indexOf(evidence);

/** True when `a` is as strong as `b` or stronger. */
export const notWeaker = (a: Evidence, b: Evidence): boolean => strength(a) <= strength(b);

/** The facts by area and measure, for many questions at once. */
export type FactIndex = ReadonlyMap<string, readonly Fact[]>;

const key = (area: string, measure: string): string => `${area}\u0000${measure}`;

export function indexFacts(facts: Iterable<Fact>): FactIndex {
  return Map.groupBy(facts, (fact) => key(fact.area, fact.measure));
}

/**
 * The fact that stands on `at`: the newest not after it and, among those of one day, the strongest evidence; null when
 * there is none. Sums that miss a part are passed over.
 */
export function chooseFact(index: FactIndex, area: string, measure: string, at: string): Fact | null {
  let best: Fact | null = null;
  for (const fact of index.get(key(area, measure)) ?? []) {
    if (fact.asOf > at || (fact.missing ?? 0) > 0) continue;
    const newer = best === null || fact.asOf > best.asOf;
    const stronger = best !== null && fact.asOf === best.asOf && strength(fact.evidence) < strength(best.evidence);
    if (newer || stronger) best = fact;
  }
  return best;
}

/** How many figures the newest incomplete sum up to `at` misses; 0 when there is no such sum. */
export function missingParts(index: FactIndex, area: string, measure: string, at: string): number {
  const incomplete = (index.get(key(area, measure)) ?? []).filter((fact) => fact.asOf <= at && (fact.missing ?? 0) > 0);
  return incomplete.sort((a, b) => (a.asOf < b.asOf ? 1 : -1))[0]?.missing ?? 0;
}

/** The earlier of two ISO dates. */
export function earlier(a: string, b: string): string {
  if (a < b) return a;
  return b;
}

/** Date of the newest fact, or null when there is none: what the pages call today. */
export const newestDate = (facts: readonly Fact[]): string | null =>
  facts.reduce<string | null>((newest, fact) => (newest === null || fact.asOf > newest ? fact.asOf : newest), null);
