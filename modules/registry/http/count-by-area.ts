import { ok, route } from '@songhua/kernel';
import { areaCountList, areaCountQuery } from '../contract.ts';
import { countByArea } from '../store/area-counts.ts';
import { readFilter } from './read-filter.ts';

export const countInstitutionsByArea = route({
  method: 'GET',
  path: '/api/registry/area-counts',
  summary: {
    zh: '筛选出的机构按县（市）区计数，不计地区条件',
    en: 'Institutions under the filter by county-level area, whatever the area',
  },
  permission: 'registry.read',
  people: 'none',
  query: areaCountQuery,
  response: areaCountList,
  handle: async ({ tx, query }) => {
    const filter = await readFilter(tx, query);
    return filter.ok ? ok({ items: await countByArea(tx, filter.value) }) : filter;
  },
});
