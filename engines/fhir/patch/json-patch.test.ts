import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseLossless } from '../json/lossless.ts';
import { applyOperations, patchByJson } from './json-patch.ts';

const patched = (document: unknown, ...patch: unknown[]): unknown => {
  const result = applyOperations(document, patch);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};

const refused = (document: unknown, ...patch: unknown[]) => {
  const result = applyOperations(document, patch);
  assert.ok(!result.ok, 'must be refused');
  return result.error;
};

// The situations of RFC 6902, appendix A, on documents of our own.
const situations: readonly [claim: string, before: unknown, patch: unknown[], after: unknown][] = [
  ['A.1 a member is added', { ward: 1 }, [{ op: 'add', path: '/bed', value: 2 }], { ward: 1, bed: 2 }],
  ['A.2 an item is inserted', { beds: [1, 3] }, [{ op: 'add', path: '/beds/1', value: 2 }], { beds: [1, 2, 3] }],
  ['A.3 a member is removed', { ward: 1, bed: 2 }, [{ op: 'remove', path: '/bed' }], { ward: 1 }],
  ['A.4 an item is removed', { beds: [1, 2, 3] }, [{ op: 'remove', path: '/beds/1' }], { beds: [1, 3] }],
  ['A.5 a value is replaced', { ward: 1, bed: 2 }, [{ op: 'replace', path: '/bed', value: 9 }], { ward: 1, bed: 9 }],
  [
    'A.6 a member is moved to another object',
    { from: { bed: 2, ward: 1 }, to: {} },
    [{ op: 'move', from: '/from/bed', path: '/to/place' }],
    { from: { ward: 1 }, to: { place: 2 } },
  ],
  ['A.7 an item is moved', { beds: [1, 3, 4, 2] }, [{ op: 'move', from: '/beds/3', path: '/beds/1' }], { beds: [1, 2, 3, 4] }],
  ['A.8 a test that holds', { beds: [1, 2] }, [{ op: 'test', path: '/beds/1', value: 2 }], { beds: [1, 2] }],
  [
    'A.10 a nested object is added',
    { ward: 1 },
    [{ op: 'add', path: '/child', value: { a: {} } }],
    { ward: 1, child: { a: {} } },
  ],
  ['A.11 members the RFC does not know are ignored', {}, [{ op: 'add', path: '/a', value: 1, note: 'x' }], { a: 1 }],
  ['A.14 ~01 is ~1 and not /', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: 10 }], { '/': 9, '~1': 10 }],
  ['A.16 a list is added as one item', { beds: [1] }, [{ op: 'add', path: '/beds/-', value: [2, 3] }], { beds: [1, [2, 3]] }],
  ['a value is copied', { a: [1], b: 2 }, [{ op: 'copy', from: '/a', path: '/c' }], { a: [1], b: 2, c: [1] }],
  ['the whole document is replaced', { a: 1 }, [{ op: 'replace', path: '', value: { b: 2 } }], { b: 2 }],
  ['a value is moved onto itself', { a: [1] }, [{ op: 'move', from: '/a', path: '/a' }], { a: [1] }],
];

for (const [claim, before, patch, after] of situations) {
  test(claim, () => {
    const copy = structuredClone(before);
    assert.deepEqual(patched(before, ...patch), after);
    assert.deepEqual(before, copy, 'the document given must stay as it is');
  });
}

test('A.9, A.12, A.15: what does not fit is refused with the operation, the path and the rule', () => {
  assert.deepEqual(refused({ a: 1 }, { op: 'test', path: '/a', value: 1 }, { op: 'add', path: '/b/c', value: 1 }), {
    code: 'records.patch-does-not-fit',
    params: { operation: 2, path: '/b/c', rule: 'path-exists' },
    errors: [
      {
        field: 'patch[1].path',
        rule: 'path-exists',
        value: '/b/c',
        message: { zh: '资源中没有 /b/c 所指的位置', en: 'the resource has no place /b/c' },
      },
    ],
  });
  for (const path of ['/2', '/01', '/-', '/x', '/-1', '/1e0'])
    assert.equal(refused([1, 2], { op: 'replace', path, value: 0 }).code, 'records.patch-does-not-fit', path);
  assert.equal(refused([1, 2], { op: 'add', path: '/3', value: 0 }).code, 'records.patch-does-not-fit');
  for (const path of ['/a/b', '/a/0'])
    assert.equal(refused({ a: 'text' }, { op: 'remove', path }).code, 'records.patch-does-not-fit');
});

