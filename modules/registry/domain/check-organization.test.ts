import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Resource } from '@songhua/kernel';
import { checkOrganization } from './check-organization.ts';
import { extensions, systems } from './identifiers.ts';

/** 2025-12-31 08:00 in Beijing. */
const now = new Date('2025-12-31T00:00:00Z');

const fact = (parts: Readonly<Record<string, unknown>> = {}) => {
  const all = { measure: 'staff-total', value: 40, asOf: '2025-12-31', evidence: 'entered', ...parts };
  const names = { measure: 'valueCode', value: 'valueInteger', asOf: 'valueDate', evidence: 'valueCode' } as const;
  return {
    url: extensions.fact,
    extension: Object.entries(names).flatMap(([url, element]) =>
      all[url as keyof typeof all] === undefined ? [] : [{ url, [element]: all[url as keyof typeof all] }],
    ),
  };
};

const broken = (resource: Partial<Resource>): string[] =>
  checkOrganization({ resourceType: 'Organization', ...resource }, now).map(({ field, rule }) => `${field}:${rule}`);

test('a good figure passes, and so does everything that is foreign to us', () => {
  assert.deepEqual(broken({ extension: [fact()] }), []);
  assert.deepEqual(broken({ extension: [fact({ evidence: undefined, value: 0 })] }), []);
  assert.deepEqual(
    broken({ extension: [{ url: 'urn:other', valueInteger: -5 }], type: [{ coding: [{ system: 'urn:other', code: 'x' }] }] }),
    [],
  );
  assert.deepEqual(broken({ extension: 'nonsense', type: { coding: 3 } }), []);
});

test('a count that is none is refused with the place it stands at', () => {
  for (const value of [-1, 1.5, '40', 2 ** 31, null, undefined, Number.NaN]) {
    const [first, ...rest] = broken({ extension: [{ url: 'urn:other' }, fact({ value })] });
    assert.match(String(first), /^extension\[1\]\.extension.*:count$/, String(value));
    assert.deepEqual(rest, []);
  }
  assert.deepEqual(broken({ extension: [fact({ value: 2 ** 31 - 1 })] }), []);
});

test('a day that does not exist or has not come is refused; today counts, by Beijing time', () => {
  assert.deepEqual(broken({ extension: [fact({ asOf: '2026-01-01' })] }), ['extension[0].extension[2].valueDate:not-in-future']);
  assert.deepEqual(broken({ extension: [fact({ asOf: '2025-02-29' })] }), ['extension[0].extension[2].valueDate:date']);
  assert.deepEqual(broken({ extension: [fact({ asOf: undefined })] }), ['extension[0].extension(asOf):date']);
  const evening = new Date('2025-12-31T16:00:00Z');
  assert.deepEqual(checkOrganization({ resourceType: 'Organization', extension: [fact({ asOf: '2026-01-01' })] }, evening), []);
});

test('codes of our own systems must be ones we know', () => {
  assert.deepEqual(broken({ extension: [fact({ measure: 'camels', evidence: 'guessed' })] }), [
    'extension[0].extension[0].valueCode:known-code',
    'extension[0].extension[3].valueCode:known-code',
  ]);
  assert.deepEqual(broken({ type: [{ coding: [{ system: systems.kind, code: 'palace' }] }] }), [
    'type[0].coding[0].code:known-code',
  ]);
  assert.deepEqual(broken({ type: [{ coding: [{ system: systems.kind, code: 'clinic' }] }] }), []);
});
