import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageOf } from './language.ts';

const of = (header?: string, lang?: string) =>
  languageOf({ headers: header === undefined ? {} : { 'accept-language': header }, query: lang === undefined ? {} : { lang } });

test('Chinese unless English is asked for first', () => {
  assert.equal(of(), 'zh');
  assert.equal(of('en-GB,en;q=0.9,zh;q=0.8'), 'en');
  assert.equal(of('zh-CN,en;q=0.9'), 'zh');
  assert.equal(of('en;q=0.5, zh-CN;q=0.9'), 'zh');
  assert.equal(of('fr, de;q=0.5'), 'zh');
});

test('an address that names a language beats the header', () => {
  assert.equal(of('zh-CN', 'en'), 'en');
  assert.equal(of('en', 'zh'), 'zh');
  assert.equal(of('en', 'fr'), 'en');
});
