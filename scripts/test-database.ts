import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { discover } from '@songhua/server/discover.ts';
import { migrate } from '@songhua/server/migrate.ts';
import { openEmbedded } from '@songhua/server/postgres/embedded.ts';
import { templateName } from '@songhua/testing';
import pg from 'pg';
import { makeTestFolder } from './test-folder.ts';

export interface TestDatabase {
  readonly url: string;
  /** Connection string of another database on the same server. */
  readonly urlOf: (database: string) => string;
  /** Where the tests' own files go. */
  readonly files: string;
  readonly stop: () => Promise<void>;
}

/** A PostgreSQL of the tests alone, in a folder of its own that goes when they end, with the migrated template in it. */
export async function startTestDatabase(root: string): Promise<TestDatabase> {
  const folder = await makeTestFolder();
  const files = join(folder, 'files');
  await mkdir(files);
  // As /tmp: whoever a test lets its programs run as writes there, too.
  await chmod(files, 0o1777);
  // Nothing here outlives the run: without fsync a database is made in milliseconds.
  const { url, stop } = await openEmbedded({
    folder,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '512MB' },
  });
  const urlOf = (database: string): string => {
    const other = new URL(url);
    other.pathname = `/${database}`;
    return other.href;
  };
  const end = async (): Promise<void> => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await makeTemplate(root, url, urlOf(templateName));
  } catch (error) {
    await end();
    throw error;
  }
  return { url, urlOf, files, stop: end };
}

/** Makes the template: a database with the schema of all modules and nothing else. */
async function makeTemplate(root: string, url: string, templateUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${templateName}`);
  await client.end();
  const pool = new pg.Pool({ connectionString: templateUrl, max: 1 });
  const { migrations } = await discover(root);
  await migrate(pool, migrations, new Date());
  await pool.end();
}
