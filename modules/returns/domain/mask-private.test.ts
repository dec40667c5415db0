import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PlannedChange, RowError } from '../contract.ts';
import { maskFault, maskNumbers, maskPlanned } from './mask-private.ts';

const cut = (text: string): string => text.slice(0, 1) + '*'.repeat(Math.min(3, text.length - 1));

test('identity card and telephone numbers are cut wherever they stand, as people write them', () => {
  for (const number of [
    '220281199001011234',
    '22028119900101123X',
    '220281 19900101 123x',
    '220281900101123',
    '13812345678',
    '138-1234-5678',
    '138 1234 5678',
    '8613812345678',
    '０４３２６２０１２３４５'.slice(0, 12),
    '0432-62012345',
    '１３８１２３４５６７８',
  ]) {
    const masked = maskNumbers(`甲${number}乙`);
    assert.match(masked, /^甲..\*{6}乙$/, number);
  }
});

test('other numbers stay: days, codes of areas and towns, figures, ids of the registry', () => {
  for (const text of [
    '2024-12-31',
    '220281001',
    '300 · 2020-12-31',
    '22028100112345678901',
    'h-1.B1',
    '100000000',
    '220281-12345-678901',
    '2020-12-31 2024-12-31',
  ])
    assert.equal(maskNumbers(text), text);
});

test('no eighteen digits of an identity card are left in any text they are put into', () => {
  const digits = fc.array(fc.nat(9), { minLength: 18, maxLength: 18 }).map((all) => all.join(''));
  const around = fc.string().map((text) => text.replace(/[\d０-９ 　xX-]/g, ''));
  fc.assert(
    fc.property(around, digits, around, (before, number, after) => {
      const masked = maskNumbers(before + number + after);
      assert.ok(!masked.includes(number.slice(3)), masked);
    }),
  );
});

const fault: RowError = {
  n: 1,
  sheet: '',
  line: 3,
  field: 'duties',
  fieldTitle: { zh: '承担职责', en: 'Duties' },
  rule: 'unknown-code',
  value: '妇幼保健、王小明',
  message: { zh: '“王小明”：须为代码或名称', en: '“王小明”: must be a code or title' },
};

test('in a row of people every wrong cell is cut, with what its message quotes; other rows lose numbers alone', () => {
  const masked = maskFault(fault, true, cut);
  assert.deepEqual(
    [masked.value, masked.message.zh, masked.message.en],
    ['妇***', '“王**”：须为代码或名称', '“王**”: must be a code or title'],
  );
  const other = { ...fault, value: '张三13812345678', message: { zh: '“张三13812345678”', en: 'x' } };
  assert.deepEqual(
    [maskFault(other, false, cut).value, maskFault(other, false, cut).message.zh],
    ['张三13******', '“张三13******”'],
  );
});

test('of a planned change ids, names and values lose such numbers', () => {
  const change: PlannedChange = {
    n: 1,
    line: 2,
    action: 'created',
    subject: 'equipment',
    id: 'h-3.220281199001011234',
    name: '李某13812345678',
    institution: 'h-3',
    differences: [{ field: 'name', title: { zh: '型号', en: 'Model' }, before: null, after: '李某13812345678' }],
  };
  const masked = maskPlanned(change, cut);
  assert.deepEqual([masked.id, masked.name, masked.differences[0]?.after], ['h-3.22******', '李某13******', '李某13******']);
  const person = maskPlanned({ ...change, subject: 'staff', id: '220281.220281199001011234.h-3', name: '王小明' }, cut);
  assert.deepEqual([person.id, person.name, person.differences[0]?.after], ['220281.22******.h-3', '王**', '李***']);
});
