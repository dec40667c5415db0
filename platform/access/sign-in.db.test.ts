import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, withResult, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { Secret, TOTP } from 'otpauth';
import type pg from 'pg';
import { codeBytes, spellCode } from './domain/one-time.ts';
import { makeSecretKey } from './domain/seal.ts';
import {
  beginOwnSecondFactor,
  changeOwnPassword,
  confirmOwnSecondFactor,
  removeOwnSecondFactor,
  renewOwnRecoveryCodes,
} from './own-account.ts';
import { takeSecretKeys } from './secret-keys.ts';
import { openSetUp, setUp } from './set-up.ts';
import { type SignInPlace, signIn } from './sign-in.ts';
import { replaceMemberships, resetAccount } from './store/account-changes.ts';
import { type Account, addAccount } from './store/accounts.ts';
import { networkOf } from './store/attempts.ts';
import { removeSecondFactor } from './store/second-factors.ts';

const key = makeSecretKey();
takeSecretKeys({ read: () => [key], where: 'the test' });

const start = Date.parse('2026-03-02T08:00:00Z');
const at = (seconds: number, over: Partial<SignInPlace> = {}): SignInPlace => ({
  now: new Date(start + seconds * 1000),
  mode: 'production',
  address: '10.0.0.1',
  device: null,
  ...over,
});
const password = 'vier Kraniche am See';

const addLi = async (pool: pg.Pool, roles: readonly string[] = ['planner'], username = 'li'): Promise<Account> =>
  must(await withResult(pool, 'write', (tx) => addAccount(tx, { username, name: '李工', password, roles }, new Date(start))));

const codeAt = (secret: string, seconds: number): string =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: start + seconds * 1000 });

const refusal = async (answer: ReturnType<typeof signIn>): Promise<string | undefined> => {
  const result = await answer;
  return result.ok ? undefined : result.error.code;
};

test('an administrator in production must enrol, gets recovery codes once, and a code opens nothing twice', async (t) => {
  const pool = await testDatabase(t);
  await addLi(pool, ['administrator']);
  const given = { username: 'li', password };
  const first = must(await signIn(pool, given, at(0)));
  assert.equal(first.step, 'enrol');
  const secret = first.step === 'enrol' ? first.secret : '';
  assert.equal(await refusal(signIn(pool, { ...given, code: '000000' }, at(1))), 'access.wrong-code');
  const enrolled = must(await signIn(pool, { ...given, code: codeAt(secret, 2) }, at(2)));
  assert.equal(enrolled.step, 'in');
  const codes = enrolled.step === 'in' ? (enrolled.recoveryCodes ?? []) : [];
  assert.equal(new Set(codes).size, 10);
  assert.equal(must(await signIn(pool, given, at(3))).step, 'second-factor');
  assert.equal(await refusal(signIn(pool, { ...given, code: codeAt(secret, 2) }, at(4))), 'access.wrong-code', 'used already');
  assert.equal(must(await signIn(pool, { ...given, code: codeAt(secret, 40) }, at(40))).step, 'in');
  const recovery = { ...given, code: String(codes[0]).toUpperCase() };
  assert.equal(must(await signIn(pool, recovery, at(41))).step, 'in');
  assert.equal(await refusal(signIn(pool, recovery, at(42))), 'access.wrong-code', 'a recovery code is good once');
  const { rows } = await pool.query('select r::text as row from access.recovery_code r');
  for (const { row } of rows) for (const code of codes) assert.ok(!row.includes(code), 'kept as hashes');
});

