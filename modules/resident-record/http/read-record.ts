import { ok, refuse, route } from '@songhua/kernel';
import { personParams, record } from '../contract.ts';
import { assembleRecord } from '../domain/assemble-record.ts';
import { gatherRecord, readRegistrations } from '../store/gather-record.ts';
import { looksAt } from '../store/looks.ts';
import { showing } from './show.ts';

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
    const patients = await readRegistrations(call, patient);
    if (patients.length === 0) return refuse('resident-record.unknown-person', { id: patient });
    const gathered = await gatherRecord(call, patients);
    if (!gathered.ok) return gathered;
    const looks = await looksAt(
      call.tx,
      call.actor.id,
      patients.map(({ id }) => id),
    );
    return ok(showing(assembleRecord(gathered.value, looks, call.now), gathered.value));
  },
});
