import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createColumnBuilder } from '../columns/build-column.ts';
import { compareChineseName, nameLevels, soundsOf } from './compare-chinese-name.ts';

function level(one: string, other: string): string {
  const builder = createColumnBuilder();
  builder.add(one);
  builder.add(other);
  const column = builder.finish();
  const found = compareChineseName(column, soundsOf(column)).compare(0, 1);
  const back = compareChineseName(column, soundsOf(column)).compare(1, 0);
  assert.equal(found, back, `${one} ${other} one way ${found}, the other ${back}`);
  return found === -1 ? 'unknown' : (nameLevels[found]?.code ?? '?');
}

test('names are compared by characters, form, sound and shape, in this order', () => {
  const cases = [
    ['张伟', '张伟', 'same'],
    ['張偉', '张伟', 'variant'],
    ['肖红', '萧红', 'variant'],
    ['阿依古丽·买买提', '阿依古丽买买提', 'variant'],
    ['李淑珍', '李淑贞', 'same-sound'],
    ['李梅', '李美', 'same-syllables'],
    ['王伟', 'Wang Wei', 'same-syllables'],
    ['王伟', 'wei wang', 'same-syllables'],
    ['吕梅', 'lv mei', 'same-syllables'],
    ['单红', 'shan hong', 'same-syllables'],
    ['朴英玉', 'Piao Yingyu', 'same-syllables'],
    ['李宁', '李林', 'near-sound'],
    ['张静', '章金', 'near-sound'],
    ['王末', '王未', 'look-alike'],
    ['孙桂兰', '孙兰', 'one-apart'],
    ['孙桂兰', '孙桂芹', 'one-apart'],
    ['孙桂兰', '孙兰桂', 'one-apart'],
    ['孙桂兰', '孙丽华', 'surname'],
    ['王芳', '王强', 'surname'],
    ['欧阳雪', '欧阳建国', 'surname'],
    ['欧阳雪', '欧建国', 'differs'],
    ['王芳', '李强', 'differs'],
    ['', '李强', 'unknown'],
  ] as const;
  for (const [one, other, expected] of cases) assert.equal(level(one, other), expected, `${one} ${other}`);
});

test('a name counts as rare by the share it is given, and as among all records where there is none', () => {
  const builder = createColumnBuilder();
  for (let at = 0; at < 100; at += 1) builder.add(at < 50 ? '王淑珍' : `李${String.fromCharCode(0x4e00 + at)}`);
  const column = builder.finish();
  const { frequency } = compareChineseName(column, soundsOf(column), (_, one) => (one === 0 ? 0.25 : undefined));
  assert.equal(frequency?.(0, 0, 1), 0.25);
  assert.equal(frequency?.(0, 1, 2), 50 / 100);
  assert.equal(frequency?.(2, 0, 1), undefined);
});
