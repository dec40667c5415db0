import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jilinFolder } from '../fixtures/jilin.ts';
import { acceptDocument, documentLimit } from './accept-document.ts';

const { plan } = await jilinFolder();
const code = (text: string): string => {
  const result = acceptDocument(plan, text);
  return result.ok ? 'accepted' : result.error.code;
};

/** The least that is a document of the plan: its number and one of its clauses under its headings. */
const clause = '\n二、总体要求\n（三）发展目标。\n每千人口专业公共卫生机构人员数\t0.59\n';

test('a text with the document number is searched, however the number’s brackets are typed', () => {
  assert.equal(code(`吉市政办发〔2022〕41号${clause}`), 'accepted');
  assert.equal(code(`吉市政办发 [2022] 41 号${clause}`), 'accepted');
});

test('a text without the number is another document', () => {
  assert.equal(code('吉政办发〔2021〕43号'), 'plan.wrong-document');
  assert.equal(code('吉市政办发〔2022〕4号 1'), 'plan.wrong-document');
});

test('a text of exactly 2 MiB is taken and one byte more is not, Chinese counted as three', () => {
  const number = `吉市政办发〔2022〕41号${clause}`;
  const bytes = Buffer.byteLength(number);
  assert.equal(code(number + ' '.repeat(documentLimit - bytes)), 'accepted');
  assert.equal(code(number + ' '.repeat(documentLimit - bytes + 1)), 'plan.document-too-large');
  assert.equal(code('规'.repeat(Math.ceil(documentLimit / 3))), 'plan.document-too-large');
});

test('a PDF or Word file opened as text is refused as no text', () => {
  assert.equal(code('%PDF-1.7 吉市政办发〔2022〕41号'), 'plan.document-not-text');
  assert.equal(code('PK\u0003\u0004\u0000 吉市政办发〔2022〕41号'), 'plan.document-not-text');
});

test('clauses a document does not hold are said to be missing', () => {
  const result = acceptDocument(plan, `吉市政办发〔2022〕41号${clause}`);
  assert.ok(result.ok);
  assert.deepEqual([result.value.length, result.value.filter(({ status }) => status === 'found').length], [42, 1]);
});

test('a text that names the plan but holds none of its clauses is refused as no document of it', () => {
  const refused = acceptDocument(plan, '各单位请学习吉市政办发〔2022〕41号文件。');
  assert.deepEqual(refused, { ok: false, error: { code: 'plan.no-clause-found', params: { wanted: 42 } } });
});
