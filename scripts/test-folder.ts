import { existsSync } from 'node:fs';
import { chmod, glob, mkdtemp, readFile, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryOfMachine } from '@songhua/server/postgres/memory.ts';

const GiB = 2 ** 30;
const prefix = 'songhua-test-';
/** The folder Linux keeps in memory. */
const inMemory = '/dev/shm';

/** Whether a run left this folder behind: its database is dead, and it is not just being made. */
export async function isLeft(folder: string): Promise<boolean> {
  const made = await stat(folder).catch(() => undefined);
  if (!made?.isDirectory() || Date.now() - made.mtimeMs < 600_000) return false;
  const pid = Number((await readFile(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
  return !(pid > 0 && existsSync(`/proc/${pid}`));
}

/** Takes away what runs that were killed left in memory. */
async function sweep(): Promise<void> {
  for await (const name of glob(`${prefix}*`, { cwd: inMemory }))
    if (await isLeft(join(inMemory, name))) await rm(join(inMemory, name), { recursive: true, force: true });
}

/** Whether there is room in memory for the databases of a run: a few GB, beside what the tests themselves take. */
async function fitsInMemory(): Promise<boolean> {
  const room = await statfs(inMemory).catch(() => undefined);
  return room !== undefined && room.bavail * room.bsize >= 6 * GiB && memoryOfMachine() >= 12 * GiB;
}

/**
 * A new folder for the databases of a run. In memory where that has room: a database of the tests is a thousand small files, and to make it on a
 * disk took .18 to .30 s (most of it the kernel's CPU), in memory .03 s.
 */
export async function makeTestFolder(): Promise<string> {
  const fits = await fitsInMemory();
  if (fits) await sweep();
  const folder = await mkdtemp(join(fits ? inMemory : tmpdir(), prefix)).catch(() => mkdtemp(join(tmpdir(), prefix)));
  await chmod(folder, 0o755);
  return folder;
}
