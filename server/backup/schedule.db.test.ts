import assert from 'node:assert/strict';
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type BackupSettings, lastRestored, listBackups, listKeptBackups, noteVerified } from '@songhua/health';
import { withTx } from '@songhua/kernel';
import { emptyDatabaseUrl, testDatabaseUrl } from '@songhua/testing';
import pg from 'pg';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { testApp } from '../testing.ts';
import { readFrames } from './frames.ts';
import { makeKey } from './keys.ts';
import { load } from './load.ts';
import { lookAfterBackups, nameAt, startBackups } from './schedule.ts';
import { unseal } from './sealed.ts';
import { aloneWithBackups } from './take.ts';

const start = Date.parse('2026-03-02T03:00:00Z');
const passphrase = 'a passphrase of the tests';

async function scheduled(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'songhua-schedule-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const url = await testDatabaseUrl(t);
  const { server, pool } = await testApp(t, { settings: { DATABASE_URL: url } });
  const state = { hours: 0, readOnly: false };
  const config = readConfig({ DATABASE_URL: url, SONGHUA_BACKUP_DIR: folder, SONGHUA_BACKUP_PASSPHRASE: passphrase });
  const settings: BackupSettings = { folder, everyHours: 24, verifyHours: 48, keepDays: 2, keepWeeks: 0 };
  const means = {
    config,
    house: server.house,
    database: { url, where: 'test', stop: async () => {} },
    pool,
    clock: () => new Date(start + state.hours * 3_600_000),
    logger: pino({ level: 'silent' }),
    isReadOnly: () => state.readOnly,
    told: new Set<string>(),
  };
  const look = (over: Partial<BackupSettings> = {}) => lookAfterBackups(means, { ...settings, ...over });
  const list = () => withTx(pool, 'read', (tx) => listBackups(tx, { limit: 100 }));
  return { folder, url, pool, server, state, means, look, list };
}

test('backups are taken in their rhythm and verified in theirs; old ones go once a newer one was verified', async (t) => {
  const { folder, state, look, list } = await scheduled(t);
  const at = (hours: number) => nameAt(new Date(start + hours * 3_600_000));
  assert.deepEqual(await look(), ['taken', 'verified']);
  assert.deepEqual(await look(), [], 'nothing is due');
  state.hours = 23.9;
  assert.deepEqual(await look(), []);
  state.hours = 24;
  assert.deepEqual(await look(), ['taken']);
  state.hours = 48;
  assert.deepEqual(await look(), ['taken', 'verified', 'pruned']);
  assert.deepEqual((await readdir(folder)).sort(), [at(24), at(48)]);
  const [newest, middle, first] = await list();
  assert.ok(newest?.verifiedAt && newest.sha256 && (newest.rows ?? 0) > 0 && newest.host === hostname());
  assert.equal(middle?.verifiedAt, null);
  assert.ok(first?.prunedAt, 'what is gone stays known');
});

test('one at a time: while somebody holds the lock nothing is taken, and two that look at once take one', async (t) => {
  const { folder, url, look } = await scheduled(t);
  await aloneWithBackups(url, async () => {
    assert.deepEqual(await look(), []);
    assert.equal(await aloneWithBackups(url, async () => 'both'), null);
  });
  const both = await Promise.all([look({ verifyHours: 0 }), look({ verifyHours: 0 })]);
  assert.deepEqual(both.flat(), ['taken']);
  assert.equal((await readdir(folder)).length, 1);
});

test('a failure is written down, tried again later, and what a killed process left half written goes', async (t) => {
  const { folder, pool, state, means, list } = await scheduled(t);
  const nowhere = {
    ...{ folder: join(folder, 'file', 'inside') },
    everyHours: 24,
    verifyHours: 0,
    keepDays: 2,
    keepWeeks: 0,
  };
  const file = join(folder, 'file');
  const blocked = join(folder, nameAt(new Date(start)));
  await writeFile(blocked, 'somebody else’s');
  const settings = { ...nowhere, folder };
  await assert.rejects(lookAfterBackups(means, settings), /there already/);
  const [failed] = await list();
  assert.match(failed?.failure ?? '', /there already/);
  const events = await pool.query(`select status, note from access.audit where event = 'backup-taken'`);
  assert.deepEqual(events.rows, [{ status: 403, note: failed?.failure }]);
  await rm(blocked);
  assert.deepEqual(await lookAfterBackups(means, settings), [], 'not at once again');
  state.hours = 0.24;
  assert.deepEqual(await lookAfterBackups(means, settings), [], 'nor before its time');
  await writeFile(join(folder, 'songhua-2026-01-01T000000Z.songhua.partial'), 'half');
  await writeFile(file, 'not ours');
  state.hours = 0.3;
  assert.deepEqual(await lookAfterBackups(means, settings), ['taken']);
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.endsWith('.partial')),
    [],
  );
  assert.equal((await readdir(folder)).includes('file'), true);
  state.readOnly = true;
  state.hours = 100;
  assert.deepEqual(await lookAfterBackups(means, settings), [], 'a standby has no place for notes');
});

