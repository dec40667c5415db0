import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPassword } from './check-password.ts';

const rule = (password: string, username = 'wang.li'): string | undefined => checkPassword(password, username)[0]?.rule;

test('a password of twelve characters is long enough, of any kind of character', () => {
  assert.equal(rule('kiefer-bootl'), undefined);
  assert.equal(rule('kiefer-boot'), 'length');
  assert.equal(rule('松花江上一条小船慢慢走远'), undefined, 'twelve Chinese characters');
  assert.equal(rule('松花江上一条小船慢慢走'), 'length');
  assert.equal(rule('x7'.repeat(129)), 'length');
});

test('what is guessed first is refused: common words, runs of keys, few characters', () => {
  for (const common of [
    '123456789012',
    'aaaaaaaaaaaa',
    'qwertyuiop123',
    'Password12345',
    'P@ssw0rd2026!',
    'woaini1314520',
    'admin@123456',
    'abcabcabcabc',
    'songhua-songhua',
    'qazwsxedc1qaz',
    'ｐａｓｓｗｏｒｄ１２３４',
  ])
    assert.equal(rule(common), 'not-common', common);
  for (const good of ['sieben Kraniche am Fluss', 'correct horse battery', '7391-4402-8815-6207', 'blaugrau-1974'])
    assert.equal(rule(good), undefined, good);
});

test('a password made with the username is refused, however written', () => {
  assert.equal(rule('Wang.Li kommt heute'), 'no-username');
  assert.equal(rule('x kranich y fluss', 'xy'), undefined, 'a username of two letters would forbid half of all words');
});

test('the fault never repeats the password', () => {
  assert.ok(!JSON.stringify(checkPassword('qwertyuiop123', 'a')).includes('qwertyuiop'));
});
