import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { escaped, splitEscaped, unescaped } from './escapes.ts';
import { fold } from './fold.ts';

test('case, width, accents and white space do not tell strings apart', () => {
  for (const [a, b] of [
    ['José García', 'jose garcia'],
    ['ＡＢＣ　１２', 'abc 12'],
    ['  a \t b\n', 'a b'],
    ['Straße', 'STRASSE'],
    ['Ærøskøbing', 'aeroskobing'],
    ['ﬁ', 'fi'],
    ['ΌΣΟΣ', 'οσος'],
  ] as const) {
    assert.equal(fold(a), fold(b), `${a} ${b}`);
  }
});

test('letters of different words stay different: 張 and 张, が and か', () => {
  assert.notEqual(fold('張'), fold('张'));
  assert.notEqual(fold('が'), fold('か'));
});

test('folding twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(fold(fold(text)), fold(text))),
    { numRuns: 2000 },
  );
  fc.assert(fc.property(fc.string({ unit: 'grapheme-composite' }), (text) => assert.equal(fold(fold(text)), fold(text))));
});

test('a text escaped reads as itself and is never split', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', ',', '|', '$', '\\', 'é') });
  fc.assert(
    fc.property(
      fc.array(texts, { minLength: 1 }),
      fc.constantFrom(',' as const, '|' as const, '$' as const),
      (parts, separator) => {
        const joined = parts.map(escaped).join(separator);
        assert.deepEqual(splitEscaped(joined, separator).map(unescaped), parts);
      },
    ),
  );
});
