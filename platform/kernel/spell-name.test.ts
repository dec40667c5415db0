import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spellName } from './spell-name.ts';

test('a name is its text, else family and given names; of what is no name nothing is made up', () => {
  assert.equal(spellName({ text: '王小明', family: '王' }), '王小明');
  assert.equal(spellName({ text: '', family: '欧阳', given: ['小', '明'] }), '欧阳小明');
  assert.equal(spellName({ given: ['明', null, 3] }), '明');
  for (const none of [undefined, null, '王', {}, { given: '明' }]) assert.equal(spellName(none), '');
});
