import { type Evidence, weakest } from '@songhua/engine-plan/evidence.ts';
import { earlier } from '@songhua/engine-plan/fact.ts';
import type { InstitutionFacts } from '../contract.ts';
import type { Group } from './roll-up.ts';

/** What of an institution is added up. */
export type Summed = Pick<
  InstitutionFacts,
  'area' | 'class' | 'kind' | 'level' | 'ownership' | 'since' | 'evidence' | 'nameEvidence' | 'measures' | 'services'
>;

type Sum = Pick<Group, 'value' | 'known' | 'asOf' | 'evidence'>;

function add(sums: Map<string, Sum>, measure: string, value: number, asOf: string, evidence: readonly Evidence[]): void {
  const before = sums.get(measure);
  sums.set(measure, {
    value: (before?.value ?? 0) + value,
    known: (before?.known ?? 0) + 1,
    asOf: before ? earlier(before.asOf, asOf) : asOf,
    evidence: weakest(before ? [before.evidence, ...evidence] : evidence),
  });
}

/**
 * Institutions in groups of like ones, with the sum of each count. A sum is as old as its oldest part, and as weak as the
 * weakest of its figures and of what decides whose figures they are; a count of institutions also rests on their names.
 */
export function groupFacts(institutions: readonly Summed[]): Group[] {
  const groups = new Map<
    string,
    { readonly traits: Pick<Group, 'area' | 'class' | 'kind' | 'level' | 'ownership'>; readonly sums: Map<string, Sum> }
  >();
  for (const one of institutions) {
    const { area, class: cls, kind, level, ownership, since, evidence, nameEvidence } = one;
    const key = `${area} ${cls} ${kind} ${level} ${ownership}`;
    const group = groups.get(key) ?? { traits: { area, class: cls, kind, level, ownership }, sums: new Map<string, Sum>() };
    groups.set(key, group);
    add(group.sums, 'one', 1, since, [evidence, nameEvidence]);
    for (const [measure, fact] of Object.entries(one.measures))
      add(group.sums, measure, fact.value, fact.asOf, [evidence, fact.evidence]);
    for (const service of one.services)
      add(group.sums, service.code, service.offered ? 1 : 0, since, [evidence, service.evidence]);
  }
  return [...groups.values()].flatMap(({ traits, sums }) => [...sums].map(([measure, sum]) => ({ ...traits, measure, ...sum })));
}
