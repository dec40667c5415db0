import { randomUUID } from 'node:crypto';
import { readFileSync, type Stats } from 'node:fs';
import { chmod, chown, link, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  countSealed,
  listUnopened,
  makeSecretKey,
  readSecretKey,
  rereadSecretKeys,
  resealAll,
  type SecretKey,
  type SecretKeys,
  sealPlain,
  spellSecretKey,
  takeSecretKeys,
} from '@songhua/access';
import { type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { type Config, ConfigError } from './config.ts';

type KeySettings = Pick<Config, 'SONGHUA_SECRET_KEY' | 'SONGHUA_SECRET_KEY_FILE' | 'SONGHUA_DATA' | 'SONGHUA_MODE'>;

/** The file with the keys, where no key is given by the environment. */
export const secretKeyFile = ({ SONGHUA_SECRET_KEY_FILE, SONGHUA_DATA }: KeySettings): string =>
  SONGHUA_SECRET_KEY_FILE ?? join(SONGHUA_DATA, 'secret-key');

/** One key a line, the newest first; lines that begin with # are for people. Refuses a line that is no key, without repeating it. */
function readKeyFile(file: string): readonly SecretKey[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new ConfigError(`${file} 无法读取 / cannot be read: ${(cause as Error).message}`, { cause });
  }
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const key = readSecretKey(line);
    if (!key)
      throw new ConfigError(
        `${file}:${at + 1} 不是密钥（32 字节的 base64 或十六进制） / is no key (32 bytes in base64 or hexadecimal)`,
      );
    return [key];
  });
}

/** The keys that the settings name; they may be none yet. */
export function secretKeysOf(config: KeySettings): SecretKeys {
  const given = config.SONGHUA_SECRET_KEY;
  if (given) return { read: () => given, where: 'SONGHUA_SECRET_KEY' };
  const file = secretKeyFile(config);
  return { read: () => readKeyFile(file), where: file };
}

const says = '# Songhua: opens the secrets of its database. Keep a copy away from the database and its backups.\n';

/**
 * Makes a file with a first key, for its owner alone. Never overwrites: the key of whoever was first is the one that counts. Under its name
 * there is a whole file or none, so that nobody who starts at the same moment reads half a key.
 */
export async function makeKeyFile(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.${randomUUID()}.partial`;
  await writeFile(partial, `${says}${spellSecretKey(makeSecretKey())}\n`, { mode: 0o600, flush: true });
  try {
    // A link, not a rename: it fails when somebody made a file of this name meanwhile.
    await link(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}

/**
 * Puts a new key before those of the file, under its name whole or not at all; those before go on opening. Who could read the file still
 * can: its owner and mode stay, and where they cannot be given the file stays as it was. Only who holds the lock of the keys may do it.
 */
export async function addKeyToFile(file: string): Promise<SecretKey> {
  const key = makeSecretKey();
  const lines = [key, ...readKeyFile(file)].map(spellSecretKey);
  const before = await stat(file).catch(() => undefined);
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, `${says}${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx', flush: true });
    if (before) await giveTo(partial, before);
    await rename(partial, file);
  } catch (cause) {
    throw new ConfigError(
      `${file} 未改动：无法写入，或新文件无法保留原属主与权限 / stays as it was: it cannot be written, or not with the owner and mode it has: ${(cause as Error).message}`,
      { cause },
    );
  } finally {
    await rm(partial, { force: true });
  }
  return key;
}

async function giveTo(file: string, { uid, gid, mode }: Stats): Promise<void> {
  const own = await stat(file);
  if (own.uid !== uid || own.gid !== gid) await chown(file, uid, gid);
  await chmod(file, mode & 0o777);
}

/** What is lost without the key, and what to do, for the operator. */
export function sayUnopened(unopened: Awaited<ReturnType<typeof listUnopened>>, where: string): string {
  const lines = unopened.map(
    ({ key, secrets, seeds }) => `  ${key}: ${secrets.join(', ') || '—'}; ${seeds} 个二次验证种子 seeds of second factors`,
  );
  return [
    `数据库中的密文缺少密钥（在 ${where} 中查找） / secrets of this database are sealed with keys that are not in ${where}:`,
    ...lines,
    '  请放回该密钥；若已丢失，运行 songhua keys forget：登录签名密钥将重新生成，使用二次验证者须重新绑定 / bring the key back; if it is lost, `songhua keys forget` drops these: signing keys are made anew, and whoever had a second factor sets it up again',
  ].join('\n');
}

/**
 * Makes a new key where they are in a file, and seals everything with the first. Of several processes one at a time does it, so that none
 * writes over the key of another. How many values were sealed, and the names of the keys.
 */
export async function rotateSecretKey(
  config: KeySettings,
  tx: Tx,
): Promise<{ readonly sealed: number; readonly first: string; readonly before: readonly string[] }> {
  await hold(tx);
  if (!config.SONGHUA_SECRET_KEY) await addKeyToFile(secretKeyFile(config));
  rereadSecretKeys();
  const [first = '', ...before] = secretKeysOf(config)
    .read()
    .map(({ id }) => id);
  return { sealed: await resealAll(tx), first, before };
}

/** Held by one process at a time: two that start together do not both seal. */
const hold = (tx: Tx): Promise<unknown> => tx.query(`select pg_advisory_xact_lock(hashtext('songhua secret keys'))`);

/**
 * Takes the keys into use and seals what versions before kept in the clear. A demonstration without a key is given one, as long as nothing
 * is sealed. Refuses a database that is sealed with keys which are not here.
 */
export async function openSecretKeys(config: KeySettings, pool: pg.Pool): Promise<number> {
  const keys = secretKeysOf(config);
  if (keys.read().length === 0) {
    const sealed = await withTx(pool, 'read', countSealed);
    if ([...sealed.keys()].every((key) => key === '') && config.SONGHUA_MODE === 'demo')
      await makeKeyFile(secretKeyFile(config)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw new ConfigError(`${secretKeyFile(config)}: ${error.message}`, { cause: error });
      });
    else if (config.SONGHUA_MODE === 'production')
      throw new ConfigError(
        `${keys.where} 不存在：生产模式不会自动生成密钥，请先运行 songhua keys make FILE / is not there, and production makes none by itself: run \`songhua keys make FILE\` first`,
      );
  }
  takeSecretKeys(keys);
  return withTx(pool, 'write', async (tx) => {
    await hold(tx);
    const unopened = await listUnopened(tx);
    if (unopened.length > 0) throw new ConfigError(sayUnopened(unopened, keys.where));
    return sealPlain(tx);
  });
}
