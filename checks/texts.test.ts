import { test } from 'node:test';
import { assertClean, assertFound, file } from './plant.ts';
import { readRepository } from './source.ts';
import { checkTexts } from './texts.ts';

const texts = (zh: unknown, en: unknown) =>
  checkTexts([file('modules/a/i18n/zh.json', JSON.stringify(zh)), file('modules/a/i18n/en.json', JSON.stringify(en))]);

test('found: a key that one language lacks, also deep inside', () => {
  assertFound(texts({ a: '甲', b: '乙' }, { a: 'A' }), 'texts.missing');
  assertFound(texts({ a: { b: '甲' } }, { a: { b: 'A', c: 'C' } }), 'texts.missing');
});

test('found: an empty text, other placeholders, Chinese in the English file, a missing file', () => {
  assertFound(texts({ a: '' }, { a: 'A' }), 'texts.empty');
  assertFound(texts({ a: '共 {{count}} 行' }, { a: '{{total}} rows' }), 'texts.placeholders');
  assertFound(texts({ a: '甲' }, { a: '甲' }), 'texts.language');
  assertFound(checkTexts([file('modules/a/i18n/zh.json', '{}')]), 'texts.file');
});

test('left alone: the plural forms of English, and a language named in its own words', () => {
  assertClean(texts({ rows: '共 {{count}} 行' }, { rows_one: '{{count}} row', rows_other: '{{count}} rows' }));
  assertClean(texts({ language: 'English' }, { language: '中文' }));
});

test('both languages of every part say the same things', () => assertClean(checkTexts(readRepository())));
