import pg from 'pg';
import type { Config } from './config.ts';
import { type Database, openEmbedded } from './postgres/embedded.ts';

/** The oldest PostgreSQL we use, as its server_version_num. */
const oldest = 150_000;

/** Opens the configured PostgreSQL, or our own when none is configured. */
export async function openDatabase(config: Pick<Config, 'DATABASE_URL' | 'SONGHUA_DATA' | 'SONGHUA_PG_USER'>): Promise<Database> {
  if (!config.DATABASE_URL) return openEmbedded({ folder: config.SONGHUA_DATA, user: config.SONGHUA_PG_USER });
  const client = new pg.Client({ connectionString: config.DATABASE_URL });
  await client.connect();
  const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
  await client.end();
  const version = Number(rows[0]?.server_version_num);
  if (version < oldest)
    throw new Error(`PostgreSQL ${Math.floor(version / 10_000)} is too old: 15 or later is needed (DATABASE_URL)`);
  return { url: config.DATABASE_URL, where: 'DATABASE_URL', stop: async () => {} };
}

/** The process's pool. A connection lost while idle is replaced by the next query; it must not end the process. */
export function openPool(url: string, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 16,
    application_name: `songhua-${process.pid}`,
    connectionTimeoutMillis: 5_000,
  });
  pool.on('error', onError);
  return pool;
}