test('a role held through a membership wants a second factor like one of the account, and keeps it', async (t) => {
  const pool = await testDatabase(t);
  const { id } = await addLi(pool);
  const works = (role: string) =>
    withTx(pool, 'write', (tx) =>
      replaceMemberships(tx, id, [{ organization: 'Organization/a', roles: [role], since: new Date(start), until: null }]),
    );
  await works('doctor');
  assert.equal(must(await signIn(pool, { username: 'li', password }, at(0))).step, 'in');
  await works('privacy-officer');
  const begun = must(await signIn(pool, { username: 'li', password }, at(1)));
  assert.equal(begun.step, 'enrol');
  const secret = begun.step === 'enrol' ? begun.secret : '';
  must(await signIn(pool, { username: 'li', password, code: codeAt(secret, 2) }, at(2)));
  const owner = { username: 'li', session: null, ...at(40) };
  const remove = async (seconds: number) =>
    refusalOf(
      await removeOwnSecondFactor(
        pool,
        { ...owner, now: new Date(start + seconds * 1000) },
        { password, code: codeAt(secret, seconds) },
      ),
    );
  assert.equal(await remove(40), 'access.needs-second-factor');
  await works('doctor');
  assert.equal(await remove(80), undefined);
});

test('a code is used up by one of two sign-ins at the same moment', async (t) => {
  const pool = await testDatabase(t);
  await addLi(pool, ['administrator']);
  const given = { username: 'li', password };
  const first = must(await signIn(pool, given, at(0)));
  const code = codeAt(first.step === 'enrol' ? first.secret : '', 1);
  const both = await Promise.all([1, 2].map(() => signIn(pool, { ...given, code }, at(1))));
  assert.equal(both.filter(({ ok }) => ok).length, 1);
});

test('guesses of one address are slowed down and kept from it alone: another address and the owner’s browser get in', async (t) => {
  const pool = await testDatabase(t);
  await addLi(pool);
  const right = { username: 'li', password };
  assert.equal(must(await signIn(pool, right, at(0, { device: 'owner' }))).step, 'in');
  const guesses = await Promise.all(
    Array.from({ length: 12 }, (_, n) => refusal(signIn(pool, { username: 'LI', password: `guess ${n}` }, at(1)))),
  );
  assert.equal(
    guesses.filter((code) => code === 'access.wrong-credentials').length,
    5,
    'as many as are free, however many at once',
  );
  assert.equal(guesses.filter((code) => code === 'access.too-many-attempts').length, 7);
  assert.equal(await refusal(signIn(pool, right, at(2))), 'access.too-many-attempts', 'from the guesser’s address');
  assert.equal(must(await signIn(pool, right, at(2, { address: '10.0.0.2' }))).step, 'in', 'from another');
  assert.equal(
    must(await signIn(pool, right, at(2, { device: 'owner' }))).step,
    'in',
    'from the guesser’s, with the known browser',
  );
  assert.equal(must(await signIn(pool, right, at(4))).step, 'in', 'after the wait');
});

test('who knows the password cannot guess the code for ever: right passwords in between forgive nothing', async (t) => {
  const pool = await testDatabase(t);
  await addLi(pool, ['administrator']);
  const given = { username: 'li', password };
  const first = must(await signIn(pool, given, at(0)));
  await signIn(pool, { ...given, code: codeAt(first.step === 'enrol' ? first.secret : '', 0) }, at(0));
  const seen: (string | undefined)[] = [];
  for (let n = 0; n < 8; n += 1) {
    await signIn(pool, given, at(40));
    seen.push(await refusal(signIn(pool, { ...given, code: '000001' }, at(40))));
  }
  assert.deepEqual(seen.slice(5), Array(3).fill('access.too-many-attempts'));
});

