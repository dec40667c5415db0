import type { Actor, People, RecordStore, Tx } from '@songhua/kernel';
import { type AreaNode, areaTree, institutionRecord } from '@songhua/module-registry/api.ts';
import { countiesIn, countyAt, type Sight, sightOf } from '../domain/decide-sight.ts';

/** Why those who report and those who look after reports are told of residents. */
export const reportsByLaw: People = {
  oversight:
    'notifiable diseases are reported by law: institutions see their own cards, disease control those of its area; lists show numbers and phones in part',
};

export interface View {
  readonly areas: readonly AreaNode[];
  readonly sight: Sight;
}

/** Which cards the actor sees, and the areas by which that is judged. */
export async function loadView(tx: Tx, actor: Actor): Promise<View> {
  const areas = await areaTree(tx);
  return { areas, sight: sightOf(actor, areas) };
}

/** The counties that an area of a query stands for; undefined: no area was asked for, or the whole city. */
export function countiesAsked({ areas }: View, area: string | undefined): readonly string[] | undefined {
  const asked = areas.find(({ code }) => code === area);
  return area === undefined || asked?.parent === null ? undefined : countiesIn(areas, area);
}

/** The county (or zone) where an institution stands, as far as the registry knows. */
export async function countyOf(
  tx: Tx,
  records: RecordStore,
  { areas }: Pick<View, 'areas'>,
  institution: string,
): Promise<string | null> {
  const found = await institutionRecord(tx, records, institution.slice('Organization/'.length));
  return countyAt(areas, found?.area);
}

/** The county of a town of this city; undefined when there is no such town. */
export const countyOfTown = ({ areas }: Pick<View, 'areas'>, town: string): string | undefined =>
  areas.find(({ code, level }) => code === town && level === 'town')?.parent ?? undefined;
