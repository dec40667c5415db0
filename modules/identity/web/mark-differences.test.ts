import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { markDifferences, type Piece } from './mark-differences.ts';

const shown = (pieces: readonly Piece[]): string => pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');
const both = (one: string, other: string) => {
  const marked = markDifferences(one, other);
  return [shown(marked.one), shown(marked.other)];
};

test('of two names the characters that differ are marked, also those outside the first plane', () => {
  assert.deepEqual(both('王小明', '王晓明'), ['王[小]明', '王[晓]明']);
  assert.deepEqual(both('欧阳娜', '欧阳娜娜'), ['欧阳娜', '欧阳娜[娜]']);
  assert.deepEqual(both('𠮷田', '吉田'), ['[𠮷]田', '[吉]田']);
  assert.deepEqual(both('李四', '李四'), ['李四', '李四']);
});

test('of two numbers of one length place is compared with place', () => {
  assert.deepEqual(both('220221199003070012', '220221199003700012'), ['220221199003[07]0012', '220221199003[70]0012']);
  assert.deepEqual(both('1990-03-07', '1990-07-03'), ['1990-0[3]-0[7]', '1990-0[7]-0[3]']);
});

test('property: put together the pieces are the text, and what is shared is the same on both sides', () => {
  const words = fc.string({ unit: fc.constantFrom('松', '花', '江', 'a', '1', '𠮷'), maxLength: 12 });
  fc.assert(
    fc.property(words, words, (one, other) => {
      const marked = markDifferences(one, other);
      const join = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join('');
      const shared = (pieces: readonly Piece[]) => join(pieces.filter(({ differs }) => !differs));
      assert.equal(join(marked.one), one);
      assert.equal(join(marked.other), other);
      assert.equal(shared(marked.one).length, shared(marked.other).length);
      if (!/^[\d*-]+$/.test(one)) assert.equal(shared(marked.one), shared(marked.other));
    }),
  );
});
