import { chmod, chown, lstat, mkdir, mkdtemp, rmdir, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Owner } from './unprivileged.ts';

const prefix = 'songhua-pg-';

/** Whether this is the name of a folder that `makeSocketFolder` makes: nothing else is ever removed. */
export const isSocketFolder = (path: string): boolean =>
  dirname(path) === tmpdir() && new RegExp(`^${prefix}[A-Za-z0-9]{6}$`).test(basename(path));

/** Makes the folder again under its old name; in a folder open to all, somebody else's must not be taken for it. */
async function again(path: string, owner: Owner | undefined): Promise<string> {
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = await lstat(path);
  if (!found.isDirectory() || ![process.getuid?.(), owner?.uid].includes(found.uid)) throw new Error(`${path} is not ours`);
  return path;
}

/** A folder for PostgreSQL's socket that nobody else can enter; its name is short, since sockets' names must be. */
export async function makeSocketFolder(owner: Owner | undefined, former?: string): Promise<string> {
  const folder = former ? await again(former, owner) : await mkdtemp(join(tmpdir(), prefix));
  await chmod(folder, 0o700);
  if (owner) await chown(folder, owner.uid, owner.gid);
  return folder;
}

/** Removes a socket folder with what PostgreSQL leaves in it; any other path is left alone. */
export async function removeSocketFolder(path: string): Promise<void> {
  if (!isSocketFolder(path)) return;
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) await unlink(join(path, name)).catch(() => {});
  await rmdir(path).catch(() => {});
}
