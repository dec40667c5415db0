import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { diagnoseJson } from './diagnose.ts';
import { type Scan, scanJson, scanPart } from './scan.ts';

const scan = (text: string, deepest = 100): Scan => {
  const result = scanJson(text, { deepest });
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.errors));
  return result.value;
};

const refusals = (text: string, deepest = 100): string[] => {
  const result = scanJson(text, { deepest });
  assert.ok(!result.ok, `accepted: ${text.slice(0, 80)}`);
  return result.errors.map(({ rule, field, line, column }) => `${rule} ${field} ${line}:${column}`);
};

/** Trees with keys that a naive reader trips over. */
const tree = fc.letrec<{ node: unknown; object: Record<string, unknown> }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    fc.string({ unit: 'binary' }).map((text) => text.toWellFormed().replaceAll('\0', '')),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('node'), { maxLength: 5 }),
    tie('object'),
  ),
  object: fc.dictionary(
    fc.oneof(
      fc.constantFrom('reference', 'resource', 'entry', 'meta', 'id', '__proto__', 'constructor', '', '1', 'a"b', 'a\\', 'é'),
      fc.string().map((text) => text.toWellFormed()),
    ),
    tie('node'),
    { maxKeys: 8 },
  ),
})).object;

/** Prints with white space drawn at random between tokens. */
const spread = (value: unknown, spaces: () => string): string => {
  if (Array.isArray(value))
    return `[${spaces()}${value.map((item) => spread(item, spaces)).join(`${spaces()},${spaces()}`)}${spaces()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}${spaces()}:${spaces()}${spread(item, spaces)}`,
  );
  return `{${spaces()}${members.join(`${spaces()},${spaces()}`)}${spaces()}}`;
};

test('any object is read with its value, minified, and every root member stands where the spans say', () => {
  fc.assert(
    fc.property(tree, fc.array(fc.constantFrom('', ' ', '\n', '\t\r\n  '), { minLength: 1 }), (value, blanks) => {
      let next = 0;
      const text = spread(value, () => blanks[next++ % blanks.length] ?? '');
      const result = scan(text);
      assert.equal(result.text, JSON.stringify(value));
      assert.deepEqual(result.value, JSON.parse(text));
      assert.deepEqual([...result.root.keys()].sort(), Object.keys(value).sort());
      for (const [key, { from, start, end }] of result.root) {
        assert.deepEqual(
          JSON.parse(`{${result.text.slice(from, end)}}`),
          JSON.parse(`{${JSON.stringify(key)}:${result.text.slice(start, end)}}`),
        );
        assert.equal(result.text.slice(start, end), JSON.stringify(Object.getOwnPropertyDescriptor(value, key)?.value));
      }
    }),
    { numRuns: 500 },
  );
});

const referencesIn = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, item]) =>
        key === 'reference' && !Array.isArray(value) && typeof item === 'string' ? [item] : referencesIn(item),
      );

test('the reference strings found are those of the value, each where its span says', () => {
  fc.assert(
    fc.property(tree, (value) => {
      const { text, references } = scan(JSON.stringify(value));
      for (const { start, end, value: found } of references) assert.equal(JSON.parse(text.slice(start, end)), found);
      assert.deepEqual(references.map((reference) => reference.value).sort(), referencesIn(JSON.parse(text)).sort());
    }),
    { numRuns: 500 },
  );
  assert.equal(scan('{"a":{"r\\u0065ference":"Patient\\/1"}}').references[0]?.value, 'Patient/1');
  assert.deepEqual(scan('{"reference":{"x":"no"},"a":["reference","b"],"b":{"reference":["no"]}}').references, []);
});

test('what JSON.parse refuses is refused with a place, what it accepts has no fault of syntax', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b"',
    '1',
    '-',
    '0',
    '.5',
    'e3',
    'true',
    'nul',
    ' ',
    '"\\u12"',
    '"\\x"',
    '\n',
    '"',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
      const text = `{"a":${parts.join('')}}`;
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      const syntax = diagnoseJson(text, { deepest: 100, firstLine: 1 }).filter(({ rule }) => rule === 'json-syntax');
      assert.equal(syntax.length, valid ? 0 : 1, text);
      if (!valid) assert.equal(scanJson(text, { deepest: 100 }).ok, false);
    }),
    { numRuns: 5000 },
  );
});

test('a fault of syntax names line, column and place', () => {
  assert.deepEqual(refusals('{"resourceType":"Patient",\n "name":[{"given":["a",]}]}'), [
    'json-syntax Patient.name[0].given[1] 2:24',
  ]);
  assert.deepEqual(refusals('{"a":"x\ny"}'), ['json-syntax $.a 1:8']);
  assert.deepEqual(refusals(''), ['json-syntax $ 1:1']);
  assert.deepEqual(refusals('{"a":1'), ['json-syntax $.a 1:7']);
  assert.deepEqual(refusals('{"a":01}'), ['json-syntax $.a 1:7']);
  assert.deepEqual(refusals('{"a":1} x'), ['json-syntax $ 1:9']);
});

