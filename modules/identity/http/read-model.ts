import { personFields } from '@songhua/engine-linkage/person/person-fields.ts';
import { personLevels } from '@songhua/engine-linkage/person/person-model.ts';
import { ok, route } from '@songhua/kernel';
import { modelDetail } from '../contract.ts';
import { countIndex } from '../store/count-index.ts';
import { measureInUse } from '../store/model.ts';

export const readModel = route({
  method: 'GET',
  path: '/api/identity/model',
  summary: { zh: '比对模型与主索引概况', en: 'The model in use, and how large the index is' },
  permission: 'identity.read',
  people: { oversight: 'counts of all registrations and people, for who keeps the register' },
  response: modelDetail,
  handle: async ({ tx }) => {
    const { model, thresholds, since } = await measureInUse(tx);
    return ok({
      version: model.version,
      thresholds: { link: thresholds.link, review: thresholds.review },
      comparisons: personFields.map(({ name }, at) => ({
        field: name,
        levels: personLevels[name].map(({ code }, level) => {
          const [same, other] = [model.m[at]?.[level] ?? 0, model.u[at]?.[level] ?? 0];
          return { code, same, other, weight: same > 0 && other > 0 ? Math.log2(same / other) : 0 };
        }),
      })),
      since: since?.toISOString() ?? null,
      counts: await countIndex(tx),
    });
  },
});
