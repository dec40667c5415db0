import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Place } from './place.ts';
import { childrenOf, titleOf } from './stuck.ts';

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/** Those that are left after `time` ms; a number may be another program's by then. */
async function leftOf(pids: readonly number[], time: number): Promise<number[]> {
  for (const end = Date.now() + time; ; await wait(20)) {
    const left: number[] = [];
    for (const pid of pids) if ((await titleOf(pid)).includes('postgres')) left.push(pid);
    if (left.length === 0 || Date.now() > end) return left;
  }
}

/**
 * Ends a postmaster that is stuck, and what it has started: PostgreSQL refuses to start while one of them still holds its memory.
 * It is asked for an immediate shutdown (SIGQUIT), which writes nothing, and killed when that has not helped within `time` ms.
 * Rejects when something does not end at all. Why it was done goes into PostgreSQL's log. Linux alone.
 */
export async function endStuck(place: Place, pid: number, time = 10_000): Promise<void> {
  const line = `${new Date().toISOString()} [${pid}] songhua: in recovery, but nothing recovers: ended, to be started again\n`;
  await appendFile(join(place.home, 'postgres.log'), line).catch(() => {});
  signal(pid, 'SIGQUIT');
  if ((await leftOf([pid], time)).length === 0) return;
  const all = [pid, ...(await childrenOf(pid)).map((child) => child.pid)];
  signal(pid, 'SIGKILL');
  // Without their postmaster they end by themselves, most of them.
  for (const one of await leftOf(all, time / 5)) signal(one, 'SIGKILL');
  const left = await leftOf(all, time / 5);
  if (left.length > 0) throw new Error(`processes of a stuck PostgreSQL do not end: ${left.join(', ')}`);
}
