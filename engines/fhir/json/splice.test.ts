import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isWrittenNumber, losslessValue, numberOf, parseLossless } from './lossless.ts';
import { type Scan, scanJson } from './scan.ts';
import { replaceReferences, spliceStamp } from './splice.ts';

const stamp = { id: 'a-1', versionId: '7', lastUpdated: '2026-11-22T01:02:03.456Z' };

const scan = (text: string): Scan => {
  const result = scanJson(text, { deepest: 100 });
  assert.ok(result.ok);
  return result.value;
};

test('the stamp keeps the client’s text: numbers, escapes, order and the rest of meta', () => {
  const text =
    '{"id":"x", "status":"final","meta":{"versionId":"1","profile":["p"],"lastUpdated":"y","tag":[]},"value":1.50,"resourceType":"Observation","note":"\\u00e9"}';
  assert.equal(
    spliceStamp(scan(text), stamp),
    '{"resourceType":"Observation","id":"a-1","meta":{"versionId":"7","lastUpdated":"2026-11-22T01:02:03.456Z","profile":["p"],"tag":[]},"status":"final","value":1.50,"note":"\\u00e9"}',
  );
  assert.equal(
    spliceStamp(scan('{"resourceType":"Basic"}'), stamp),
    '{"resourceType":"Basic","id":"a-1","meta":{"versionId":"7","lastUpdated":"2026-11-22T01:02:03.456Z"}}',
  );
});

test('whatever the members and their order, the stamped text means the same resource with the stamp', () => {
  const member = fc.oneof(
    fc.string().map((text) => text.toWellFormed().replaceAll('\0', '')),
    fc.integer(),
    fc.constant([1]),
    fc.constant({ a: {} }),
  );
  const name = fc.constantFrom('resourceType', 'id', 'meta', 'a', 'b', 'c', 'd"', '__proto__', '');
  const meta = fc.dictionary(fc.constantFrom('versionId', 'lastUpdated', '_lastUpdated', 'tag', 'profile', 'x'), member);
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(name, member, meta), { selector: ([key]) => key }), (members) => {
      const text = `{${members.map(([key, value, inMeta]) => `${JSON.stringify(key)}:${JSON.stringify(key === 'meta' ? inMeta : value)}`).join(',')}}`;
      const given = JSON.parse(text) as Record<string, unknown>;
      const kept = Object.fromEntries(
        Object.entries(given.meta ?? {}).filter(([key]) => !/^_?(versionId|lastUpdated)$/.test(key)),
      );
      const { id, versionId, lastUpdated } = stamp;
      const stamped = JSON.parse(spliceStamp(scan(text), stamp)) as unknown;
      assert.deepEqual(stamped, { ...given, id, meta: { ...kept, versionId, lastUpdated } });
    }),
    { numRuns: 1000 },
  );
});

test('references are rewritten in text and value, places follow, and the scan given stays as it was', () => {
  const reference = fc.constantFrom('urn:uuid:1', 'urn:uuid:2', 'Patient/1', 'é"\\');
  const subject = fc.record({ reference, display: fc.constantFrom('urn:uuid:1', 'x') });
  const resource = fc.record({ subject, list: fc.array(subject, { maxLength: 4 }), number: fc.integer(), last: subject });
  const replacements = new Map([
    ['urn:uuid:1', 'Patient/a-much-longer-reference'],
    ['urn:uuid:2', 'P/2'],
  ]);
  const rewritten = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(rewritten)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value).map(([key, item]) => [
              key,
              key === 'reference' ? (replacements.get(String(item)) ?? item) : rewritten(item),
            ]),
          )
        : value;
  fc.assert(
    fc.property(resource, (value) => {
      const before = scan(JSON.stringify(value));
      const after = replaceReferences(before, replacements);
      assert.deepEqual(JSON.parse(before.text), before.value);
      assert.deepEqual(JSON.parse(after.text), rewritten(value));
      assert.deepEqual(after.value, rewritten(value));
      assert.deepEqual({ ...after }, { ...scan(after.text) });
    }),
    { numRuns: 500 },
  );
});

test('numbers are printed as they were written', () => {
  const text = '{"a":1.0,"b":[1e3,-0,12345678901234567890,2.5],"__proto__":1}';
  const value = parseLossless(text) as Record<string, unknown>;
  assert.equal(JSON.stringify(value), text);
  assert.ok(isWrittenNumber(value['a']) && !isWrittenNumber((value['b'] as unknown[])[3]));
  assert.equal(numberOf(value['a']), 1);
  assert.equal(numberOf(2), 2);
  assert.equal(numberOf('2'), undefined);
  fc.assert(
    fc.property(fc.stringMatching(/^-?(0|[1-9]\d{0,18})(\.\d{1,19})?([eE][+-]?\d{1,2})?$/), (number) => {
      const read = scan(`{"a":${number}}`);
      assert.equal(JSON.stringify(losslessValue(read)), read.text);
    }),
  );
  const exact = scan('{"a":1}');
  assert.equal(losslessValue(exact), exact.value);
});