test('wrong codes after the right password are counted for the account, whatever address they come from', async (t) => {
  const pool = await testDatabase(t);
  await addLi(pool, ['administrator']);
  const given = { username: 'li', password };
  const first = must(await signIn(pool, given, at(0)));
  const secret = first.step === 'enrol' ? first.secret : '';
  must(await signIn(pool, { ...given, code: codeAt(secret, 0) }, at(0, { device: 'owner' })));
  const from = (n: number) => ({ address: `10.0.${n}.1` });
  for (let n = 0; n < 12; n += 1)
    await signIn(pool, { username: 'li', password: 'a guess', code: '000001' }, at(40, from(100 + n)));
  const seen: (string | undefined)[] = [];
  for (let n = 0; n < 12; n += 1) seen.push(await refusal(signIn(pool, { ...given, code: '000001' }, at(40, from(n)))));
  assert.deepEqual(
    seen.slice(9),
    ['access.wrong-code', ...Array(2).fill('access.too-many-attempts')],
    'without the password: none',
  );
  assert.equal(must(await signIn(pool, given, at(40, from(50)))).step, 'second-factor', 'the password itself is taken');
  const right = { ...given, code: codeAt(secret, 40) };
  assert.equal(await refusal(signIn(pool, right, at(40, from(50)))), 'access.too-many-attempts');
  assert.equal(
    must(await signIn(pool, right, at(40, { device: 'owner' }))).step,
    'in',
    'a browser that is known waits for nobody',
  );
  assert.equal(must(await signIn(pool, { ...given, code: codeAt(secret, 80) }, at(80, from(51)))).step, 'in', 'after the wait');
});

test('a second factor begun with the password alone is begun anew: nobody who saw the secret before has it', async (t) => {
  const pool = await testDatabase(t);
  await addLi(pool, ['administrator']);
  const given = { username: 'li', password };
  const begin = async (): Promise<string> => {
    const step = must(await signIn(pool, given, at(0)));
    return step.step === 'enrol' ? step.secret : '';
  };
  const [theirs, mine] = [await begin(), await begin()];
  assert.ok(theirs && mine && theirs !== mine);
  assert.equal(await refusal(signIn(pool, { ...given, code: codeAt(theirs, 0) }, at(0))), 'access.wrong-code');
  assert.equal(must(await signIn(pool, { ...given, code: codeAt(mine, 0) }, at(0))).step, 'in');
});

test('of two who choose a password with one one-time code at the same moment one is in', async (t) => {
  const pool = await testDatabase(t);
  const { id } = await addLi(pool);
  const { code } = await withTx(pool, 'write', (tx) =>
    resetAccount(tx, id, { by: 'x', now: new Date(start), secondFactor: false }),
  );
  const choose = (newPassword: string) => signIn(pool, { username: 'li', password: code, newPassword }, at(1));
  const both = await Promise.all([choose('fünf Kraniche am See'), choose('sechs Kraniche am See')]);
  assert.deepEqual(both.map(refusalOf).sort(), ['access.wrong-credentials', undefined]);
});

test('whoever tries unknown names waits like whoever tries known ones', async (t) => {
  const pool = await testDatabase(t);
  for (let n = 0; n < 5; n += 1) await signIn(pool, { username: 'nobody', password: 'x' }, at(0));
  assert.equal(await refusal(signIn(pool, { username: 'nobody', password: 'x' }, at(0))), 'access.too-many-attempts');
});

test('a locked account is told so only to who knows the password, and opens when its time has come', async (t) => {
  const pool = await testDatabase(t);
  const { id } = await addLi(pool);
  await pool.query('update access.account set locked_until = $2 where id = $1', [id, new Date(start + 60_000)]);
  assert.equal(await refusal(signIn(pool, { username: 'li', password: 'wrong' }, at(0))), 'access.wrong-credentials');
  assert.equal(await refusal(signIn(pool, { username: 'li', password }, at(0))), 'access.locked');
  assert.equal(must(await signIn(pool, { username: 'li', password }, at(61))).step, 'in');
});

test('one’s own password changes with the present one, to one that follows the rules', async (t) => {
  const pool = await testDatabase(t);
  await addLi(pool);
  const owner = { username: 'li', session: null, ...at(0) };
  const change = async (from: string, to: string) =>
    refusalOf(await changeOwnPassword(pool, owner, { password: from, newPassword: to }));
  assert.equal(await change('not mine at all', 'fünf Kraniche am See'), 'access.wrong-password');
  assert.equal(await change(password, 'short'), 'access.weak-password');
  assert.equal(await change(password, 'fünf Kraniche am See'), undefined);
  assert.equal(await refusal(signIn(pool, { username: 'li', password }, at(1))), 'access.wrong-credentials');
  assert.equal(must(await signIn(pool, { username: 'li', password: 'fünf Kraniche am See' }, at(2))).step, 'in');
});

