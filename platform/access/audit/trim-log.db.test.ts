import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { chainOnce } from './chainer.ts';
import { access, makeLog, meansOf, write } from './fixtures/log.ts';
import { appendSigned, readSigned } from './heads.ts';
import { checkProof, proveConsistency, proveInclusion } from './prove.ts';
import { passingSigner } from './sign.ts';
import { trimLog } from './trim-log.ts';
import { verifyLog } from './verify-log.ts';

test('after the oldest entries were dropped in their time, the rest verifies, is proven and goes on; without that right nothing is dropped', async (t) => {
  const pool = await testDatabase(t);
  const means = await meansOf(t, pool);
  await makeLog(means, 900);
  const signer = await means.signerOf('sha256');
  const trim = (before: Date) => withTx(pool, 'write', (tx) => trimLog(tx, { before, now: new Date(), signer }));
  assert.deepEqual((await trim(access(100).at)).dropped, 0, 'less than a block is kept');
  const { dropped, checkpoint } = await trim(access(600).at);
  assert.equal(dropped, 512);
  if (checkpoint) await appendSigned(means.folder, checkpoint);
  await write(pool, 900, 1_000);
  await chainOnce(means);
  const signed = await readSigned(means.folder);
  const result = await verifyLog(pool, { signed });
  assert.deepEqual([result.fault, result.keptFrom, result.from, result.to], [null, 513, 513, 1_001]);
  const proof = await withTx(pool, 'read', (tx) => proveInclusion(tx, 700));
  assert.ok(typeof proof === 'object');
  assert.equal(checkProof(proof, signed).ok, true);
  await pool.query('alter table access.audit_checkpoint disable trigger all');
  await pool.query('delete from access.audit_checkpoint');
  assert.equal((await verifyLog(pool, { signed: signed.filter(({ text }) => text.includes('head')) })).fault?.kind, 'dropped');
  assert.ok(checkpoint);
  const forger = passingSigner('sha256');
  await pool.query('insert into access.audit_checkpoint (number, at, text, signature, key) values (512, now(), $1, $2, $3)', [
    checkpoint.text,
    forger.sign(checkpoint.text),
    forger.key,
  ]);
  assert.equal((await verifyLog(pool, { signed })).fault?.kind, 'forged');
});

test('a proof holds against a head that was kept elsewhere, and not when a byte of it is another', async (t) => {
  const pool = await testDatabase(t);
  const means = await meansOf(t, pool);
  await makeLog(means, 390);
  const signed = await readSigned(means.folder);
  const prove = (number: number, size?: number) => withTx(pool, 'read', (tx) => proveInclusion(tx, number, size));
  for (const number of [1, 128, 257, 389]) {
    const proof = await prove(number);
    assert.ok(typeof proof === 'object');
    assert.equal(proof.fields['request_id'], `r${number - 1}`);
    assert.deepEqual(checkProof(proof, signed).ok, true, `entry ${number}`);
    assert.equal(
      checkProof({ ...proof, line: proof.line.replace('GET', 'PUT').replace('r1', 'r2') }, signed).ok,
      proof.line === proof.line.replace('GET', 'PUT').replace('r1', 'r2'),
    );
    assert.equal(checkProof({ ...proof, number: proof.number + 1 }, signed).ok, false);
    assert.equal(checkProof(proof, []).ok, false, 'the head that comes along counts for nothing');
  }
  assert.equal(await prove(1_000), 'unknown');
  await write(pool, 390, 391);
  await chainOnce(means);
  assert.equal(await prove(391), 'unheaded');
  const sizes = signed.map(({ text }) => Number(/^size (\d+)$/m.exec(text)?.[1])).sort((a, b) => a - b);
  const [first = 0, second = 0] = sizes;
  const consistency = await withTx(pool, 'read', (tx) => proveConsistency(tx, first));
  assert.ok(typeof consistency === 'object');
  assert.equal(checkProof(consistency, signed).ok, true);
  assert.equal(checkProof({ ...consistency, path: consistency.path.slice(1) }, signed).ok, false);
  const older = await withTx(pool, 'read', (tx) => proveConsistency(tx, first, second));
  assert.ok(typeof older === 'object' && checkProof(older, signed).ok);
});
