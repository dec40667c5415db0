import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPayload } from './check-payload.ts';

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let n = 0; n < depth; n += 1) value = [value];
  return value;
};

test('any JSON value is kept, also null and text that looks like an escape', () => {
  for (const payload of [null, 0, '', '\\u0000', { a: [1, { b: '中文 😀' }] }, nested(100)])
    assert.equal(checkPayload(payload), null);
});

test('what PostgreSQL would not keep is refused by field and rule', () => {
  const faults = [{ a: [{ b: 'x\0' }] }, { 'k\0': 1 }, ['\ud800'], nested(101), nested(200_000)].map((payload) =>
    checkPayload(payload),
  );
  assert.deepEqual(
    faults.map((fault) => fault && [fault.field.slice(0, 20), fault.rule]),
    [
      ['payload.a[0].b', 'no-nul'],
      ['payload', 'no-nul'],
      ['payload[0]', 'well-formed'],
      ['payload[0][0][0][0][', 'depth'],
      ['payload[0][0][0][0][', 'depth'],
    ],
  );
});
