import type { Job } from '@songhua/kernel';
import { reviseAll } from './revise.ts';

/** Every quarter of an hour: a day begins at midnight, a due date may be moved at any time. What was written is not written again. */
export const remind: Job = {
  name: 'tasks.remind',
  title: { zh: '到期提醒与逾期升级', en: 'Reminders and escalation of tasks' },
  everyMs: 15 * 60_000,
  run: (tx, { now }) => reviseAll(tx, now),
};
