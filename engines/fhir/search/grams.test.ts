import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fold } from './fold.ts';
import { gramNumber, gramsOf, occursIn } from './grams.ts';

test('words are found from their beginning, Chinese anywhere', () => {
  const text = fold('Delivered on 2025-03-01: 慢性阻塞性肺炎 (COPD), 左肺');
  for (const word of ['deliver', 'copd', '2025-03', '肺炎', '塞性', '肺', 'on 2025', '肺炎 (copd'])
    assert.ok(occursIn(text, word), word);
  for (const word of ['liver', 'opd', '025', '炎肺', 'n 2025']) assert.ok(!occursIn(text, word), word);
  assert.ok(occursIn('ct检查mri', 'mri'), 'a word begins behind Chinese');
});

test('grams are beginnings of words and pairs of characters', () => {
  assert.deepEqual([...gramsOf('pneumonia of 左肺下叶 ct')], ['pne', 'pneumo', '左肺', '肺下', '下叶']);
});

test('a word that occurs in a text has no gram that the text lacks', () => {
  const piece = fc.constantFrom('肺', '炎', '𠮷', 'か', 'a', 'b', 'é', '7', ' ', '-', 'ß', '\u{1F600}', '가');
  const texts = fc.array(piece, { maxLength: 30 }).map((parts) => fold(parts.join('')));
  fc.assert(
    fc.property(texts, fc.nat(30), fc.nat(30), (text, from, length) => {
      const word = text.slice(from, from + length).trim();
      if (word === '' || !occursIn(text, word)) return;
      const all = gramsOf(text);
      for (const gram of gramsOf(word)) assert.ok(all.has(gram), `${gram} of ${word} in ${text}`);
    }),
  );
});

test('numbers of grams fit 32 bits signed and differ', () => {
  const numbers = ['pne', 'pneumo', '左肺', '肺下', ''].map(gramNumber);
  assert.equal(new Set(numbers).size, numbers.length);
  for (const number of numbers) assert.ok(Number.isInteger(number) && number >= -(2 ** 31) && number < 2 ** 31);
});
