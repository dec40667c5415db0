import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { endEverySignIn } from '@songhua/access';
import { withTx } from '@songhua/kernel';
import { emptyDatabaseUrl } from '@songhua/testing';
import pg from 'pg';
import { discover, type House } from '../discover.ts';
import { testApp } from '../testing.ts';
import { compare } from './compare.ts';
import { type Contents, differences } from './contents.ts';
import { dump } from './dump.ts';
import { readFrames } from './frames.ts';
import { keyOf, lockOf, makeKey } from './keys.ts';
import { load } from './load.ts';
import { type Key, type Lock, seal, unseal } from './sealed.ts';

const now = new Date('2026-01-01T00:00:00Z');
const progress = (): void => {};
const passphrase = 'a passphrase of the tests';

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'songhua-backup-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function emptyPool(t: TestContext): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString: await emptyDatabaseUrl(t), max: 3 });
  pool.on('error', () => {});
  t.after(() => pool.end());
  return pool;
}

/** Backs a database up; what was read of it comes back. */
async function sealed(pool: pg.Pool, file: string, lock: Lock, meanwhile?: () => Promise<void>): Promise<Contents> {
  const client = await pool.connect();
  const read: { contents: Contents } = { contents: [] };
  async function* content(): AsyncGenerator<Uint8Array> {
    const frames = dump({ client, now, progress, keepsRows: true });
    for (let next = await frames.next(), at = 0; ; next = await frames.next(), at += 1) {
      if (next.done) {
        read.contents = next.value;
        return;
      }
      if (at === 8) await meanwhile?.();
      yield next.value;
    }
  }
  await seal(content(), file, lock).finally(() => client.release());
  return read.contents;
}

const restored = (pool: pg.Pool, file: string, key: Key, house: House) =>
  load(readFrames(unseal(file, key)), { pool, migrations: house.migrations, now, progress, finish: endEverySignIn });

const tablesOf = async (pool: pg.Pool): Promise<number> =>
  (await pool.query(`select 1 from pg_tables where schemaname not like 'pg\\_%' and schemaname <> 'information_schema'`))
    .rowCount ?? 0;

const patient = (id: string) => ({ resourceType: 'Patient', id, active: true, name: [{ text: `居民${id}` }] });

test('what is backed up comes back byte for byte, and the restored system goes on where the other stopped', async (t) => {
  const { server, pool, signIn } = await testApp(t);
  const { records, house } = server;
  await signIn('planner');
  await withTx(pool, 'write', (tx) =>
    records.saveAll(
      tx,
      Array.from({ length: 300 }, (_, at) => patient(`p${at}`)),
      now,
    ),
  );
  const path = await folder(t);
  const key = join(path, 'key');
  const settings = { SONGHUA_BACKUP_PASSPHRASE: undefined, SONGHUA_BACKUP_IDENTITY: key };
  const lock = lockOf({ ...settings, SONGHUA_BACKUP_RECIPIENTS: await makeKey(key) });
  const file = join(path, 'one.songhua');
  const opening = await keyOf({ ...settings, SONGHUA_BACKUP_RECIPIENTS: undefined });
  assert.ok(opening);
  // Somebody writes while it is read: the backup is of the moment it began.
  const late = () => withTx(pool, 'write', async (tx) => void (await records.create(tx, patient('late'), now)));
  const contents = await sealed(pool, file, lock, late);
  const rowsOf = (name: string) => contents.find((table) => `${table.schema}.${table.name}` === name)?.rows;
  assert.equal(rowsOf('records.resource'), 300);
  const again = await emptyPool(t);
  const loaded = await restored(again, file, opening, house);
  assert.deepEqual(differences(contents, loaded.contents), []);
  assert.deepEqual((await again.query('select count(*)::int as n from records.resource')).rows, [{ n: 300 }]);
  const made = await withTx(again, 'write', (tx) =>
    records.create(tx, { resourceType: 'Patient', name: [{ text: '新来' }] }, now),
  );
  assert.equal(made.ok, true, 'numbers are drawn beyond those that came back');
  const found = await withTx(again, 'search', (tx) => records.search(tx, 'Patient', { name: '居民p29', limit: 20 }));
  assert.equal(found.total, 11, 'the indexes are there again: p29 and p290 to p299');
  assert.equal(rowsOf('access.session'), 1);
  assert.equal((await again.query('select from access.session')).rowCount, 0, 'sessions do not come back to life');
  assert.equal((await again.query('select from access.oidc')).rowCount, 0, 'nor do tokens');
  const keys = `select count(*)::int as n from pg_constraint where contype = 'f'`;
  assert.deepEqual((await again.query(keys)).rows, (await pool.query(keys)).rows);
  const indexes = `select indexdef from pg_indexes where schemaname not like 'pg\\_%' order by schemaname, indexname`;
  assert.deepEqual((await again.query(indexes)).rows, (await pool.query(indexes)).rows);
});

