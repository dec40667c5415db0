import { ok, route } from '@songhua/kernel';
import { areaTree } from '@songhua/module-registry/api.ts';
import { areaChoices, diseaseList, diseasesQuery } from '../contract.ts';
import { dayIn } from '../domain/judge-clock.ts';
import { diseasesOn, edition, hoursOf, source, verified } from '../domain/notifiable-list.ts';
import { supplementsOf } from '../domain/supplement-of.ts';

export const listDiseases = route({
  method: 'GET',
  path: '/api/reporting/diseases',
  summary: { zh: '某日应报告的法定传染病', en: 'The diseases that had to be reported on a day' },
  permission: 'reporting.read',
  people: 'none',
  query: diseasesQuery,
  response: diseaseList,
  handle: async ({ now, query }) => {
    const on = query.on ?? dayIn(now);
    const items = diseasesOn(on).map((one) => ({
      code: one.code,
      name: one.name,
      class: one.span.class,
      managedAsA: one.span.managedAsA ?? false,
      hours: one.span.hours,
      subtypes: (one.subtypes ?? []).map(({ code, name, managedAsA }) => ({
        code,
        name,
        hours: hoursOf(one, one.span, code),
        managedAsA: managedAsA ?? one.span.managedAsA ?? false,
      })),
      course: one.course ?? false,
      incubationDays: one.incubationDays,
      note: one.span.note ?? null,
      supplements: [...supplementsOf(one.code)],
    }));
    return ok({ on, edition, source, verified, items });
  },
});

export const listAreas = route({
  method: 'GET',
  path: '/api/reporting/areas',
  summary: { zh: '现住址可选的县区与乡镇', en: 'Counties and towns where people live' },
  permission: 'reporting.read',
  people: 'none',
  response: areaChoices,
  handle: async ({ tx }) => {
    const areas = await areaTree(tx);
    return ok({ items: areas.map(({ code, parent, level, name }) => ({ code, parent, level, name })) });
  },
});
