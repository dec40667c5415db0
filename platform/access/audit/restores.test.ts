import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Head, readHead, signHead } from './heads.ts';
import { readRestore, settleRestores, signRestore } from './restores.ts';
import { passingSigner } from './sign.ts';

const signer = passingSigner('sha256');
const head = (size: number, time: string, by = signer, root = String(size)) =>
  signHead(by, { log: 'l', algorithm: 'sha256', size, root, chain: 'c', time } satisfies Head);
const mark = (number: number, time: string, by = signer) => signRestore(by, { log: 'l', number, backup: '2026-01-02', time });
const sizes = (signed: ReturnType<typeof settleRestores>['signed']) => signed.map((one) => readHead(one)?.size ?? null);

test('a mark says what was written, and only what its key signed', () => {
  const one = mark(10, '2026-01-05T00:00:00.000Z');
  assert.deepEqual(readRestore(one), { log: 'l', number: 10, backup: '2026-01-02', time: '2026-01-05T00:00:00.000Z' });
  assert.equal(readRestore({ ...one, text: one.text.replace('number 10', 'number 11') }), null);
  assert.equal(readRestore(head(3, '2026-01-01')), null);
});

test('heads that a restore gave up are put aside and named; those after it, of the same sizes, count', () => {
  const all = [
    head(5, '2026-01-01'),
    head(10, '2026-01-02'),
    head(20, '2026-01-03'),
    mark(12, '2026-01-05'),
    head(20, '2026-01-06', signer, 'another'),
  ];
  const { signed, restores } = settleRestores(all);
  assert.deepEqual(sizes(signed), [5, 10, 20]);
  assert.equal(readHead(signed[2] ?? all[0] ?? head(0, ''))?.root, 'another');
  assert.deepEqual(
    restores.map(({ number, to, backup }) => [number, to, backup]),
    [[12, 20, '2026-01-02']],
  );
});

test('a restore of a restored log gives up what came between', () => {
  const { signed, restores } = settleRestores([
    head(20, '2026-01-01'),
    mark(10, '2026-01-02'),
    head(15, '2026-01-03'),
    mark(8, '2026-01-04'),
    head(9, '2026-01-05'),
  ]);
  assert.deepEqual(sizes(signed), [9]);
  assert.deepEqual(
    restores.map(({ number, to }) => [number, to]),
    [
      [10, 20],
      [8, 15],
    ],
  );
});

test('a mark of a key that signed no head, or one that was changed, gives up nothing and stays to be found', () => {
  const stranger = passingSigner('sha256');
  for (const wrong of [mark(1, '2026-01-09', stranger), { ...mark(9, '2026-01-09'), text: mark(1, '2026-01-09').text }]) {
    const { signed, restores } = settleRestores([head(20, '2026-01-01'), wrong]);
    assert.deepEqual([sizes(signed), restores], [[20, null], []]);
  }
});

test('without marks everything stays as it is', () => {
  const all = [head(5, '2026-01-01'), head(6, '2026-01-02')];
  assert.deepEqual(settleRestores(all), { signed: all, restores: [] });
});
