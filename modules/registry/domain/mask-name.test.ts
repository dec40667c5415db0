import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskName } from './mask-name.ts';

test('a list shows of a name its first character alone', () => {
  assert.equal(maskName('王小明'), '王**');
  assert.equal(maskName('李四'), '李*');
  assert.equal(maskName(' 欧阳娜娜 '), '欧***');
  assert.equal(maskName('𠮷田'), '𠮷*');
  assert.equal(maskName('John Smith'), 'J***');
  assert.equal(maskName(''), '');
});