test('a backup is verified by restoring it; a changed byte in it is found by its table', async (t) => {
  const { server, pool } = await testApp(t);
  await withTx(pool, 'write', (tx) => server.records.saveAll(tx, [patient('a'), patient('b')], now));
  const file = join(await folder(t), 'one.songhua');
  await sealed(pool, file, { passphrase });
  const { migrations } = server.house;
  const comparing = { url: await emptyDatabaseUrl(t), migrations, now, progress };
  const good = await compare(readFrames(unseal(file, { passphrase })), comparing);
  assert.deepEqual(good.differences, []);
  assert.equal(good.contents.find(({ name }) => name === 'resource')?.rows, 2);
  const databases = await pool.query(`select 1 from pg_database where datname like 'songhua\\_check\\_%'`);
  assert.equal(databases.rowCount, 0, 'the database it was checked in is gone');
  async function* meddled() {
    for await (const one of readFrames(unseal(file, { passphrase }))) {
      // As the resource's text has it; other tables know the name without quotation marks.
      const at = one.kind === 'D' ? Buffer.from(one.bytes).indexOf('居民a"') : -1;
      if (at >= 0) one.bytes[at] = (one.bytes[at] ?? 0) + 1;
      yield one;
    }
  }
  await assert.rejects(compare(meddled(), comparing), /"records"\."resource" is not what was backed up/);
});

test('a damaged, cut or foreign file, another key, or a filled database: refused, and nothing is left half done', async (t) => {
  const { server, pool } = await testApp(t);
  const { house } = server;
  const path = await folder(t);
  const file = join(path, 'one.songhua');
  await sealed(pool, file, { passphrase });
  const bytes = await readFile(file);
  const empty = await emptyPool(t);
  const refused = async (name: string, content: Uint8Array, key: Key, says: RegExp): Promise<void> => {
    await writeFile(join(path, name), content);
    await assert.rejects(restored(empty, join(path, name), key, house), says, name);
    assert.equal(await tablesOf(empty), 0, name);
  };
  const flipped = Buffer.from(bytes);
  flipped[bytes.length - 100] = (flipped[bytes.length - 100] ?? 0) ^ 1;
  await refused('flipped', flipped, { passphrase }, /damaged/);
  await refused('cut', bytes.subarray(0, Math.floor(bytes.length / 2)), { passphrase }, /damaged/);
  await refused('foreign', Buffer.from('PK something else'), { passphrase }, /cannot be opened/);
  await refused('other-key', bytes, { passphrase: 'not that passphrase' }, /cannot be opened/);
  await assert.rejects(restored(empty, join(path, 'none'), { passphrase }, house), /there is no file/);
  await assert.rejects(restored(pool, file, { passphrase }, house), /not empty/);
  await assert.rejects(sealed(pool, file, { passphrase }), /there already/);
  assert.deepEqual(
    (await readdir(path)).filter((name) => name.endsWith('.partial')),
    [],
  );
});

test('a backup of a newer version is refused by the migration that is missing; one of an older version is brought up to date', async (t) => {
  const { pool } = await testApp(t);
  const house = await discover(join(import.meta.dirname, '..', '..'));
  const file = join(await folder(t), 'one.songhua');
  await sealed(pool, file, { passphrase });
  const older = { ...house, migrations: house.migrations.slice(0, -1) };
  const last = house.migrations.at(-1);
  await assert.rejects(
    restored(await emptyPool(t), file, { passphrase }, older),
    new RegExp(`no migration ${last?.unit}/${last?.name}`),
  );
  const newer = {
    ...house,
    migrations: [
      ...house.migrations,
      { unit: 'records', name: '9999_more.sql', sql: 'create table records.more (n int primary key)' },
    ],
  };
  const empty = await emptyPool(t);
  await restored(empty, file, { passphrase }, newer);
  assert.equal((await empty.query('select from records.more')).rowCount, 0);
});

test('without a key nothing is backed up, and settings that hold none say so', async () => {
  const none = { SONGHUA_BACKUP_RECIPIENTS: undefined, SONGHUA_BACKUP_IDENTITY: undefined, SONGHUA_BACKUP_PASSPHRASE: undefined };
  assert.throws(() => lockOf(none), /must be locked/);
  assert.equal(await keyOf(none), undefined);
  await assert.rejects(keyOf({ ...none, SONGHUA_BACKUP_IDENTITY: '/nowhere/key' }), /cannot be read/);
});
