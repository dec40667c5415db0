import { parseArgs } from 'node:util';
import { countSealed, forgetUnopened, listUnopened, noteSecurityEvent, takeSecretKeys } from '@songhua/access';
import { wallClock, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { type Config, ConfigError, readConfig } from './config.ts';
import { openDatabase, openPool } from './database.ts';
import { makeKeyFile, rotateSecretKey, sayUnopened, secretKeysOf } from './secret-keys.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs `work` on the database as it stands, with the keys that are there: the server would not start without all of them. */
async function onKeys(work: (pool: pg.Pool, config: Config) => Promise<number>): Promise<number> {
  const config = readConfig({ SONGHUA_LOG_LEVEL: 'warn', ...process.env });
  const database = await openDatabase(config);
  const pool = openPool(database.url, () => {});
  try {
    takeSecretKeys(secretKeysOf(config));
    return await work(pool, config);
  } finally {
    await pool.end();
    await database.stop();
  }
}

const actor = (name: string) => ({ kind: 'system', id: `songhua keys ${name}` }) as const;

async function make(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  const [file, more] = positionals;
  if (file === undefined || more !== undefined) throw new ConfigError('keys make FILE：须给出一个文件 / name one file');
  await makeKeyFile(file).catch((cause: Error) => {
    throw new ConfigError(`${file} 无法写入 / cannot be written: ${cause.message}`, { cause });
  });
  print(`SONGHUA_SECRET_KEY_FILE=${file}`);
  print(
    '请另存一份于数据库及备份之外：丢失后二次验证须重新绑定 / keep a copy away from the database and its backups: without it second factors must be set up again',
  );
  return 0;
}

/** Who seals what: how many values each key holds, and whether it is here. */
const status = (): Promise<number> =>
  onKeys(async (pool, config) => {
    const { where, read } = secretKeysOf(config);
    const known = read().map(({ id }) => id);
    const sealed = await withTx(pool, 'read', countSealed);
    for (const id of new Set([...known, ...sealed.keys()])) {
      const said =
        id === ''
          ? '未加密 in the clear'
          : known[0] === id
            ? '加密用 seals'
            : known.includes(id)
              ? '仅解密 opens'
              : '缺失 missing';
      print([id || '-', sealed.get(id) ?? 0, said].join('\t'));
    }
    const unopened = await withTx(pool, 'write', listUnopened);
    if (unopened.length === 0) return 0;
    print(sayUnopened(unopened, where));
    return 1;
  });

/**
 * `keys rotate-secret`: a new key in the file, and everything sealed with it. With keys from the environment the first of them is the new
 * one already. The old key stays: backups of before are sealed with it.
 */
const rotate = (): Promise<number> =>
  onKeys(async (pool, config) => {
    const { sealed, first, before } = await withTx(pool, 'write', async (tx) => {
      const rotated = await rotateSecretKey(config, tx);
      const note = `secret key ${rotated.first}`;
      noteSecurityEvent(tx, { at: wallClock(), actor: actor('rotate-secret'), event: 'key-changed', note });
      return rotated;
    });
    print(`已用密钥 ${first} 重新加密 ${sealed} 项 / sealed ${sealed} values anew with key ${first}`);
    if (before.length > 0)
      print(`旧密钥 ${before.join(', ')} 须与旧备份一同保留 / keep the former key as long as backups from before are kept`);
    return 0;
  });

/** `keys forget`: drops what no key here opens. */
const forget = (): Promise<number> =>
  onKeys(async (pool) => {
    const { secrets, seeds } = await withTx(pool, 'write', async (tx) => {
      const lost = await forgetUnopened(tx);
      const note = `forgotten without their key: ${lost.secrets} secrets, ${lost.seeds} second factors`;
      noteSecurityEvent(tx, { at: wallClock(), actor: actor('forget'), event: 'key-changed', note });
      return lost;
    });
    print(`已丢弃 ${secrets} 项密钥与 ${seeds} 个二次验证 / dropped ${secrets} secrets and ${seeds} second factors`);
    return 0;
  });

export const keyCommands = {
  'keys make': {
    usage: 'FILE',
    says: '生成加密数据库内密钥的密钥文件 / make the key that seals the secrets of the database',
    run: make,
  },
  'keys status': { usage: '', says: '各密钥加密了多少项、是否齐全 / what each key seals, and whether it is here', run: status },
  'keys rotate-secret': { usage: '', says: '换用新密钥重新加密 / seal everything with a new key', run: rotate },
  'keys forget': { usage: '', says: '丢弃无法解密的密钥与二次验证 / drop secrets whose key is lost', run: forget },
};
