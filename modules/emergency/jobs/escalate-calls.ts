import { append } from '@songhua/events';
import type { Job } from '@songhua/kernel';
import { escalateCalls } from '../store/call-ups.ts';
import { addLog } from '../store/reports.ts';

/** Every minute: whoever was called up and has not answered in time is carried up once, in the log and as news. */
export const escalate: Job = {
  name: 'emergency.escalate-calls',
  title: { zh: '调集逾期未应答上报', en: 'Carrying up call-ups that nobody answered' },
  everyMs: 60_000,
  run: async (tx, { now }) => {
    for (const { event, call, team, names } of await escalateCalls(tx, now)) {
      const text = { zh: `${team}：${names} 未在时限内应答`, en: `${team}: no answer in time from ${names}` };
      await addLog(tx, event, { kind: 'call-escalated', text }, null, now);
      await append(tx, 'emergency.call-escalated', { id: event, call }, now, `emergency/${event}`);
    }
  },
};
