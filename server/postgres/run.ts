import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from './place.ts';
import { removeSocketFolder } from './socket-folder.ts';
import type { Owner } from './unprivileged.ts';

const program = (place: Place, name: string): string => join(place.bin, process.platform === 'win32' ? `${name}.exe` : name);

const as = (owner: Owner | undefined) => (owner ? { uid: owner.uid, gid: owner.gid } : {});

/** Runs a program to its end; rejects with what it said when it fails. */
function runToEnd(command: string, args: readonly string[], owner: Owner | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...as(owner), cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}: ${said.trim()}`))));
  });
}

/** The password of the database's one role, made at the first start and readable by us alone. */
export async function keptPassword(place: Place): Promise<string> {
  const file = join(place.home, 'password');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept) return kept.trim();
  const made = randomBytes(24).toString('base64url');
  await writeFile(file, made, { mode: 0o600 });
  return made;
}

/** Makes the data folder, complete or not at all: an interrupted first start leaves only a folder that the next one removes. */
export async function initialise(place: Place, owner: Owner | undefined, password: string): Promise<void> {
  if (existsSync(join(place.data, 'PG_VERSION'))) return;
  const half = `${place.data}.new`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { mode: 0o700 });
  if (owner) await chown(half, owner.uid, owner.gid);
  const passwordFile = join(place.home, 'initdb-password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (owner) await chown(passwordFile, owner.uid, owner.gid);
  try {
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const login = ['--username=songhua', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    await runToEnd(program(place, 'initdb'), ['-D', half, ...locale, ...login], owner);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(half, place.data);
}

/** Starts PostgreSQL detached, so that a Ctrl-C meant for us does not reach it first. */
export function launch(place: Place, owner: Owner | undefined, socket: string, settings: Readonly<Record<string, string>>): void {
  const all = { listen_addresses: '', unix_socket_directories: socket, port: '5432', ...settings };
  const log = openSync(join(place.home, 'postgres.log'), 'a');
  const args = ['-D', place.data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const child = spawn(program(place, 'postgres'), args, { ...as(owner), cwd: '/', detached: true, stdio: ['ignore', log, log] });
  // A program that cannot be started is noticed by nobody answering, with its reason in the log.
  child.on('error', () => {});
  child.unref();
  closeSync(log);
}

/** What `postmaster.pid` says of a server on this data folder; undefined when none is there or it is stale. */
export async function running(place: Place): Promise<{ readonly pid: number; readonly socket: string } | undefined> {
  const text = await readFile(join(place.data, 'postmaster.pid'), 'utf8').catch(() => undefined);
  const [pidText, , , , socket] = text?.split('\n') ?? [];
  const pid = Number(pidText);
  if (!pid || !(await isPostgres(pid, place.data))) {
    // A killed server leaves its file; another program may have its number by now, and PostgreSQL would refuse to start.
    if (text !== undefined) await rm(join(place.data, 'postmaster.pid'), { force: true });
    if (socket) await removeSocketFolder(socket);
    return undefined;
  }
  return { pid, socket: socket ?? '' };
}

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

async function isPostgres(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return line.includes('postgres') && line.includes(data);
}
