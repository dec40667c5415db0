import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jilinFolder } from '../fixtures/jilin.ts';
import { acceptDocument, documentLimit } from './accept-document.ts';

const { plan, clauses, rules } = await jilinFolder();
/** The indicators and tables alone point into a document. */
const bare = { plan, clauses: [], rules: [] };
const whole = { plan, clauses, rules };
const code = (text: string): string => {
  const result = acceptDocument(bare, text);
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
  const result = acceptDocument(bare, `吉市政办发〔2022〕41号${clause}`);
  assert.ok(result.ok);
  const { clauses: found } = result.value;
  assert.deepEqual([found.length, found.filter(({ status }) => status === 'found').length], [42, 1]);
});

test('a text that names the plan but holds none of its clauses is refused as no document of it', () => {
  const refused = acceptDocument(bare, '各单位请学习吉市政办发〔2022〕41号文件。');
  assert.deepEqual(refused, { ok: false, error: { code: 'plan.no-clause-found', params: { wanted: 42 } } });
});

test('another document the plan’s clauses are taken from is known by its own number', () => {
  const other = clauses.find(({ document }) => document !== plan.document.number);
  assert.ok(other);
  const [chapter = '', ...deeper] = other.section.replace(/（(?=[一二三四五六七八九十])/g, '\n（').split('\n');
  const text = `${other.document}\n${chapter}\n${deeper.join('\n')}\n本段有${other.locator}等字。`;
  const result = acceptDocument(whole, text);
  assert.ok(result.ok, JSON.stringify(result));
  assert.equal(result.value.number, other.document);
  assert.ok(result.value.clauses.some(({ id, status }) => id === `clause:${other.id}` && status === 'found'));
});

test('of two numbers in one text the one counts whose clauses are found', () => {
  const result = acceptDocument(whole, `依据吉政办发〔2021〕43号\n吉市政办发〔2022〕41号${clause}`);
  assert.ok(result.ok);
  assert.equal(result.value.number, '吉市政办发〔2022〕41号');
});
