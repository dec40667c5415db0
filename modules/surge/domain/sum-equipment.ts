import { ok, type Result, refuse } from '@songhua/kernel';
import { type EquipmentDraft, type EquipmentFigure, type EquipmentSummary, equipmentKinds } from '../contract.ts';

/** Nobody uses more than there is, and each kind is said once. */
export function checkEquipment(entries: EquipmentDraft['entries']): Result<null> {
  for (const [index, { kind, there, inUse }] of entries.entries()) {
    if (entries.findIndex((one) => one.kind === kind) !== index) return refuse('surge.equipment-twice', { kind });
    if (inUse > there) return refuse('surge.more-than-there', { kind, there, inUse });
  }
  return ok(null);
}

/** What hospitals said last, added up by kind; a kind of which none has said anything is left out. */
export function sumEquipment(figures: readonly Pick<EquipmentFigure, 'kind' | 'there' | 'inUse' | 'at'>[]): EquipmentSummary[] {
  return equipmentKinds.flatMap((kind) => {
    const mine = figures.filter((one) => one.kind === kind);
    const times = mine.map(({ at }) => at).sort();
    const [oldestAt, newestAt] = [times[0], times.at(-1)];
    if (oldestAt === undefined || newestAt === undefined) return [];
    const sum = (of: 'there' | 'inUse'): number => mine.reduce((all, one) => all + one[of], 0);
    return [{ kind, institutions: mine.length, there: sum('there'), inUse: sum('inUse'), oldestAt, newestAt }];
  });
}
