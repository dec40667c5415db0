import { ok, refuse, route } from '@songhua/kernel';
import { equipmentDraft, equipmentTaken } from '../contract.ts';
import { checkEquipment } from '../domain/sum-equipment.ts';
import { equipmentTitles } from '../domain/word-titles.ts';
import { addEquipment } from '../store/equipment.ts';
import { findFacility } from '../store/facilities.ts';
import { loadSurroundings } from './load-surroundings.ts';
import { tell } from './write-on-facility.ts';

export const reportEquipment = route({
  method: 'POST',
  path: '/api/surge/equipment',
  summary: {
    zh: '填报呼吸机、ECMO、救护车的总数和在用数',
    en: 'Report ventilators, ECMO machines and ambulances, there and in use',
  },
  permission: 'surge.report',
  people: 'none',
  body: equipmentDraft,
  response: equipmentTaken,
  handle: async ({ tx, actor, now, body: { institution, entries } }) => {
    const mine = (await loadSurroundings(tx, actor)).reports(institution);
    if (!mine.ok) return mine;
    if (!(await findFacility(tx, institution))) return refuse('surge.unknown-facility', { institution });
    const checked = checkEquipment(entries);
    if (!checked.ok) return checked;
    await addEquipment(tx, institution, entries, actor.name, now);
    const list = (language: 'zh' | 'en', and: string): string =>
      entries.map(({ kind, there, inUse }) => `${equipmentTitles[kind][language]} ${inUse}/${there}`).join(and);
    const said = { zh: `填报设备（在用/总数）：${list('zh', '、')}`, en: `Equipment (in use/there): ${list('en', ', ')}` };
    await tell(tx, { institution, ward: null }, said, actor, now);
    return ok({ taken: entries.length });
  },
});
