import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { r4 } from '../fixtures/r4.ts';
import { brokenRule, primitiveTests } from './primitives.ts';

const definitions = r4();

const testOf = (type: string): ((value: unknown) => boolean) => {
  const found = primitiveTests[type];
  assert.ok(found, type);
  return found;
};

/** The pattern of the definitions; its white space is XML Schema's. */
const patternOf = (type: string): RegExp => {
  const pattern = definitions.types.get(type)?.pattern ?? '';
  const xml = pattern.replaceAll('[^\\s]', '[^ \\t\\r\\n]').replaceAll('\\S', '[^ \\t\\r\\n]').replaceAll('\\s', '[ \\t\\r\\n]');
  return new RegExp(`^(?:${xml.replace('[ \\r\\n\\t[^ \\t\\r\\n]]+', '[^]+')})$`);
};

const characters: Readonly<Record<string, readonly string[]>> = {
  code: ['a', 'é', ' ', '\t', '\n', '\u00a0', '汉', '-'],
  uri: ['a', ':', '/', ' ', '\n', '\u00a0', '\u3000', '%'],
  canonical: ['a', '|', ' ', '#'],
  url: ['a', '/', ' ', '\r'],
  id: ['a', 'Z', '9', '-', '.', '_', 'é', '@', '[', '`', '{', '/', ':'],
  oid: ['urn:oid:', '0', '1', '2', '3', '.', '.0', '.01'],
  uuid: ['urn:uuid:', 'c757873d', '-ec9a', '-4326', '-a141', '-556f43239520', '0', 'A'],
  string: ['a', ' ', '\n', '\u00a0', '\u0001', '汉'],
  markdown: ['a', ' ', '\n'],
};

for (const [type, units] of Object.entries(characters)) {
  test(`${type}: exactly what the definitions’ pattern allows, and nothing empty`, () => {
    const pattern = patternOf(type);
    let valid = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...units), { maxLength: 9 }), (parts) => {
        const text = parts.join('');
        const expected = text !== '' && pattern.test(text);
        if (expected) valid += 1;
        assert.equal(testOf(type)(text), expected, JSON.stringify(text));
      }),
      {
        numRuns: 3000,
        examples: [[['urn:uuid:', 'c757873d', '-ec9a', '-4326', '-a141', '-556f43239520']], [['urn:oid:', '2', '.0', '.1']]],
      },
    );
    assert.ok(valid > 0, 'nothing valid was tried');
  });
}

test('dates and times: what the definitions’ patterns allow, of days that exist', () => {
  const number = (low: number, high: number, width: number): fc.Arbitrary<string> =>
    fc.integer({ min: low, max: high }).map((value) => String(value).padStart(width, '0'));
  const date = fc
    .tuple(
      fc.oneof(number(0, 9999, 4), fc.constantFrom('2000', '1900', '2024', '2023')),
      number(0, 13, 2),
      number(0, 32, 2),
      fc.nat(3),
    )
    .map(([year, month, day, parts]) => [year, month, day].slice(0, parts).join('-'));
  const zone = fc.oneof(
    fc.constantFrom('', 'Z', 'z', '+14:00', '-14:01', '+15:00', '+0800', '+08:00'),
    number(0, 14, 2).map((hours) => `-${hours}:30`),
  );
  const time = fc
    .tuple(number(0, 25, 2), number(0, 61, 2), number(0, 62, 2), fc.constantFrom('', '.', '.1', '.123456789', ',5'))
    .map(([hours, minutes, seconds, fraction]) => `${hours}:${minutes}:${seconds}${fraction}`);
  const text = fc.oneof(
    date,
    time,
    fc.tuple(date, fc.constantFrom('T', ' ', 't', ''), time, zone).map((parts) => parts.join('')),
  );
  const exists = (value: string): boolean => {
    const day = /^\d{4}-\d\d-\d\d/.exec(value)?.[0];
    return day === undefined || new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  };
  for (const type of ['date', 'dateTime', 'instant', 'time']) {
    const pattern = patternOf(type);
    fc.assert(
      fc.property(text, (value) => {
        assert.equal(testOf(type)(value), pattern.test(value) && exists(value), `${type} ${value}`);
      }),
      { numRuns: 5000 },
    );
  }
});

test('29 February is in leap years only', () => {
  for (const [year, leap] of [
    [2024, true],
    [2023, false],
    [2000, true],
    [1900, false],
  ] as const)
    assert.equal(testOf('date')(`${year}-02-29`), leap);
});

test('base64 is what a decoder gives back when it encodes again', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 20 }), (bytes, width) => {
      const text = Buffer.from(bytes).toString('base64');
      assert.ok(testOf('base64Binary')(text));
      assert.ok(testOf('base64Binary')(text.replace(new RegExp(`.{${width}}`, 'g'), '$&\r\n ')));
      assert.ok(!testOf('base64Binary')(text.slice(0, -1)));
      assert.ok(!testOf('base64Binary')(`${text}=`));
    }),
  );
  for (const text of ['', ' ', '====', 'ab=c', 'a-_b']) assert.ok(!testOf('base64Binary')(text), text);
});

test('whole numbers stay within 32 bits, and numbers are numbers', () => {
  for (const [type, low] of [
    ['integer', -2_147_483_648],
    ['unsignedInt', 0],
    ['positiveInt', 1],
  ] as const) {
    assert.ok(testOf(type)(low) && testOf(type)(2_147_483_647));
    assert.ok(!testOf(type)(low - 1) && !testOf(type)(2_147_483_648) && !testOf(type)(2.5) && !testOf(type)('2'));
  }
  assert.ok(testOf('decimal')(-0.5) && !testOf('decimal')('1'));
  assert.ok(testOf('boolean')(false) && !testOf('boolean')('false'));
});

test('a string may have 1,048,576 characters and no more', () => {
  assert.ok(testOf('string')('x'.repeat(1_048_576)));
  assert.ok(!testOf('string')('x'.repeat(1_048_577)));
});

test('every primitive of the definitions has a test, and a refusal says why', () => {
  const primitives = [...definitions.types.values()].filter(({ kind }) => kind === 'primitive').map(({ name }) => name);
  assert.deepEqual(primitives.sort(), Object.keys(primitiveTests).sort());
  assert.equal(brokenRule('date', 5), 'type');
  assert.equal(brokenRule('decimal', '5'), 'type');
  assert.equal(brokenRule('positiveInt', 0), 'format');
  assert.equal(brokenRule('code', ''), 'empty');
  assert.equal(brokenRule('code', ' '), 'format');
});