test('A.9, A.15: a failed test is a refusal of its own', () => {
  const error = refused({ '/': 9, '~1': 10 }, { op: 'test', path: '/~01', value: '10' });
  assert.deepEqual([error.code, error.params], ['records.patch-test-failed', { operation: 1, path: '/~01' }]);
  assert.equal(refused({}, { op: 'test', path: '/a', value: null }).code, 'records.patch-test-failed');
});

test('numbers are equal by their value and not by how they are written; strings are not numbers', () => {
  const written = parseLossless;
  for (const [a, b] of [
    [written('1.50'), 1.5],
    [written('15e-1'), written('1.5')],
    [written('-0.0'), 0],
    [written('100'), written('1E+2')],
    [1e21, written('1000000000000000000000')],
  ])
    patched({ a }, { op: 'test', path: '/a', value: b });
  for (const [a, b] of [
    [written('1.50'), 1.51],
    [written('-1.5'), 1.5],
    [written('12345678901234567890.1'), written('12345678901234567890.2')],
    [1, '1'],
    [0, false],
    [0, null],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], { 0: 1 }],
    [{ a: 1 }, { a: 1, b: 2 }],
  ])
    assert.equal(refused({ a }, { op: 'test', path: '/a', value: b }).code, 'records.patch-test-failed', JSON.stringify([a, b]));
  patched({ a: { x: 1, y: [2] } }, { op: 'test', path: '/a', value: { y: [2], x: 1 } });
});

test('a number that is not touched stays as it was written', () => {
  const value = parseLossless('1.50');
  assert.deepEqual(patched({ a: [value], b: 1 }, { op: 'move', from: '/a/0', path: '/c' }, { op: 'remove', path: '/b' }), {
    a: [],
    c: value,
  });
});

test('a patch of the wrong form is refused before the resource is looked at', () => {
  for (const operation of [
    null,
    [],
    'add',
    {},
    { op: 'increment', path: '/a' },
    { op: 'add', path: '/a' },
    { op: 'add', value: 1 },
    { op: 'add', path: 'a', value: 1 },
    { op: 'add', path: '/~2', value: 1 },
    { op: 'add', path: '/a~', value: 1 },
    { op: 'move', path: '/a' },
    { op: 'copy', from: 3, path: '/a' },
    { op: 'move', from: '/a', path: '/a/b' },
    { op: 'add', path: '/a'.repeat(101), value: 1 },
  ])
    assert.equal(refused({ a: {} }, operation).code, 'records.invalid-patch', JSON.stringify(operation));
  const noList = applyOperations({}, { op: 'add' });
  assert.equal(noList.ok ? '' : noList.error.code, 'records.invalid-patch');
});

test('few bytes cannot ask for endless work: copies of copies, levels and operations are bounded', () => {
  const doubling = Array.from({ length: 40 }, (_, at) => ({ op: 'copy', from: '', path: `/a${at}` }));
  assert.deepEqual(refused({}, ...doubling).params, { what: 'values', limit: 1_000_000 });
  const deeper = Array.from({ length: 60 }, (_, at) => ({ op: 'add', path: '/a'.repeat(at + 1), value: { b: {} } }));
  const deep = patchByJson({ resourceType: 'Basic' }, [...deeper, { op: 'add', path: '/a'.repeat(60), value: nested(60) }]);
  assert.deepEqual(deep.ok ? null : deep.error.params, { what: 'levels', limit: 100 });
  const many = applyOperations({}, Array(10_001).fill({ op: 'test', path: '', value: {} }));
  assert.deepEqual(many.ok ? null : many.error.params, { what: 'operations', limit: 10_000 });
  const nestedPatch = applyOperations({}, [{ op: 'add', path: '/a', value: nested(5_000) }]);
  assert.equal(nestedPatch.ok ? '' : nestedPatch.error.code, 'records.patch-too-large');
});

