import { ok, route } from '@songhua/kernel';
import { areaList } from '../contract.ts';
import { dayInBeijing } from '../domain/day-in-beijing.ts';
import { allAreas } from '../store/areas.ts';
import { newestFact } from '../store/newest-fact.ts';
import { populations } from '../store/published-totals.ts';

/** Why an area has no population. */
export const notPublished = { zh: '现有文件没有公布该地区的人口', en: 'No document here publishes the population of this area' };

export const listAreas = route({
  method: 'GET',
  path: '/api/registry/areas',
  summary: { zh: '行政区划树及人口', en: 'The area tree with populations' },
  permission: 'registry.read',
  people: 'none',
  response: areaList,
  handle: async ({ tx, now }) => {
    const day = dayInBeijing(now);
    const today = (await newestFact(tx, day)) ?? day;
    const people = new Map((await populations(tx, today)).map((p) => [p.area, p]));
    const items = (await allAreas(tx)).map(({ code, parent, level, type, name_zh, name_en }) => {
      const found = people.get(code);
      const population = found && {
        value: found.value,
        asOf: found.asOf,
        evidence: found.evidence,
        source: `${found.document} · ${found.section}`,
      };
      return {
        code,
        parent,
        level,
        type,
        name: { zh: name_zh, en: name_en },
        population: population ?? null,
        ...(!population && { populationReason: notPublished }),
      };
    });
    return ok({ today, items });
  },
});
