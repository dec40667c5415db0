import type { Text, Tx } from '@songhua/kernel';
import type { Area, Institution, Reconciliation, RegistryFacts } from './contract.ts';
import { groupFacts, type Summed } from './domain/group-facts.ts';
import { reconcile } from './domain/reconcile.ts';
import type { RegistryFact } from './domain/roll-up.ts';
import { rollUp } from './domain/roll-up.ts';
import { allAreas, subtree } from './store/areas.ts';
import { institutionsIn } from './store/institutions.ts';
import { populations, publishedTotals } from './store/published-totals.ts';
import { readRuleFacts, readSummed } from './store/rule-facts.ts';

export {
  bedClassTitles,
  categoryTitles,
  departmentTitles,
  designationTitles,
  dutyTitles,
  equipmentTitles,
  fieldTitles,
  licenceTitles,
  postTitles,
  professionTitles,
  serviceTitles,
  specialtyTitles,
} from './domain/code-titles.ts';
export { dayInBeijing } from './domain/day-in-beijing.ts';
export { figureTitles } from './domain/measure-titles.ts';
export type { RegistryFact } from './domain/roll-up.ts';
export { kindTitles, levelTitles, ownershipTitles } from './domain/word-titles.ts';
export { areaFigureResources } from './domain/write-area-figure.ts';
export { bedResources, departmentResources, equipmentResources, staffResources } from './domain/write-collections.ts';
export { writeInstitution as institutionResources } from './domain/write-institution.ts';
export { figuresOfAreas } from './store/area-figures.ts';
export { bedsOf, departmentsOf, equipmentOf, postsOfPeople, staffOf } from './store/collections.ts';
export { institutionRecord } from './store/institution-record.ts';
export { institutionRecords } from './store/institution-records.ts';
export { newestFact } from './store/newest-fact.ts';
export { populations } from './store/published-totals.ts';
export { countReserves } from './store/reserves.ts';
export { restingOn } from './store/resting.ts';

/** What other modules may ask of the registry; everything happens in the caller's transaction. */

export interface AreaNode {
  readonly code: string;
  readonly parent: string | null;
  readonly level: Area['level'];
  readonly type: string;
  readonly name: Text;
}

/** The area tree in the order of its file: parents before children. */
export async function areaTree(tx: Tx): Promise<readonly AreaNode[]> {
  const rows = await allAreas(tx);
  return rows.map(({ code, parent, level, type, name_zh, name_en }) => ({
    code,
    parent,
    level,
    type,
    name: { zh: name_zh, en: name_en },
  }));
}

/**
 * Every measure for every area above the towns as it stood on the day (ISO date): counts are sums over the area and
 * all in it, shares are in percent, the bed-to-staff ratio is staff per bed, unrounded; populations as published. A
 * measure that is not known is left out, never 0. Evidence is that of the weakest part, what decides who is counted
 * included; the date is that of the oldest part.
 */
export async function registryFacts(tx: Tx, at: string): Promise<readonly RegistryFact[]> {
  return sumFacts(tx, at, await readSummed(tx, at));
}

/** The same of institutions that have been read already, as by `ruleFacts` of the same day. */
export async function sumFacts(tx: Tx, at: string, institutions: readonly Summed[]): Promise<readonly RegistryFact[]> {
  const facts = rollUp(await allAreas(tx), groupFacts(institutions));
  const people = await populations(tx, at);
  return [
    ...facts,
    ...people.map(({ area, measure, asOf, value, evidence }) => ({ area, measure, asOf, value, evidence, missing: 0 })),
  ];
}

/** Every listed institution of an area and all that lies in it, by id; none when there is no such area. */
export async function institutionsOfArea(tx: Tx, area: string): Promise<readonly (Institution & { readonly named: boolean })[]> {
  return institutionsIn(tx, await subtree(tx, area));
}

/** Everything rules may ask of the registry as it stood on the day (ISO date), each institution with its collections grouped. */
export const ruleFacts = (tx: Tx, at: string): Promise<RegistryFacts> => readRuleFacts(tx, at);

/** Every published total beside the registry's own sum on the same day. */
export async function reconciliation(tx: Tx): Promise<Reconciliation> {
  const [areas, published] = [await areaTree(tx), await publishedTotals(tx)];
  const days = [...new Set(published.map((p) => p.asOf))];
  const facts = new Map<string, readonly RegistryFact[]>();
  for (const day of days) facts.set(day, rollUp(areas, groupFacts(await readSummed(tx, day))));
  return reconcile(published, areas, (day) => facts.get(day) ?? []);
}
