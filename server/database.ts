import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import pg from 'pg';
import { type Config, ConfigError } from './config.ts';
import { type Database, openEmbedded } from './postgres/embedded.ts';

/** The oldest PostgreSQL we use, as its server_version_num. */
const oldest = 150_000;

/** Refuses a data folder that cannot be one, by the setting's name: a file, or a place where nothing may be written. */
async function checkFolder(folder: string): Promise<void> {
  const refuse = (zh: string, en: string): never => {
    throw new ConfigError(`SONGHUA_DATA=${folder}: ${zh} / ${en}`);
  };
  // The nearest folder that is there decides whether the rest can be made.
  for (let at = folder; ; at = dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    if (!found && at !== dirname(at)) continue;
    if (!found?.isDirectory()) return refuse(`${at} 不是文件夹`, `${at} is not a folder`);
    const writable = await access(at, constants.W_OK | constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!writable || at === '/proc' || at.startsWith('/proc/')) return refuse(`无权写入 ${at}`, `${at} cannot be written to`);
    return;
  }
}

/** Opens the configured PostgreSQL, or our own when none is configured. */
export async function openDatabase(config: Pick<Config, 'DATABASE_URL' | 'SONGHUA_DATA' | 'SONGHUA_PG_USER'>): Promise<Database> {
  if (!config.DATABASE_URL) {
    await checkFolder(config.SONGHUA_DATA);
    return openEmbedded({ folder: config.SONGHUA_DATA, user: config.SONGHUA_PG_USER });
  }
  const client = new pg.Client({ connectionString: config.DATABASE_URL, connectionTimeoutMillis: 10_000 });
  await client.connect().catch((cause: Error) => {
    throw new ConfigError(`DATABASE_URL: 无法连接数据库 / the database cannot be reached: ${cause.message}`, { cause });
  });
  const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
  await client.end();
  const version = Number(rows[0]?.server_version_num);
  if (version < oldest) {
    const found = Math.floor(version / 10_000);
    throw new ConfigError(
      `DATABASE_URL: PostgreSQL ${found} 过旧，至少需要 15 / PostgreSQL ${found} is too old, 15 or later is needed`,
    );
  }
  return { url: config.DATABASE_URL, where: 'DATABASE_URL', stop: async () => {} };
}

/** The process's pool. A connection lost while idle is replaced by the next query; it must not end the process. */
export function openPool(url: string, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 16,
    application_name: `songhua-${process.pid}`,
    connectionTimeoutMillis: 5_000,
    // No answer is worth a minute of one statement; whoever needs longer work gives it to a worker in small steps.
    statement_timeout: 60_000,
  });
  pool.on('error', onError);
  return pool;
}
