import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { maskId, maskName, maskPhone } from './mask.ts';

test('of a name the first character stays, and it is not told how long a long one is', () => {
  assert.equal(maskName('王小明'), '王**');
  assert.equal(maskName('李四'), '李*');
  assert.equal(maskName(' 欧阳娜娜 '), '欧***');
  assert.equal(maskName('𠮷田'), '𠮷*');
  assert.equal(maskName('John Smith'), 'J***');
  assert.equal(maskName(''), '');
});

test('of an identity number the first six and the last four stay', () => {
  assert.equal(maskId('220221199003070012'), '220221********0012');
  assert.equal(maskId('22022119900307001X'), '220221********001X');
  assert.equal(maskId('220221 19900307 0012'), '220221********0012');
  assert.equal(maskId('1234567890'), '**********', 'of a short one nothing');
});

test('of a phone number the first three and the last four stay', () => {
  assert.equal(maskPhone('13844441234'), '138****1234');
  assert.equal(maskPhone('0432-62012345'), '043*****2345');
  assert.equal(maskPhone('120'), '***');
});

test('property: no more than ten characters of an identity number and seven of a phone number are ever shown', () => {
  const shown = (text: string): number => [...text].filter((letter) => letter !== '*').length;
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9X-]{0,30}$/), (text) => {
      assert.ok(shown(maskId(text)) <= 10);
      assert.ok(shown(maskPhone(text)) <= 7);
    }),
  );
});
