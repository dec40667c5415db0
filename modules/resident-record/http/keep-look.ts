import { ok, refuse, route } from '@songhua/kernel';
import { personParams, seen, seenInput } from '../contract.ts';
import { readRegistrations } from '../store/gather-record.ts';
import { keepLook as save } from '../store/looks.ts';

/** What was written just before a look may be committed, and so become visible, only after it, ms: a look reaches no closer, so that it is not lost as news. */
const lateWrites = 60_000;

/** A look is kept when somebody says that they have seen the record: opening it alone would make what is new disappear unseen. */
export const keepLook = route({
  method: 'POST',
  path: '/api/resident-record/people/:patient/seen',
  summary: { zh: '记下“已看过”，下次只提示此后新增的内容', en: 'Say that the record was seen, up to a moment' },
  permission: 'resident-record.read',
  people: 'reach',
  params: personParams,
  body: seenInput,
  response: seen,
  handle: async ({ params: { patient }, body, ...call }) => {
    const at = new Date(body.asOf);
    if (at > call.now) {
      const message = { zh: '不能晚于现在', en: 'must not lie in the future' };
      return refuse('resident-record.not-seen-yet', {}, [
        { field: 'asOf', rule: 'not-later-than-now', value: body.asOf, message },
      ]);
    }
    const patients = await readRegistrations(call, patient);
    if (patients.length === 0) return refuse('resident-record.unknown-person', { id: patient });
    const until = new Date(at.getTime() - lateWrites);
    await save(
      call.tx,
      call.actor.id,
      patients.map(({ id }) => id),
      until,
    );
    return ok({ at: until.toISOString() });
  },
});
