import { labels, ok, reachOf, route } from '@songhua/kernel';
import { limits } from '../contract.ts';
import { sayLimits } from '../domain/say-limits.ts';

export const readLimits = route({
  method: 'GET',
  path: '/api/resident-record/limits',
  summary: { zh: '按您的身份，档案中哪些内容不显示', en: 'What of records is not shown to you' },
  permission: 'resident-record.read',
  people: 'none',
  response: limits,
  handle: async ({ actor }) =>
    ok(sayLimits({ reach: reachOf(actor), actsForNobody: actor.kind === 'person' && actor.institution === undefined }, labels)),
});
