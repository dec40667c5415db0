import type {
  InstitutionClass,
  InstitutionKind,
  Level,
  Ownership,
  ServiceCode,
  ShareMeasure,
  SumMeasure,
  TotalMeasure,
} from '@songhua/engine-city';
import { shareRules, sumRules } from '@songhua/engine-city';
import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import { weakest } from '@songhua/engine-plan/evidence.ts';
import { earlier } from '@songhua/engine-plan/fact.ts';

/** Institutions alike in everything the rules ask, in one county-level area, with the sum of one of their counts. */
export interface Group {
  readonly area: string;
  readonly class: InstitutionClass;
  readonly kind: InstitutionKind;
  readonly level: Level;
  readonly ownership: Ownership;
  /** A count measure; `one` for the institutions themselves; or a service, then `value` counts those that offer it. */
  readonly measure: string;
  readonly value: number;
  /** How many institutions said something. */
  readonly known: number;
  /** Day of the oldest part. */
  readonly asOf: string;
  readonly evidence: Evidence;
}

/** A sum over an area, as old as its oldest part. `missing`: institutions it should cover that gave no figure. */
export interface RegistryFact {
  readonly area: string;
  readonly measure: TotalMeasure;
  readonly asOf: string;
  readonly value: number;
  readonly evidence: Evidence;
  readonly missing: number;
}

interface Sum {
  readonly value: number;
  readonly known: number;
  readonly asOf: string;
  readonly evidence: Evidence;
}

function add(groups: readonly Group[]): Sum | undefined {
  const [first] = groups;
  if (!first) return undefined;
  return {
    value: groups.reduce((sum, g) => sum + g.value, 0),
    known: groups.reduce((sum, g) => sum + g.known, 0),
    asOf: groups.reduce((oldest, g) => earlier(oldest, g.asOf), first.asOf),
    evidence: weakest(groups.map((g) => g.evidence)),
  };
}

function factsOfArea(area: string, groups: readonly Group[]): RegistryFact[] {
  const byMeasure = Map.groupBy(groups, ({ measure }) => measure);
  const of = (measure: string): readonly Group[] => byMeasure.get(measure) ?? [];
  const all = add(of('one'));
  // Nothing is known of an area without institutions, not even zeros.
  if (!all) return [];
  const facts: RegistryFact[] = [];
  const sumOf = (covers: (g: Group) => boolean, count: string): { sum: Sum; missing: number } | undefined => {
    const expected = add(of('one').filter(covers))?.known ?? 0;
    // No institution of that sort is a true zero, known as well as the list of institutions is.
    if (expected === 0) return { sum: { ...all, value: 0, known: 0 }, missing: 0 };
    const sum = add(of(count).filter(covers));
    return sum && { sum, missing: expected - sum.known };
  };
  for (const measure of Object.keys(sumRules) as SumMeasure[]) {
    const { count, covers } = sumRules[measure];
    const found = sumOf(covers, count);
    if (found) {
      const { value, asOf, evidence } = found.sum;
      facts.push({ area, measure, asOf, value, evidence, missing: found.missing });
    }
  }
  for (const measure of Object.keys(shareRules) as ShareMeasure[]) {
    const { service, covers }: { service: ServiceCode; covers: (g: Group) => boolean } = shareRules[measure];
    const found = sumOf(covers, service);
    if (!found || found.sum.known === 0) continue;
    const { value, known, asOf, evidence } = found.sum;
    facts.push({
      area,
      measure,
      asOf,
      value: (100 * value) / known,
      evidence: weakest([evidence, 'computed']),
      missing: found.missing,
    });
  }
  const beds = facts.find((f) => f.measure === 'beds-total');
  const staff = facts.find((f) => f.measure === 'staff-total');
  if (beds && staff && beds.value > 0) {
    facts.push({
      area,
      measure: 'bed-staff-ratio',
      asOf: earlier(beds.asOf, staff.asOf),
      value: staff.value / beds.value,
      evidence: weakest([beds.evidence, staff.evidence, 'computed']),
      missing: Math.max(beds.missing, staff.missing),
    });
  }
  return facts;
}

/** Every measure for every area above the towns, each over the area and all that lies in it. */
export function rollUp(
  areas: readonly { readonly code: string; readonly parent: string | null; readonly level: string }[],
  groups: readonly Group[],
): readonly RegistryFact[] {
  const parents = new Map(areas.map((a) => [a.code, a.parent]));
  const within = new Map<string, Group[]>();
  for (const group of groups) {
    for (let code: string | null = group.area; code !== null; code = parents.get(code) ?? null) {
      const here = within.get(code);
      if (here) here.push(group);
      else within.set(code, [group]);
    }
  }
  return areas.filter((a) => a.level !== 'town').flatMap((a) => factsOfArea(a.code, within.get(a.code) ?? []));
}
