import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { discover } from '@songhua/server/discover.ts';
import { migrate } from '@songhua/server/migrate.ts';
import { openEmbedded } from '@songhua/server/postgres/embedded.ts';
import { templateName } from '@songhua/testing';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  /** Connection string of another database on the same server. */
  readonly urlOf: (database: string) => string;
  readonly stop: () => Promise<void>;
}

/** A PostgreSQL of the tests alone, in a folder of its own that goes when they end, with the migrated template in it. */
export async function startTestDatabase(root: string): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'songhua-test-'));
  await chmod(folder, 0o755);
  // Nothing here outlives the run: without fsync a database is made in milliseconds.
  const { url, stop } = await openEmbedded({
    folder,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  });
  const urlOf = (database: string): string => {
    const other = new URL(url);
    other.pathname = `/${database}`;
    return other.href;
  };
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${templateName}`);
  await client.end();
  const pool = new pg.Pool({ connectionString: urlOf(templateName), max: 1 });
  const { migrations } = await discover(root);
  await migrate(pool, migrations, new Date());
  await pool.end();
  return {
    url,
    urlOf,
    stop: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