test('a key twice in one object is refused, also when one is written with an escape or the object is large', () => {
  assert.deepEqual(refusals('{"resourceType":"Patient","name":[{"use":"a"},{"use":"b","use":"c"}]}'), [
    'duplicate-key Patient.name[1].use 1:58',
  ]);
  assert.deepEqual(refusals('{"a":1,"\\u0061":2}'), ['duplicate-key $.a 1:8']);
  assert.deepEqual(refusals('{"__proto__":1,"__proto__":2}'), ['duplicate-key $.__proto__ 1:16']);
  const many = Array.from({ length: 300 }, (_, i) => `"k${i}":{"k${i}":0}`);
  scan(`{${many.join(',')}}`);
  for (const twice of [0, 23, 24, 25, 299]) assert.equal(refusals(`{${many.join(',')},"k${twice}":1}`).length, 1);
  for (const at of [22, 23, 24, 25]) assert.equal(refusals(`{${many.toSpliced(at, 0, '"k3":1').join(',')}}`).length, 1);
});

test('keys equal by hash alone are no repetition', () => {
  // 'Aa' and 'BB' have the same sum under the multiplier 31.
  assert.deepEqual(scan('{"Aa":1,"BB":2}').value, { Aa: 1, BB: 2 });
});

test('a hundred levels are read, one more is refused', () => {
  const nested = (levels: number): string => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
  scan(nested(100));
  assert.match(refusals(nested(101))[0] ?? '', /^too-deep \$\.a(\[0\]){99} /);
  assert.equal(refusals(nested(200_000)).at(0)?.slice(0, 8), 'too-deep');
});

test('what PostgreSQL cannot store is refused: NUL and half a surrogate pair, raw or escaped, in keys and values', () => {
  assert.deepEqual(refusals('{"a":"x\\u0000y"}'), ['nul $.a 1:6']);
  assert.deepEqual(refusals('{"x\\u0000":1}'), ['nul $ 1:2']);
  assert.deepEqual(refusals('{"a":["\\ud83d"]}'), ['lone-surrogate $.a[0] 1:7']);
  assert.deepEqual(refusals('{"a":"\\ude00\\ud83d"}'), ['lone-surrogate $.a 1:6']);
  assert.deepEqual(refusals('{"a":"\ud83d"}'), ['lone-surrogate $.a 1:6']);
  assert.deepEqual(refusals('{"\udc00":1}'), ['lone-surrogate $ 1:2']);
  assert.deepEqual(refusals('{"a":"x\0"}'), ['json-syntax $.a 1:8']);
  assert.equal(scan('{"a":"\\ud83d\\uDE00 \\\\ud83d"}').text, '{"a":"😀 \\\\ud83d"}');
  assert.equal(scan('{"a":"\\u00e9\\ud7ff"}').text, '{"a":"\\u00e9\\ud7ff"}');
});

test('only one object is a resource', () => {
  for (const text of ['[]', '1', '"x"', 'null', ' [ {} ] ']) assert.match(refusals(text)[0] ?? '', /^not-an-object \$ /);
  assert.match(refusals('{}{}')[0] ?? '', /^json-syntax/);
  assert.deepEqual([...scan('{}').root], []);
});

test('a byte order mark before the text is dropped', () => {
  assert.equal(scan('\ufeff{"a":1}').text, '{"a":1}');
  assert.equal(scan('\ufeff{ "a":1}').text, '{"a":1}');
});

test('a number that would be printed otherwise makes the text inexact, and one beyond a double is refused', () => {
  for (const number of ['0', '-1', '1.5', '0.00001', '123456789012345', '-0.25', '1234567890.12345', '100', '9007199254740993']) {
    assert.equal(scan(`{"a":[${number}]}`).inexact, JSON.stringify(JSON.parse(number)) !== number, number);
  }
  for (const number of ['1.0', '1e3', '-0', '1.50', '0.0000001', '12345678901234567890', '1E2', '0.10', '9007199254740993']) {
    assert.equal(scan(`{"a":${number}}`).inexact, true, number);
  }
  fc.assert(
    fc.property(fc.stringMatching(/^-?(0|[1-9]\d{0,18})(\.\d{1,19})?([eE][+-]?\d{1,2})?$/), (number) => {
      assert.equal(scan(`{"a":${number}}`).inexact, JSON.stringify(Number(number)) !== number, number);
    }),
    { numRuns: 3000 },
  );
  assert.deepEqual(refusals('{"a":{"b":1e999}}'), ['too-large-number $.a.b 1:11']);
});

test('the resource of each entry of a Bundle can be taken out as a scan of its own', () => {
  const bundle = scan(
    '{"entry": [{"resource":{"id":"1","x":{"reference":"a"}},"fullUrl":"u"},{"fullUrl":"v"},{"request":{"resource":{}}, "resource":{"id":"2"}}]}',
  );
  assert.equal(bundle.entries.length, 3);
  assert.equal(bundle.entries[1], undefined);
  const [first, , third] = bundle.entries;
  assert.ok(first && third);
  assert.equal(bundle.text.slice(third.start, third.end), '{"id":"2"}');
  const part = scanPart(bundle, first, { id: '1', x: { reference: 'a' } });
  assert.equal(part.text, '{"id":"1","x":{"reference":"a"}}');
  assert.equal(part.references[0]?.value, 'a');
  assert.deepEqual(scan('{"entry":{"a":{"resource":{}}},"x":[{"resource":{}}]}').entries, []);
});

test('a line of NDJSON says its own number', () => {
  const result = scanJson('{"a":}', { deepest: 100, firstLine: 4711 });
  assert.ok(!result.ok);
  assert.equal(result.errors[0]?.line, 4711);
  assert.match(result.errors[0]?.text.zh ?? '', /第 4711 行第 6 列/);
});