const nested = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = { a: value };
  return value;
};

const patient = { resourceType: 'Patient', id: 'p1', meta: { versionId: '3', tag: [{ code: 'x' }] }, name: [{ family: '张' }] };

test('a resource keeps its kind, id and version, whatever the patch says', () => {
  for (const [field, operation] of [
    ['id', { op: 'replace', path: '/id', value: 'p2' }],
    ['id', { op: 'remove', path: '/id' }],
    ['resourceType', { op: 'replace', path: '/resourceType', value: 'Person' }],
    ['resourceType', { op: 'replace', path: '', value: [] }],
    ['resourceType', { op: 'remove', path: '' }],
    ['meta.versionId', { op: 'replace', path: '/meta/versionId', value: '4' }],
  ] as const) {
    const result = patchByJson(patient, [operation]);
    assert.ok(!result.ok);
    assert.deepEqual([result.error.code, result.error.params], ['records.patch-changes-identity', { field }]);
  }
  assert.ok(patchByJson(patient, [{ op: 'replace', path: '/id', value: 'p1' }]).ok, 'the same id again changes nothing');
  assert.ok(patchByJson(patient, [{ op: 'remove', path: '/meta' }]).ok, 'the store writes meta anew');
});

test('what a removal leaves empty goes, as FHIR has no empty lists and objects; a list may be empty on the way', () => {
  const gone = patchByJson(patient, [{ op: 'remove', path: '/name/0/family' }]);
  assert.deepEqual(gone.ok && gone.value, { resourceType: 'Patient', id: 'p1', meta: { versionId: '3', tag: [{ code: 'x' }] } });
  const filled = patchByJson(patient, [
    { op: 'remove', path: '/name/0' },
    { op: 'add', path: '/name/-', value: { text: '李' } },
  ]);
  assert.deepEqual(filled.ok && filled.value['name'], [{ text: '李' }]);
});

test('a member called __proto__ is a member like any other and reaches nothing else', () => {
  const result = patched({ a: {} }, { op: 'add', path: '/a/__proto__', value: { polluted: true } }) as { a: object };
  assert.deepEqual(Object.keys(result.a), ['__proto__']);
  assert.equal((result.a as { polluted?: boolean }).polluted, undefined);
  assert.equal(refused({}, { op: 'replace', path: '/constructor/prototype', value: 1 }).code, 'records.patch-does-not-fit');
});

/** Operations that turn `before` into `after` where their members differ, and nothing else. */
const difference = (before: Record<string, unknown>, after: Record<string, unknown>): object[] => {
  const path = (name: string) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return [
    ...Object.keys(before)
      .filter((name) => !Object.hasOwn(after, name))
      .map((name) => ({ op: 'remove', path: path(name) })),
    ...Object.entries(after).map(([name, value]) => ({ op: 'add', path: path(name), value })),
  ];
};

test('a patch and then its inverse give the document back', () => {
  const document = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true });
  fc.assert(
    fc.property(document, document, (before, after) => {
      const there = patched(before, ...difference(before, after));
      assert.deepEqual(there, { ...after });
      assert.deepEqual(patched(there, ...difference(after, before)), { ...before });
    }),
  );
});

test('whatever is sent as a patch is applied or refused, never thrown at', () => {
  const operation = fc.record(
    {
      op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test', 'x'),
      path: fc.oneof(fc.constantFrom('', '/', '/a', '/a/0', '/a/-', '/b/c', '/__proto__'), fc.string(), fc.jsonValue()),
      from: fc.oneof(fc.constantFrom('', '/a', '/a/0', '/b'), fc.jsonValue()),
      value: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.array(operation), fc.jsonValue()), (patch) => {
      const result = patchByJson({ resourceType: 'Basic', a: [1, { b: 2 }], b: { c: 3 } }, patch);
      assert.equal(typeof result.ok, 'boolean');
      if (result.ok) assert.equal(result.value['resourceType'], 'Basic');
    }),
    { numRuns: 500 },
  );
});
