import { ok, route } from '@songhua/kernel';
import { areaList } from '../contract.ts';
import { loadSurroundings } from './load-surroundings.ts';

export const listAreas = route({
  method: 'GET',
  path: '/api/surveillance/areas',
  summary: { zh: '可填报的县（市、区）和乡镇（街道）', en: 'The counties and towns one may report on' },
  permission: 'surveillance.report',
  people: 'none',
  response: areaList,
  handle: async ({ tx, actor, now }) => {
    const { areas, mine } = await loadSurroundings(tx, actor, now);
    return ok({
      items: areas.filter(({ code, parent }) => mine === undefined || mine.includes(code) || mine.includes(parent ?? '')),
    });
  },
});
