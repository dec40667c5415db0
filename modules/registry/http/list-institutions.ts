import { ok, route } from '@songhua/kernel';
import { facetQuery, facets, institutionList, institutionQuery } from '../contract.ts';
import { countFacets, findInstitutions, noneListed, summariseInstitutions } from '../store/institutions.ts';
import { readFilter } from './read-filter.ts';

export const listInstitutions = route({
  method: 'GET',
  path: '/api/registry/institutions',
  summary: { zh: '查询机构', en: 'Find institutions' },
  permission: 'registry.read',
  people: 'none',
  query: institutionQuery,
  response: institutionList,
  handle: async ({ tx, query }) => {
    const filter = await readFilter(tx, query);
    if (!filter.ok) return filter;
    const summary = await summariseInstitutions(tx, filter.value);
    const empty = summary.total === 0 && (await noneListed(tx));
    return ok({ ...summary, empty, items: await findInstitutions(tx, filter.value, query) });
  },
});

export const readFacets = route({
  method: 'GET',
  path: '/api/registry/facets',
  summary: { zh: '各筛选项的机构数', en: 'Numbers of institutions by filter' },
  permission: 'registry.read',
  people: 'none',
  query: facetQuery,
  response: facets,
  handle: async ({ tx, query }) => {
    const filter = await readFilter(tx, query);
    return filter.ok ? ok(await countFacets(tx, filter.value)) : filter;
  },
});
