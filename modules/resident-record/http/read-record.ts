import { ok, route } from '@songhua/kernel';
import { personParams, record } from '../contract.ts';
import { assembleRecord } from '../domain/assemble-record.ts';
import { gatherRecord } from '../store/gather-record.ts';
import { looksAt } from '../store/looks.ts';
import { showing } from './show.ts';
import { whoseRecord } from './whose-record.ts';

export const readRecord = route({
  method: 'GET',
  path: '/api/resident-record/people/:patient',
  summary: { zh: '一位居民的健康档案：首页与各部分', en: 'The record of one person: front page and sections' },
  permission: 'resident-record.read',
  people: 'reach',
  transaction: 'search',
  params: personParams,
  response: record,
  handle: async ({ params: { patient }, ...call }) => {
    const whose = await whoseRecord(call, patient);
    if (!whose.ok) return whose;
    const { patients } = whose.value;
    const gathered = await gatherRecord(call, patients);
    if (!gathered.ok) return gathered;
    const ids = patients.map(({ id }) => id);
    const looks = await looksAt(call.tx, call.actor.id, ids);
    return ok(showing(assembleRecord(gathered.value, looks, call.now), gathered.value));
  },
});
