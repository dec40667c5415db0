import { ok, route } from '@songhua/kernel';
import { institutionsOfArea } from '@songhua/module-registry/api.ts';
import { institutionChoices, institutionsQuery } from '../contract.ts';
import { loadView } from './load-sight.ts';

/** So many are offered; who types more sees fewer. */
const most = 20;

export const findInstitutions = route({
  method: 'GET',
  path: '/api/reporting/institutions',
  summary: { zh: '按名称查找本辖区的机构', en: 'Institutions of one’s area by a part of their name' },
  permission: 'reporting.read',
  people: 'none',
  query: institutionsQuery,
  response: institutionChoices,
  handle: async ({ tx, actor, query: { q } }) => {
    const { areas, sight } = await loadView(tx, actor);
    const roots = areas.filter(({ parent }) => parent === null).map(({ code }) => code);
    const own = sight.of === 'city' ? roots : sight.of === 'counties' ? sight.codes.slice(0, 1) : [];
    const all = (await Promise.all(own.map((code) => institutionsOfArea(tx, code)))).flat();
    const asked = q.toLowerCase();
    const found = all.filter(({ name }) => name.toLowerCase().includes(asked)).slice(0, most);
    const countyOf = (code: string) => areas.find((area) => area.code === code)?.name ?? { zh: code, en: code };
    return ok({ items: found.map(({ id, name, area }) => ({ reference: `Organization/${id}`, name, county: countyOf(area) })) });
  },
});
