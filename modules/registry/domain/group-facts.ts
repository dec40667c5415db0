import { type Evidence, evidenceKinds } from '@songhua/engine-plan/evidence.ts';
import { earlier } from '@songhua/engine-plan/fact.ts';
import type { InstitutionFacts } from '../contract.ts';
import type { Group } from './roll-up.ts';

/** What of an institution is added up. */
export type Summed = Pick<
  InstitutionFacts,
  'area' | 'class' | 'kind' | 'level' | 'ownership' | 'since' | 'evidence' | 'nameEvidence' | 'measures' | 'services'
>;

type Traits = Pick<Group, 'area' | 'class' | 'kind' | 'level' | 'ownership'>;

interface Sum {
  value: number;
  known: number;
  asOf: string;
  /** The weakest so far, as its place among the kinds. */
  rank: number;
}

const ranks: Readonly<Record<Evidence, number>> = { published: 0, entered: 1, computed: 2, synthetic: 3 };

function add(sums: Map<string, Sum>, measure: string, value: number, asOf: string, rank: number): void {
  const sum = sums.get(measure);
  if (!sum) {
    sums.set(measure, { value, known: 1, asOf, rank });
    return;
  }
  sum.value += value;
  sum.known += 1;
  if (sum.asOf !== asOf) sum.asOf = earlier(sum.asOf, asOf);
  if (rank > sum.rank) sum.rank = rank;
}

/**
 * Institutions in groups of like ones, with the sum of each count. A sum is as old as its oldest part, and as weak as the
 * weakest of its figures and of what decides whose figures they are; a count of institutions also rests on their names.
 */
export function groupFacts(institutions: readonly Summed[]): Group[] {
  const groups = new Map<string, { readonly traits: Traits; readonly sums: Map<string, Sum> }>();
  for (const one of institutions) {
    const { area, class: cls, kind, level, ownership, since, evidence, nameEvidence, measures, services } = one;
    const key = `${area} ${cls} ${kind} ${level} ${ownership}`;
    let group = groups.get(key);
    if (!group) {
      group = { traits: { area, class: cls, kind, level, ownership }, sums: new Map() };
      groups.set(key, group);
    }
    const { sums } = group;
    const own = ranks[evidence];
    add(sums, 'one', 1, since, Math.max(own, ranks[nameEvidence]));
    for (const measure of Object.keys(measures)) {
      const fact = measures[measure];
      if (fact) add(sums, measure, fact.value, fact.asOf, Math.max(own, ranks[fact.evidence]));
    }
    for (const service of services)
      add(sums, service.code, service.offered ? 1 : 0, since, Math.max(own, ranks[service.evidence]));
  }
  return [...groups.values()].flatMap(({ traits, sums }) =>
    [...sums].map(([measure, { value, known, asOf, rank }]) => ({
      ...traits,
      measure,
      value,
      known,
      asOf,
      evidence: evidenceKinds[rank] ?? 'synthetic',
    })),
  );
}
