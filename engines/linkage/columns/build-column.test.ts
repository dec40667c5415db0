import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createColumnBuilder } from './build-column.ts';
import { hashText, hashUnits, textAt } from './text-store.ts';

test('a column gives back every text it was given, counts it, and keeps each once', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('张伟', '王芳', ''))), (texts) => {
      const builder = createColumnBuilder();
      for (const text of texts) builder.add(text);
      const { codes, texts: kept, counts } = builder.finish();
      assert.deepEqual(
        [...codes].map((code) => textAt(kept, code)),
        texts,
      );
      assert.equal(kept.size, new Set(['', ...texts]).size);
      for (let code = 0; code < kept.size; code += 1)
        assert.equal(counts[code], texts.filter((text) => text === textAt(kept, code)).length);
    }),
  );
});

test('a column grows past its first size', () => {
  const builder = createColumnBuilder();
  for (let at = 0; at < 5_000; at += 1) builder.add(`number ${at % 3_000}`);
  const { codes, texts } = builder.finish();
  assert.equal(texts.size, 3_001);
  assert.equal(textAt(texts, codes[4_999] ?? 0), 'number 1999');
});

test('a text and its units have one hash', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const units = Uint16Array.from(text, (_, at) => text.charCodeAt(at));
      const exact = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
      assert.equal(hashText(text), hashUnits(exact, 0, exact.length));
      assert.ok(units.length <= exact.length);
      assert.equal(hashText(text) === 0, text === '');
    }),
  );
});
