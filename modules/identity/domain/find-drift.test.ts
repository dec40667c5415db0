import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';
import { li, numberOf } from '../fixtures/open-identity.ts';
import { type ChangedField, findDrift } from './find-drift.ts';

const of = ({ born, ...rest }: Partial<typeof li>): PersonRecord => ({
  ...{ name: '', sex: null, number: null, phone: null, address: null },
  ...rest,
  born: born?.replaceAll('-', '') ?? null,
});
const before = of(li);
const drift = (after: Partial<typeof li>, changed: readonly ChangedField[], others: readonly PersonRecord[] = [before]) =>
  findDrift(of({ ...li, ...after }), others, changed)?.vetoes ?? null;

test('another valid number, another sex without a number, another name and birthday contradict the person', () => {
  assert.deepEqual(drift({ number: numberOf('1958-03-12', 326) }, ['number']), ['different-numbers']);
  assert.deepEqual(drift({ sex: 'male', number: numberOf('1958-03-12', 327) }, ['sex', 'number']), [
    'different-numbers',
    'other-sex',
  ]);
  assert.deepEqual(drift({ name: '王建国' }, ['name']), ['shared-number']);
});

test('a slip of the pen, a new phone and what is said no more contradict nobody', () => {
  assert.equal(drift({ name: '李秀蓝' }, ['name']), null);
  assert.equal(drift({ phone: '13804320000' }, []), null);
  assert.equal(drift({ born: '1958-12-03' }, ['born']), null);
});

test('what stood there before in another field is not told again', () => {
  assert.equal(drift({ number: numberOf('1958-03-12', 326) }, ['name']), null);
  assert.equal(drift({ number: numberOf('1958-03-12', 326) }, []), null);
});

test('of several the one is named that it contradicts most', () => {
  const agreeing = of({ ...li, number: numberOf('1958-03-12', 326) });
  const found = findDrift(of({ ...li, number: numberOf('1958-03-12', 326) }), [agreeing, before], ['number']);
  assert.equal(found?.other, before);
});
