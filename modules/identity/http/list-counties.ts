import { ok, route } from '@songhua/kernel';
import { areaTree } from '@songhua/module-registry/api.ts';
import { countyList } from '../contract.ts';

/** Counties to narrow a list to, for registrars, who otherwise have nothing to do with the registry of institutions. */
export const listCounties = route({
  method: 'GET',
  path: '/api/identity/counties',
  summary: { zh: '可供筛选的县（市、区）', en: 'Counties to narrow lists to' },
  permission: 'identity.read',
  people: 'none',
  response: countyList,
  handle: async ({ tx }) => {
    const areas = (await areaTree(tx)).filter(({ level }) => level === 'county');
    return ok({ items: areas.map(({ code, name }) => ({ code, name })) });
  },
});
