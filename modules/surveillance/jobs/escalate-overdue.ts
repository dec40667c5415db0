import type { Job } from '@songhua/kernel';
import { noteOverdue } from '../store/overdue.ts';

/** Every minute: warnings and signals without a verdict in time are carried up once, as a step and as news. */
export const escalateOverdue: Job = {
  name: 'surveillance.escalate-overdue',
  title: { zh: '逾期未核实的预警和信号上报', en: 'Carrying up warnings and signals without a verdict in time' },
  everyMs: 60_000,
  run: async (tx, { now }) => {
    await noteOverdue(tx, now);
  },
};
