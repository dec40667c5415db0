import { type Evidence, evidenceKinds } from './evidence.ts';

/** One figure: of which area, which measure, on which day, and what it rests on. */
export interface Fact {
  readonly area: string;
  readonly measure: string;
  /** ISO date. */
  readonly asOf: string;
  readonly value: number;
  readonly evidence: Evidence;
  /** How many of those it should cover gave no figure; a sum with any missing is not used as a value. */
  readonly missing?: number;
  /** Document and section, where there is one. */
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

/** Does `a` stand before `b`? An invented figure never before a real one, however old; then the newer; then the stronger. */
function standsBefore(a: Fact, b: Fact): boolean {
  const invented = (fact: Fact): boolean => fact.evidence === 'synthetic';
  if (invented(a) !== invented(b)) return invented(b);
  if (a.asOf !== b.asOf) return a.asOf > b.asOf;
  return strength(a.evidence) < strength(b.evidence);
}

/**
 * The fact that stands on `at`, of those not after it: a real one before a synthetic one, then the newest, then the
 * strongest evidence; null when there is none. Sums that miss a part are passed over.
 */
export function chooseFact(index: FactIndex, area: string, measure: string, at: string): Fact | null {
  let best: Fact | null = null;
  for (const fact of index.get(key(area, measure)) ?? []) {
    if (fact.asOf > at || (fact.missing ?? 0) > 0) continue;
    if (best === null || standsBefore(fact, best)) best = fact;
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
