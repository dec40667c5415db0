import { appendAll } from '@songhua/events';
import type { Tx } from '@songhua/kernel';
import { reviseNotices } from '../domain/revise-notices.ts';
import { insertNotices, lockNotices, markNotices, readSettings, remindedTasks } from '../store/notices.ts';

/** Brings the notices of all tasks in line with their dates and with the days as they are set, and tells what is new. */
export async function reviseAll(tx: Tx, now: Date): Promise<void> {
  await lockNotices(tx);
  const revision = reviseNotices(await remindedTasks(tx), await readSettings(tx), now);
  await markNotices(tx, revision, now);
  const written = await insertNotices(tx, revision.write, now);
  await appendAll(
    tx,
    written.map((notice) => ({
      type: notice.kind === 'reminder' ? 'tasks.reminder-due' : 'tasks.escalated',
      payload: notice,
    })),
    now,
  );
}
