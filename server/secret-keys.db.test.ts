import assert from 'node:assert/strict';
import { chmod, chown, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  addAccount,
  beginOwnSecondFactor,
  countSealed,
  findKeys,
  forgetUnopened,
  makeSecretKey,
  resealAll,
  takeSecretKeys,
} from '@songhua/access';
import { findSecondFactor } from '@songhua/access/store/second-factors.ts';
import { must, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import type pg from 'pg';
import { addKeyToFile, makeKeyFile, openSecretKeys, rotateSecretKey, secretKeysOf } from './secret-keys.ts';

const now = new Date('2026-03-02T08:00:00Z');
const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
/** As versions before kept it: an RSA key's private exponent in the clear. */
const formerKeys = [
  { jwk: { kty: 'RSA', kid: 'old', alg: 'RS256', d: 'the-private-exponent' }, madeAt: now.toISOString(), goneAt: null },
];

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'songhua-keys-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

const settings = (file: string, mode: 'demo' | 'production' = 'demo') => ({
  SONGHUA_SECRET_KEY: undefined,
  SONGHUA_SECRET_KEY_FILE: file,
  SONGHUA_DATA: '/nowhere',
  SONGHUA_MODE: mode,
});

/** A database as a version before left it. */
async function former(t: TestContext): Promise<pg.Pool> {
  const pool = await testDatabase(t);
  await pool.query('insert into access.secret (name, value, made_at) values ($1, $2, $3)', [
    'signing-keys',
    JSON.stringify(formerKeys),
    now,
  ]);
  await pool.query(`insert into access.secret (name, value, made_at) values ('audit terms', '"abcdef"', $1)`, [now]);
  await pool.query('insert into access.second_factor (account, secret, made_at, confirmed_at) values ($1, $2, $3, $3)', [
    'li',
    seed,
    now,
  ]);
  return pool;
}

const everything = async (pool: pg.Pool): Promise<string> =>
  JSON.stringify(
    (await pool.query(`select value::text as v from access.secret union all select secret from access.second_factor`)).rows,
  );

const seedOf = (pool: pg.Pool, account: string) => withTx(pool, 'read', (tx) => findSecondFactor(tx, account));

test('the first start makes a key file for its owner alone and seals what lay in the clear; everything still opens', async (t) => {
  const pool = await former(t);
  const file = join(await folder(t), 'inside', 'secret-key');
  assert.equal(await openSecretKeys(settings(file), pool), 3);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  const stored = await everything(pool);
  for (const secret of [seed, 'the-private-exponent', 'abcdef']) assert.ok(!stored.includes(secret), secret);
  assert.equal((await seedOf(pool, 'li'))?.secret, seed);
  assert.deepEqual(await withTx(pool, 'write', (tx) => findKeys(tx, now)), formerKeys);
  assert.equal(await openSecretKeys(settings(file), pool), 0, 'a second start finds nothing to do');
  await pool.query(
    `insert into access.second_factor (account, secret, made_at) select 'wang', secret, made_at from access.second_factor`,
  );
  await assert.rejects(seedOf(pool, 'wang'), /belongs elsewhere/, 'a seed carried to another account opens nothing');
});

test('a new key seals everything anew and the former still opens, in processes that had not heard of it, too', async (t) => {
  const pool = await former(t);
  const file = join(await folder(t), 'secret-key');
  await openSecretKeys(settings(file), pool);
  const [first] = secretKeysOf(settings(file)).read();
  const second = await addKeyToFile(file);
  // This process has the former key only, and is asked for a value of the new one.
  takeSecretKeys({ read: () => secretKeysOf(settings(file)).read(), where: file });
  assert.equal(await withTx(pool, 'write', resealAll), 3);
  assert.deepEqual([...(await withTx(pool, 'read', countSealed))], [[second.id, 3]]);
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  assert.equal(lines.length, 3, 'what it is, the new key, the former');
  const late = { known: [first].flatMap((key) => key ?? []) };
  takeSecretKeys({ read: () => late.known, where: file });
  late.known = [...secretKeysOf(settings(file)).read()];
  assert.equal((await seedOf(pool, 'li'))?.secret, seed, 'the file is read anew for a key that is not known');
});

test('a database without its key is refused with what is lost and what to do; forgetting drops just that', async (t) => {
  const pool = await former(t);
  const file = join(await folder(t), 'secret-key');
  await openSecretKeys(settings(file), pool);
  const elsewhere = join(await folder(t), 'secret-key');
  for (const mode of ['demo', 'production'] as const) {
    await writeFile(elsewhere, `${Buffer.from(makeSecretKey().bytes).toString('hex')}\n`);
    await assert.rejects(openSecretKeys(settings(elsewhere, mode), pool), (error: Error) => {
      assert.match(error.message, /audit terms, signing-keys; 1 个二次验证种子 seeds of second factors/);
      assert.match(error.message, /songhua keys forget/);
      return true;
    });
  }
  await rm(elsewhere);
  await assert.rejects(openSecretKeys(settings(elsewhere), pool), /audit terms/, 'nor is a key made that opens nothing');
  await writeFile(elsewhere, 'my secret\n');
  await assert.rejects(openSecretKeys(settings(elsewhere), pool), (error: Error) => {
    assert.match(error.message, /secret-key:1 .*is no key/);
    return !error.message.includes('my secret');
  });
  await writeFile(elsewhere, `${Buffer.from(makeSecretKey().bytes).toString('hex')}\n`);
  takeSecretKeys(secretKeysOf(settings(elsewhere)));
  assert.deepEqual(await withTx(pool, 'write', forgetUnopened), { secrets: 2, seeds: 1 });
  assert.equal(await openSecretKeys(settings(elsewhere), pool), 0);
  assert.equal((await withTx(pool, 'write', (tx) => findKeys(tx, now))).length, 2, 'signing keys are made anew');
});

test('of many that start together on one folder all get the key of one, whole', async (t) => {
  const file = join(await folder(t), 'secret-key');
  const made = await Promise.allSettled(Array.from({ length: 20 }, () => makeKeyFile(file)));
  assert.equal(made.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal(secretKeysOf(settings(file)).read().length, 1);
});

test('of two that rotate at once none loses the key of the other, and everything opens', async (t) => {
  const pool = await former(t);
  const at = await folder(t);
  const file = join(at, 'secret-key');
  await openSecretKeys(settings(file), pool);
  const rotate = () => withTx(pool, 'write', (tx) => rotateSecretKey(settings(file), tx));
  const rotated = await Promise.all([rotate(), rotate(), rotate()]);
  const keys = secretKeysOf(settings(file)).read();
  assert.equal(keys.length, 4);
  for (const { first } of rotated)
    assert.ok(
      keys.some(({ id }) => id === first),
      first,
    );
  assert.deepEqual([...(await withTx(pool, 'read', countSealed))], [[keys[0]?.id, 3]]);
  assert.equal((await seedOf(pool, 'li'))?.secret, seed);
  assert.deepEqual(await readdir(at), ['secret-key']);
});

test('a key file keeps its mode when a key is added, and its owner when root adds it', async (t) => {
  const file = join(await folder(t), 'secret-key');
  await makeKeyFile(file);
  await chmod(file, 0o640);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await chown(file, 4321, 4322);
  await addKeyToFile(file);
  const { mode, uid, gid } = await stat(file);
  assert.equal(mode & 0o777, 0o640);
  if (isRoot) assert.deepEqual([uid, gid], [4321, 4322]);
  else t.diagnostic('the owner is looked at where root runs this');
});

test('production makes no key by itself', async (t) => {
  const pool = await testDatabase(t);
  const file = join(await folder(t), 'secret-key');
  await assert.rejects(openSecretKeys(settings(file, 'production'), pool), /songhua keys make FILE/);
  await assert.rejects(stat(file));
});

test('a second factor that is begun is sealed from the beginning', async (t) => {
  const pool = await testDatabase(t);
  await openSecretKeys(settings(join(await folder(t), 'secret-key')), pool);
  const made = { username: 'li', name: '李工', password: 'vier Kraniche am See', roles: ['planner'] };
  await withTx(pool, 'write', async (tx) => must(await addAccount(tx, made, now)));
  const owner = { username: 'li', mode: 'production', address: '10.0.0.1', session: null, device: null, now } as const;
  const { secret } = must(await beginOwnSecondFactor(pool, owner, made.password));
  assert.match(secret, /^[A-Z2-7]{32}$/);
  assert.ok(!(await everything(pool)).includes(secret));
});
