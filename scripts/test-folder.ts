import { existsSync } from 'node:fs';
import { chmod, glob, mkdtemp, readFile, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryOfMachine } from '@songhua/server/postgres/memory.ts';

const GiB = 2 ** 30;
const prefix = 'songhua-test-';
/** The folder Linux keeps in memory. */
const inMemory = '/dev/shm';

/**
 * Whether a run left this folder behind: it is ours, its database is dead, and it is not just being made. What cannot be read is somebody's.
 */
export async function isLeft(folder: string): Promise<boolean> {
  const made = await stat(folder).catch(() => undefined);
  if (!made?.isDirectory() || made.uid !== process.getuid?.() || Date.now() - made.mtimeMs < 600_000) return false;
  const text = await readFile(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? '' : null,
  );
  const pid = Number(text?.split('\n')[0]);
  return text !== null && !(pid > 0 && existsSync(`/proc/${pid}`));
}

/** Takes away what runs that were killed left in memory. */
async function sweep(): Promise<void> {
  for await (const name of glob(`${prefix}*`, { cwd: inMemory }))
    if (await isLeft(join(inMemory, name))) await rm(join(inMemory, name), { recursive: true, force: true }).catch(() => {});
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
  // First: what was left may be why there is no room.
  await sweep().catch(() => {});
  const fits = await fitsInMemory();
  const folder = await mkdtemp(join(fits ? inMemory : tmpdir(), prefix)).catch(() => mkdtemp(join(tmpdir(), prefix)));
  await chmod(folder, 0o755);
  return folder;
}
