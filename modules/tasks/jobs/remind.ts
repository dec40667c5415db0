import { appendAll } from '@songhua/events';
import type { Job } from '@songhua/kernel';
import { decideReminders } from '../domain/decide-reminders.ts';
import { insertNotices, readSettings, remindedTasks } from '../store/notices.ts';

/** Every quarter of an hour: a day begins at midnight, a due date may be moved at any time. What was written is not written again. */
export const remind: Job = {
  name: 'tasks.remind',
  title: { zh: '到期提醒与逾期升级', en: 'Reminders and escalation of tasks' },
  everyMs: 15 * 60_000,
  run: async (tx, { now }) => {
    const decided = decideReminders(await remindedTasks(tx), await readSettings(tx), now);
    const written = await insertNotices(tx, decided, now);
    await appendAll(
      tx,
      written.map((notice) => ({
        type: notice.kind === 'reminder' ? 'tasks.reminder-due' : 'tasks.escalated',
        payload: notice,
      })),
      now,
    );
  },
};
