import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { endEverySignIn, listUnopened, noteSecurityEvent, takeSecretKeys } from '@songhua/access';
import { type Backup, findBackupBy, keepsBackups, listBackups, noteRestored } from '@songhua/health';
import { type StartContext, type Tx, wallClock, withTx } from '@songhua/kernel';
import type { Pool } from 'pg';
import { markRestored } from '../audit.ts';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { openDatabase, openPool } from '../database.ts';
import type { House } from '../discover.ts';
import { sayUnopened, secretKeysOf } from '../secret-keys.ts';
import { terminalProgress } from '../terminal.ts';
import { BackupError, UnopenedError } from './backup-error.ts';
import { type Compared, compare } from './compare.ts';
import type { Contents, Header } from './contents.ts';
import { readFrames } from './frames.ts';
import { keyOf, lockOf, makeKey } from './keys.ts';
import { load } from './load.ts';
import { type Key, unseal } from './sealed.ts';
import { aloneWithBackups, busy, fileHash, noteVerification, reasonOf, takeBackup } from './take.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

interface Asked {
  readonly file: string;
  readonly json: boolean;
  readonly verifies: boolean;
}

function readArgs(args: readonly string[], command: string): Asked {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, 'no-verify': { type: 'boolean' } },
  });
  const [file, more] = positionals;
  if (file === undefined || more !== undefined) throw new ConfigError(`${command} FILE：须给出一个文件 / name one file`);
  return { file, json: values.json === true, verifies: values['no-verify'] !== true };
}

/** Runs `work` on the configured database as it stands: nothing is migrated, nothing is loaded. */
async function onDatabase(work: (url: string, config: Config) => Promise<number>): Promise<number> {
  const config = readConfig({ SONGHUA_LOG_LEVEL: 'warn', ...process.env });
  const database = await openDatabase(config);
  try {
    return await work(database.url, config);
  } finally {
    await database.stop();
  }
}

const rowsOf = (contents: Contents): number => contents.reduce((sum, { rows }) => sum + rows, 0);
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

/** Bars belong to people; a script that asks for JSON gets nothing else on its output. */
const progressOf = (json: boolean): StartContext['progress'] => terminalProgress(json ? process.stderr : process.stdout);

function sayCompared({ header, contents, differences }: Compared, file: string, json: boolean): number {
  const good = differences.length === 0;
  if (json) {
    print(JSON.stringify({ file, ok: good, at: header.at, tables: contents.length, rows: rowsOf(contents), differences }));
    return good ? 0 : 1;
  }
  if (good) {
    const rows = rowsOf(contents).toLocaleString('en');
    print(
      `校验通过：${contents.length} 张表 ${rows} 行，恢复后与备份逐字节一致 / verified: ${contents.length} tables, ${rows} rows, restored byte for byte`,
    );
    return 0;
  }
  print('校验失败，以下表与备份不符 / not verified, these tables differ:');
  for (const line of differences) print(`  ${line}`);
  return 1;
}

/** Writes down what was found of a file, where the database knows it by its bytes. */
async function noteOf(url: string, file: string, failure: string | null): Promise<void> {
  const pool = openPool(url, () => {});
  try {
    const sha256 = await fileHash(file);
    const known = await withTx(pool, 'read', async (tx) => ((await keepsBackups(tx)) ? findBackupBy(tx, sha256) : null));
    if (known) await noteVerification(pool, known.id, 'command', wallClock(), failure);
  } catch {
    // What was found is told all the same; a file that cannot be read has said so already.
  } finally {
    await pool.end();
  }
}

async function verifyWith(url: string, house: House, file: string, key: Key, json: boolean): Promise<number> {
  const comparing = { url, migrations: house.migrations, now: wallClock(), progress: progressOf(json) };
  const compared = await compare(readFrames(unseal(file, key)), comparing).catch(async (error: unknown) => {
    if (!(error instanceof UnopenedError)) await noteOf(url, file, reasonOf(error));
    throw error;
  });
  await noteOf(url, file, compared.differences.slice(0, 5).join('; ') || null);
  return sayCompared(compared, file, json);
}

/** `backup FILE`: one consistent, compressed, locked file, and the proof that it can be restored. */
export async function backup(args: readonly string[], house: House): Promise<number> {
  const { file, json, verifies } = readArgs(args, 'backup');
  return onDatabase(async (url, config) => {
    const lock = lockOf(config);
    const key = verifies ? await keyOf(config) : undefined;
    const from = performance.now();
    const pool = openPool(url, () => {});
    const taking = { url, pool, clock: wallClock, takenBy: 'command' as const, progress: progressOf(json) };
    const taken = await aloneWithBackups(url, (client) => takeBackup(client, resolve(file), lock, taking)).finally(() =>
      pool.end(),
    );
    if (!taken) throw busy();
    const { bytes: size, rows } = taken;
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    if (!json) print(`${file}  ${megabytes(size)} MB  ${rows.toLocaleString('en')} 行 rows  ${seconds} s`);
    if (key) return verifyWith(url, house, file, key, json);
    if (json) print(JSON.stringify({ file, bytes: size, rows, verified: false }));
    else if (verifies)
      print(
        '未校验：本机没有私钥，请在有私钥的地方运行 songhua backup verify / not verified: the secret key is not here; run `songhua backup verify` where it is',
      );
    return 0;
  });
}

