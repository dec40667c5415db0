import { httpReply, ok, refuse, route } from '@songhua/kernel';
import { personParams, recordVersion } from '../contract.ts';
import { versionOf } from '../domain/version-record.ts';
import { readRegistrations } from '../store/gather-record.ts';

/**
 * Lets an open page ask whether the record that it shows is still the same person's, without asking for that record again: the answer tells
 * nothing of anybody, so the log of accesses keeps it as a request and not as a look at the record.
 */
export const tellVersion = route({
  method: 'GET',
  path: '/api/resident-record/people/:patient/version',
  summary: {
    zh: '打开的档案是否仍由同样的登记组成（不含档案内容，不算查阅）',
    en: 'Whether an open record is still made of the same registrations',
  },
  permission: 'resident-record.read',
  people: 'reach',
  params: personParams,
  response: recordVersion,
  handle: async ({ params: { patient }, ...call }) => {
    const patients = await readRegistrations(call, patient);
    if (patients.length === 0) return refuse('resident-record.unknown-person', { id: patient });
    return ok(httpReply(200, { version: versionOf(patients) }, { 'content-type': 'application/json; charset=utf-8' }, []));
  },
});
