import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive } from './run.ts';

/** A mark older than this is nobody's any more, even if its number lives on as another program; ms. */
const oldest = 120_000;

/** Runs `work` while no other process of this machine does so on the same lock file; a mark left by a killed one is taken over. */
export async function oneAtATime<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
    const age =
      Date.now() -
      (await stat(lock).then(
        ({ mtimeMs }) => mtimeMs,
        () => Date.now(),
      ));
    // An empty file is being written this very moment.
    if ((holder > 0 && !isAlive(holder)) || age > oldest) await rm(lock, { force: true });
    else await wait(50);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}
