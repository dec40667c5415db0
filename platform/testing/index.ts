import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import pg from 'pg';

/** Name of the migrated template database that the runner makes once; every test file clones it. */
export const templateName = 'songhua_template';

const adminUrl = (): string => {
  const url = process.env['SONGHUA_TEST_DATABASE_URL'];
  if (!url)
    throw new Error('SONGHUA_TEST_DATABASE_URL is not set: run database tests through `npm test` or `npm run test:one -- FILE`');
  return url;
};

/** The connection string of `database` on the test server. */
const urlOf = (database: string): string => {
  const url = new URL(adminUrl());
  url.pathname = `/${database}`;
  return url.href;
};

/** Runs one statement on the server's own database; creating and dropping databases cannot be in a transaction. */
async function admin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/**
 * A connection string to a database of this test alone: a clone of the migrated template, dropped afterwards.
 * Refuses to touch a server whose data folder is not one the test runner made.
 */
export async function testDatabaseUrl(t: Pick<TestContext, 'after'>): Promise<string> {
  const probe = new pg.Client({ connectionString: adminUrl() });
  await probe.connect();
  const { rows } = await probe.query<{ data_directory: string }>('show data_directory');
  await probe.end();
  if (!rows[0]?.data_directory.includes('songhua-test-')) throw new Error(`${rows[0]?.data_directory} is not a test database`);
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await admin(`create database ${name} template ${templateName}`);
  t.after(() => admin(`drop database if exists ${name} with (force)`));
  return urlOf(name);
}

/** A pool on a database of this test alone. */
export async function testDatabase(t: TestContext): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString: await testDatabaseUrl(t), max: 4 });
  pool.on('error', () => {});
  t.after(() => pool.end());
  return pool;
}