const refusalOf = (result: { ok: true } | { ok: false; error: { code: string } }): string | undefined =>
  result.ok ? undefined : result.error.code;

test('wrong passwords from another browser behind the same address keep nobody from changing theirs', async (t) => {
  const pool = await testDatabase(t);
  await addLi(pool);
  const owner = { username: 'li', session: null, ...at(0) };
  const change = async (device: string, from: string) =>
    refusalOf(await changeOwnPassword(pool, { ...owner, device }, { password: from, newPassword: 'fünf Kraniche am See' }));
  const seen: (string | undefined)[] = [];
  for (let n = 0; n < 12; n += 1) seen.push(await change('theirs', `guess ${n}`));
  assert.deepEqual(seen.slice(9), ['access.wrong-password', ...Array(2).fill('access.too-many-attempts')]);
  assert.equal(await change('mine', password), undefined);
});

test('what somebody does to their own password and second factor is named in the log, with what it changed', async (t) => {
  const pool = await testDatabase(t);
  const { id } = await addLi(pool);
  const owner = { username: 'li', session: null, ...at(0) };
  const begun = must(await beginOwnSecondFactor(pool, owner, password));
  must(await confirmOwnSecondFactor(pool, owner, { password, code: codeAt(begun.secret, 0) }));
  const later = (seconds: number) => ({ ...owner, now: new Date(start + seconds * 1000) });
  must(await renewOwnRecoveryCodes(pool, later(40), { password, code: codeAt(begun.secret, 40) }));
  must(await removeOwnSecondFactor(pool, later(80), { password, code: codeAt(begun.secret, 80) }));
  must(await changeOwnPassword(pool, owner, { password, newPassword: 'fünf Kraniche am See' }));
  const { rows } = await pool.query<{ said: string }>(
    `select event || ': ' || note as said from access.audit where path = $1 and actor_id = $2 order by said`,
    [`account/${id}`, id],
  );
  assert.deepEqual(
    rows.map(({ said }) => said),
    [
      'password-changed: by its owner',
      'second-factor-changed: begun',
      'second-factor-changed: confirmed',
      'second-factor-changed: new recovery codes',
      'second-factor-changed: taken away',
    ],
  );
});

test('an own second factor counts from its first code on, and not before', async (t) => {
  const pool = await testDatabase(t);
  const { id } = await addLi(pool);
  const owner = { username: 'li', session: null, ...at(0) };
  const begun = must(await beginOwnSecondFactor(pool, owner, password));
  assert.equal(must(await signIn(pool, { username: 'li', password }, at(1))).step, 'in', 'not confirmed yet');
  assert.equal(refusalOf(await confirmOwnSecondFactor(pool, owner, { password, code: '000000' })), 'access.wrong-code');
  must(await confirmOwnSecondFactor(pool, owner, { password, code: codeAt(begun.secret, 0) }));
  assert.equal(must(await signIn(pool, { username: 'li', password }, at(2))).step, 'second-factor');
  assert.equal(refusalOf(await beginOwnSecondFactor(pool, owner, password)), 'access.has-second-factor');
  await withTx(pool, 'write', (tx) => removeSecondFactor(tx, id));
  assert.equal(must(await signIn(pool, { username: 'li', password }, at(3))).step, 'in');
});

