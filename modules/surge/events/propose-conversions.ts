import { append } from '@songhua/events';
import { type Subscription, system } from '@songhua/kernel';
import { readResponse } from '@songhua/module-emergency/api.ts';
import { z } from 'zod';
import { proposeConversion } from '../domain/order-conversion.ts';
import { proposeForLevel } from '../domain/propose-for-level.ts';
import { loadCare } from '../http/load-care.ts';
import { loadSurroundings } from '../http/load-surroundings.ts';
import { idOf } from '../ids/id-of.ts';
import { insertConversion, wardsInUse } from '../store/conversions.ts';
import { listFacilities } from '../store/facilities.ts';
import { addLog } from '../store/log.ts';
import { holdAll } from '../store/wards.ts';

const news = z.object({ id: z.string() });

/** When a response runs, the conversions of its level are laid before people, once for each event, level and ward. */
export const proposeConversions: Subscription = {
  name: 'surge.propose-conversions',
  event: 'emergency.event-changed',
  title: { zh: '响应启动后提出病区转换建议', en: 'Propose conversions of wards when a response has begun' },
  handle: async (tx, { payload, at }) => {
    const { id } = news.parse(payload);
    const event = await readResponse(tx, id, at);
    if (!event?.running) return;
    const { level } = event.running;
    await holdAll(tx);
    const around = await loadSurroundings(tx, system);
    const { wards, care } = await loadCare(tx);
    const kindOf = new Map((await listFacilities(tx)).map(({ institution, kind }) => [institution, kind]));
    const spoken = await wardsInUse(tx, `${id} ${level}`);
    const asked = proposeForLevel(
      { level, kind: event.kind, area: event.area },
      wards
        .filter((ward) => !spoken.has(ward.id))
        .map((ward) => ({
          ...ward,
          facility: kindOf.get(ward.institution) ?? 'county',
          area: around.institution(ward.institution).area,
        })),
      care,
    );
    const reason = `${event.number} ${event.title}（${level}）`;
    for (const { ward, to } of asked) {
      const given = { id: idOf(`${id} ${level} ${ward.id}`), reason, event: `${id} ${level}`, at: at.toISOString() };
      await insertConversion(tx, proposeConversion(ward, to, given));
    }
    for (const institution of new Set(asked.map(({ ward }) => ward.institution))) {
      const count = asked.filter(({ ward }) => ward.institution === institution).length;
      const said = {
        zh: `${reason}：建议转换 ${count} 个病区，待确认`,
        en: `${reason}: ${count} conversions proposed, to be confirmed`,
      };
      await addLog(tx, { institution, ward: null }, said, null, at);
      await append(tx, 'surge.changed', { institution }, at, `surge/${institution}`);
    }
  },
};