test('a file that was changed after it was written does not verify, and then no older one is taken away', async (t) => {
  const { pool, state, look, list, folder } = await scheduled(t);
  await look({ verifyHours: 0 });
  const [first] = await list();
  assert.ok(first);
  state.hours = 24;
  await look({ verifyHours: 0 });
  state.hours = 48;
  await look({ verifyHours: 0 });
  const [newest] = await list();
  await writeFile(newest?.file ?? '', 'changed');
  assert.deepEqual(await look(), ['verified']);
  assert.match((await list())[0]?.verifyFailure ?? '', /is not what was written/);
  assert.equal((await readdir(folder)).length, 3);
  await withTx(pool, 'one', (tx) => noteVerified(tx, newest?.id ?? '', new Date(start), null));
  assert.deepEqual(await look(), ['pruned']);
});

test('a key that cannot be read, or opens something else, keeps no backup from being taken and tells nothing of it', async (t) => {
  const { folder, means, state, list, look } = await scheduled(t);
  const file = join(folder, 'key');
  const recipient = await makeKey(join(folder, 'right'));
  const { SONGHUA_BACKUP_PASSPHRASE: _, ...rest } = means.config;
  const config = {
    ...rest,
    SONGHUA_BACKUP_RECIPIENTS: recipient,
    SONGHUA_BACKUP_IDENTITY: file,
    SONGHUA_BACKUP_PASSPHRASE: undefined,
  };
  const settings = { folder, everyHours: 24, verifyHours: 48, keepDays: 2, keepWeeks: 0 };
  const again = () => lookAfterBackups({ ...means, config }, settings);
  assert.deepEqual(await again(), ['taken']);
  await makeKey(file);
  assert.deepEqual(await again(), [], 'a wrong key');
  const [backup] = await list();
  assert.deepEqual([backup?.verifiedAt, backup?.verifyFailure], [null, null]);
  assert.ok(means.told.has(backup?.id ?? ''), 'told once, and not tried each minute');
  await rm(file);
  await rename(join(folder, 'right'), file);
  means.told.clear();
  assert.deepEqual(await again(), ['verified']);
  assert.ok((await list())[0]?.verifiedAt);
  state.hours = 24;
  assert.deepEqual(await look(), ['taken']);
});

test('what was taken long ago is not lost from sight behind tries that failed, and a lost file is', async (t) => {
  const { pool, folder, list, look } = await scheduled(t);
  await look({ verifyHours: 0 });
  const [first] = await list();
  const at = (minutes: number) => new Date(start + minutes * 60_000);
  const fail = (minutes: number) =>
    pool.query(
      `insert into health.backup (id, host, file, taken_by, at, ended_at, failure) values ($1, $2, $3, 'server', $4, $4, 'no room')`,
      [`f${minutes}`, hostname(), join(folder, 'no'), at(minutes)],
    );
  for (const minutes of [-2, -1, 1, 2]) await fail(minutes);
  const where = { host: hostname(), folder: join(folder, '/') };
  const kept = async () => (await withTx(pool, 'read', (tx) => listKeptBackups(tx, where))).map(({ id }) => id);
  assert.deepEqual(await kept(), ['f2', 'f1', first?.id]);
  assert.deepEqual(await withTx(pool, 'read', (tx) => listKeptBackups(tx, { ...where, folder: '/elsewhere/' })), []);
  await rm(first?.file ?? '');
  await look({ verifyHours: 0 });
  assert.deepEqual(await kept(), ['f2', 'f1', 'f-1', 'f-2'], 'none of them was ever in the folder');
});

test('work that had the lock is told when the connection that held it is gone', async (t) => {
  const { url, pool } = await scheduled(t);
  const seen: AbortSignal[] = [];
  const work = aloneWithBackups(url, async (client, signal) => {
    seen.push(signal);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    return new Promise<never>(() => {});
  });
  await assert.rejects(work);
  assert.equal(seen[0]?.aborted, true);
});

test('who stops the taking of backups waits for the first look', async (t) => {
  const { means, list } = await scheduled(t);
  await startBackups(means).stop();
  assert.equal((await list()).length, 1);
});

test('a restored database knows of which moment it is and where the audit log stood', async (t) => {
  const { server, look, list, pool } = await scheduled(t);
  await withTx(pool, 'write', (tx) => server.records.saveAll(tx, [{ resourceType: 'Patient', id: 'a' }], new Date(start)));
  await look({ verifyHours: 0 });
  const [backup] = await list();
  const frames = readFrames(unseal(backup?.file ?? '', { passphrase }));
  const empty = new pg.Pool({ connectionString: await emptyDatabaseUrl(t), max: 2 });
  empty.on('error', () => {});
  t.after(() => empty.end());
  const { header } = await load(frames, {
    pool: empty,
    migrations: server.house.migrations,
    now: new Date(start),
    progress: () => {},
  });
  assert.equal(header.at, new Date(start).toISOString());
  assert.equal(header.audit?.number ?? null, backup?.auditNumber ?? null);
  assert.equal(await withTx(empty, 'read', lastRestored), null, 'only the command writes that down');
  const known = await withTx(empty, 'read', (tx) => listBackups(tx, { limit: 5 }));
  assert.equal(known[0]?.endedAt, null, 'of itself it knows that it had begun');
});
