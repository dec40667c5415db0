import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
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

/** Runs one statement on a server's own database; creating and dropping databases cannot be in a transaction. */
async function admin(sql: string, url = adminUrl()): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The servers of a cluster that the tests were given on purpose (scripts/test-citus.ts), the coordinator first; else none. */
const clusterNodes = (): readonly string[] => process.env['SONGHUA_TEST_NODES']?.split(' ') ?? [];

/** Refuses to touch a server whose data folder is not one the test runner made. */
async function refuseOthers(): Promise<void> {
  const probe = new pg.Client({ connectionString: adminUrl() });
  await probe.connect();
  const { rows } = await probe.query<{ data_directory: string }>('show data_directory');
  await probe.end();
  if (!rows[0]?.data_directory.includes('songhua-test-')) throw new Error(`${rows[0]?.data_directory} is not a test database`);
}

/** Copies a template file by file. Page by page through the log, as is usual, takes PostgreSQL some 0.1 s of CPU more, and dropping it as well. */
const asFiles = 'strategy file_copy';

/** Drops a database whoever is in it. Citus's maintenance comes back into one that lets it, and is waited for in vain by `force`. */
async function dropDatabase(name: string, url: string): Promise<void> {
  await admin(`alter database ${name} with allow_connections false`, url);
  await admin(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '${name}'`, url);
  await admin(`drop database ${name} with (force)`, url);
}

/** What many tests begin with, more than the schema: put into a template once in a run, by whoever asks for it first. */
export interface Stage {
  /** Of letters, digits and `_`. */
  readonly name: string;
  /** Fills the database of this address, which has the schema, and leaves no connection to it. */
  fill(url: string): Promise<void>;
}

const made = new Map<string, Promise<string>>();

/** Makes the template of a stage unless another process did, which is waited for. Its name. */
async function makeTemplate({ name, fill }: Stage): Promise<string> {
  const template = `${templateName}_${name}`;
  const client = new pg.Client({ connectionString: adminUrl() });
  await client.connect();
  try {
    // Asked for again and again: a statement that waits would hold its snapshot, which tests about transactions would see.
    while ((await client.query('select 1 where pg_try_advisory_lock(hashtext($1))', [template])).rowCount === 0) await wait(50);
    if ((await client.query('select 1 from pg_database where datname = $1', [template])).rowCount !== 0) return template;
    const unfinished = `${template}_unfinished`;
    await client.query(`drop database if exists ${unfinished} with (force)`);
    await client.query(`create database ${unfinished} template ${templateName} ${asFiles}`);
    await fill(urlOf(unfinished));
    // Nobody gets in any more, vacuuming neither: a template in use cannot be cloned.
    await client.query(`alter database ${unfinished} with allow_connections false`);
    await client.query(`alter database ${unfinished} rename to ${template}`);
    return template;
  } finally {
    await client.end();
  }
}

/** The template to clone. On a cluster of several servers there is none but that of the schema. */
function templateOf(stage: Stage | undefined): Promise<string> {
  if (!stage) return Promise.resolve(templateName);
  const making = made.get(stage.name) ?? makeTemplate(stage);
  made.set(stage.name, making);
  return making;
}

/** A connection string to a database of this test alone: a clone of the migrated template, or of a stage's, dropped afterwards. */
export async function testDatabaseUrl(t: Pick<TestContext, 'after'>, stage?: Stage): Promise<string> {
  const cluster = clusterNodes();
  if (cluster.length === 0) await refuseOthers();
  const nodes = cluster.length === 0 ? [adminUrl()] : cluster;
  const template = await templateOf(cluster.length === 0 ? stage : undefined);
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await Promise.all(nodes.map((node) => admin(`create database ${name} template ${template} ${asFiles}`, node)));
  t.after(() => Promise.all(nodes.map((node) => dropDatabase(name, node))));
  return urlOf(name);
}

/** A connection string to a database that holds nothing at all, dropped afterwards. */
export async function emptyDatabaseUrl(t: Pick<TestContext, 'after'>): Promise<string> {
  await refuseOthers();
  const name = `e_${randomUUID().replaceAll('-', '')}`;
  await admin(`create database ${name} template template0`);
  t.after(() => dropDatabase(name, adminUrl()));
  return urlOf(name);
}

/** A pool on a database of this test alone, the one of this address where it has one already. */
export async function testDatabase(t: TestContext, url?: string): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString: url ?? (await testDatabaseUrl(t)), max: 4 });
  pool.on('error', () => {});
  t.after(() => pool.end());
  return pool;
}