test('a second factor that is confirmed, renewed or taken away ends the other sessions and tokens, not the one that asks', async (t) => {
  const pool = await testDatabase(t);
  const { id } = await addLi(pool);
  const mine = '00000000-0000-4000-8000-000000000001';
  const [until, since] = [new Date(start + 3_600_000), new Date(start)];
  const others = async (): Promise<void> => {
    for (const session of [mine, '00000000-0000-4000-8000-000000000002'])
      await pool.query(
        `insert into access.session (id, account, token, grant_id, since, last_seen, until, address, agent)
         values ($1, $2, $3, $3, $4, $4, $5, '10.0.0.1', '') on conflict do nothing`,
        [session, id, session, since, until],
      );
    await pool.query(
      `insert into access.oidc (kind, id, payload, grant_id) values ('RefreshToken', 'app', $1, 'app') on conflict do nothing`,
      [JSON.stringify({ accountId: id })],
    );
  };
  const left = async (): Promise<unknown[]> => [
    ...(await pool.query('select id from access.session')).rows.map((row: { id: string }) => row.id),
    ...(await pool.query('select id from access.oidc')).rows.map((row: { id: string }) => row.id),
  ];
  const owner = (seconds: number) => ({
    username: 'li',
    mode: 'production' as const,
    address: '10.0.0.1',
    session: mine,
    device: null,
    now: new Date(start + seconds * 1000),
  });
  await others();
  const { secret } = must(await beginOwnSecondFactor(pool, owner(0), password));
  assert.equal((await left()).length, 3, 'what is only begun ends nothing');
  must(await confirmOwnSecondFactor(pool, owner(0), { password, code: codeAt(secret, 0) }));
  assert.deepEqual(await left(), [mine]);
  await others();
  must(await renewOwnRecoveryCodes(pool, owner(60), { password, code: codeAt(secret, 60) }));
  assert.deepEqual(await left(), [mine]);
  await others();
  must(await removeOwnSecondFactor(pool, owner(120), { password, code: codeAt(secret, 120) }));
  assert.deepEqual(await left(), [mine]);
});

test('recovery codes have at least 112 bits: no letter is likelier than nine in 256', () => {
  const seen = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) {
    const letter = spellCode(new Uint8Array(codeBytes).fill(byte)).at(0) ?? '';
    seen.set(letter, (seen.get(letter) ?? 0) + 1);
  }
  const letters = spellCode(new Uint8Array(codeBytes)).replaceAll('-', '').length;
  assert.ok(letters * Math.log2(256 / Math.max(...seen.values())) >= 112);
});

test('the first administrator is made once, with the newest code of the console, and never in demo mode', async (t) => {
  const pool = await testDatabase(t);
  const now = new Date(start);
  const first = { username: 'root.li', name: '李', password };
  assert.equal(await openSetUp(pool, 'demo', now), null);
  const old = await openSetUp(pool, 'production', now);
  const code = await openSetUp(pool, 'production', now);
  assert.ok(old && code && old !== code);
  const make = (given: Partial<typeof first & { code: string }>, mode: 'demo' | 'production' = 'production') =>
    setUp(pool, mode, { ...first, code, ...given }, now);
  assert.equal(refusalOf(await make({ code: old })), 'access.wrong-set-up-code');
  assert.equal(refusalOf(await make({}, 'demo')), 'access.set-up-done');
  assert.equal(refusalOf(await make({ password: 'songhua-admin' })), 'access.invalid-account');
  const demo = { username: 'root.demo', name: '示例', roles: ['viewer'] };
  must(await withResult(pool, 'write', (tx) => addAccount(tx, demo, now, true)));
  assert.equal(refusalOf(await make({ username: 'root.demo' })), 'access.username-taken', 'which costs no code');
  const both = await Promise.all([make({}), make({ username: 'other' })]);
  assert.deepEqual(both.map(refusalOf).sort(), ['access.set-up-done', undefined].sort());
  assert.equal(refusalOf(await make({ username: 'third' })), 'access.set-up-done');
  assert.equal(await openSetUp(pool, 'production', now), null);
  const { rows } = await pool.query<{ status: number; note: string }>(
    `select status, note from access.audit where event = 'account-added' order by status`,
  );
  assert.deepEqual(
    rows.map(({ status, note }) => [status, note]),
    [
      [200, 'first administrator'],
      [403, 'first administrator: wrong code'],
    ],
  );
});

test('addresses of one network of IPv6 are one', () => {
  assert.equal(networkOf('192.0.2.7'), '192.0.2.7');
  assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7');
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), networkOf('2001:db8:1:2::1'));
  assert.notEqual(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'));
  assert.equal(networkOf('::1'), networkOf('::2'));
});