/** `backup verify FILE`: restores it into a database of its own and compares. */
export async function verifyBackup(args: readonly string[], house: House): Promise<number> {
  const { file, json } = readArgs(args, 'backup verify');
  return onDatabase(async (url, config) => verifyWith(url, house, file, await neededKey(config), json));
}

async function neededKey(config: Config): Promise<Key> {
  const key = await keyOf(config);
  if (key) return key;
  throw new BackupError({
    zh: '打开备份需要 SONGHUA_BACKUP_IDENTITY（私钥文件）或 SONGHUA_BACKUP_PASSPHRASE',
    en: 'a backup is opened with SONGHUA_BACKUP_IDENTITY (the key file) or SONGHUA_BACKUP_PASSPHRASE',
  });
}

/** `restore FILE`: into the configured database, which must be empty. */
export async function restore(args: readonly string[], house: House): Promise<number> {
  const { file, json } = readArgs(args, 'restore');
  return onDatabase(async (url, config) => {
    const key = await neededKey(config);
    const pool = openPool(url, () => {});
    try {
      const loading = {
        pool,
        migrations: house.migrations,
        now: wallClock(),
        progress: progressOf(json),
        finish: async (tx: Tx, { at, audit }: Header): Promise<void> => {
          await endEverySignIn(tx);
          const now = wallClock();
          const [auditNumber, auditHash] = [audit?.number ?? null, audit?.hash ?? null];
          await noteRestored(tx, {
            id: randomUUID(),
            at: now,
            file: resolve(file),
            backupAt: new Date(at),
            auditNumber,
            auditHash,
          });
          const actor = { kind: 'system', id: 'songhua restore' } as const;
          noteSecurityEvent(tx, { at: now, actor, event: 'restored', note: `backup of ${at}` });
        },
      };
      const { header, contents } = await load(readFrames(unseal(file, key)), loading);
      const rows = rowsOf(contents);
      await warnOfKeys(pool, config);
      if (!(await markRestored({ config, pool }, new Date(header.at), wallClock())))
        process.stderr.write(
          '库外的审计签名头并非由本机密钥签出，未写入恢复标记；核验会按回退处理 / the audit heads outside are not signed by the key here: the restore is not marked, and verifying will call it a rollback\n',
        );
      print(
        json
          ? JSON.stringify({ file, at: header.at, tables: contents.length, rows })
          : `已恢复 ${header.at} 的备份：${contents.length} 张表 ${rows.toLocaleString('en')} 行 / restored the backup of ${header.at}: ${contents.length} tables, ${rows.toLocaleString('en')} rows`,
      );
      return 0;
    } finally {
      await pool.end();
    }
  });
}

/** Says, at once and not at the next start, when secrets of the backup are sealed with a key that is not here. */
async function warnOfKeys(pool: Pool, config: Config): Promise<void> {
  const keys = secretKeysOf(config);
  takeSecretKeys(keys);
  const unopened = await withTx(pool, 'write', listUnopened);
  if (unopened.length > 0) process.stderr.write(`${sayUnopened(unopened, keys.where)}\n`);
}

/** `backup list`: what this database knows of its backups, the newest first. */
export async function listOfBackups(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
  return onDatabase(async (url) => {
    const pool = openPool(url, () => {});
    try {
      const backups = await withTx(pool, 'read', async (tx) =>
        (await keepsBackups(tx)) ? listBackups(tx, { limit: 10_000 }) : [],
      );
      if (values.json) print(JSON.stringify(backups));
      else if (backups.length === 0) print('没有备份记录 / no backup is known');
      else for (const backup of backups) print(lineOf(backup));
      return 0;
    } finally {
      await pool.end();
    }
  });
}

const lineOf = ({
  at,
  bytes,
  rows,
  auditNumber,
  endedAt,
  failure,
  verifiedAt,
  verifyFailure,
  prunedAt,
  host,
  file,
}: Backup): string =>
  [
    at.toISOString(),
    failure ? `失败 failed: ${failure}` : endedAt ? `${megabytes(bytes ?? 0)} MB ${rows ?? 0} 行 rows` : '进行中 running',
    `审计 audit ${auditNumber ?? '—'}`,
    verifyFailure
      ? `校验失败 not verified: ${verifyFailure}`
      : verifiedAt
        ? `已校验 verified ${verifiedAt.toISOString()}`
        : '未校验 not verified',
    ...(prunedAt ? [`已清除 gone ${prunedAt.toISOString()}`] : []),
    `${host}:${file}`,
  ].join('\t');

/** `backup key FILE`: a key pair; the secret half is worth as much as the data. */
export async function backupKey(args: readonly string[]): Promise<number> {
  const { file } = readArgs(args, 'backup key');
  const recipient = await makeKey(file);
  print(`SONGHUA_BACKUP_RECIPIENTS=${recipient}`);
  print(
    `私钥在 ${file}，请离线保存：丢失后备份无法打开 / the secret key is in ${file}; keep it elsewhere: without it no backup can be opened`,
  );
  return 0;
}
