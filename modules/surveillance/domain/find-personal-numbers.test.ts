import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkNamesNobody, findPersonalNumber } from './find-personal-numbers.ts';

const ruleOf = (text: string) => findPersonalNumber(text)?.rule ?? null;

test('identity numbers and mobile numbers are found however people write them, and shown in part', () => {
  for (const text of [
    '患者身份证220221195803121234，发热',
    '22022119580312123X',
    '２２０２２１１９５８０３１２１２３Ｘ',
    '220221 19580312 123x',
    '2026-03-01 220221195803121234',
    '220221-19580312-1234',
  ])
    assert.equal(ruleOf(text), 'identity-number', text);
  for (const text of [
    '家长电话13812345678。',
    '+86 138-1234-5678',
    '008613812345678',
    '138 1234 5678',
    '138–1234–5678',
    '１３８１２３４５６７８',
    '3个班，13812345678',
  ])
    assert.equal(ruleOf(text), 'mobile-number', text);
  assert.deepEqual(findPersonalNumber('电话138 1234 5678'), { rule: 'mobile-number', shown: '138****5678' });
  assert.equal(findPersonalNumber('220221195803121234')?.shown, '220221********1234');
});

test('dates, counts, codes and other numbers name nobody', () => {
  for (const text of [
    '2026-03-01 至 2026-03-15，13 例，158 人',
    '样本 220221202613991234',
    '批号 1381234567890',
    '0432-62012345',
    '12345678901',
    '0.13812345678901',
    'https://example.org/a/1391234567890123456',
    '2026-03-01T12:30:00.000+08:00',
    'a5f3e139-1234-4567-8123-1381234567ab',
    'sha256 ab13812345678cd13912345678ef01',
    '13-15 岁 2026 年 3 月',
  ])
    assert.equal(ruleOf(text), null, text);
});

test('a number is found wherever it stands in a text or in nested evidence, and its field is named', () => {
  const mobile = fc.tuple(fc.constantFrom('3', '5', '8', '9'), fc.stringMatching(/^\d{9}$/)).map(([a, b]) => `1${a}${b}`);
  const words = fc.stringMatching(/^[^\d+.\p{Pd}\s·]{0,20}$/u).filter((said) => !/\d/.test(said.normalize('NFKC')));
  fc.assert(
    fc.property(words, mobile, words, (before, number, after) => {
      assert.equal(ruleOf(`${before}，${number}；${after}`), 'mobile-number');
    }),
  );
  const found = checkNamesNobody({ place: '某小学', evidence: { a: [{ b: 13812345678 }], '13812345678': 1 }, said: null });
  assert.ok(!found.ok);
  assert.deepEqual(
    found.error.errors?.map(({ field, rule }) => [field, rule]),
    [
      ['evidence.a.0.b', 'mobile-number'],
      ['evidence', 'mobile-number'],
    ],
  );
});
