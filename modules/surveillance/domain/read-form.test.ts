import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formIds, signalDraft } from '../contract.ts';
import { formOf, forms } from './forms.ts';
import { readAnswers, readForm } from './read-form.ts';

const head = { area: '220221', town: null, place: '某小学', from: '2026-02-27', to: '2026-03-01', said: null };
const school = forms[0];
assert.ok(school);

test('every form is there, and its fields say how many and how many are usual', () => {
  assert.deepEqual(
    forms.map(({ id }) => id),
    [...formIds],
  );
  for (const { fields, observed, expected, subjects } of forms) {
    const counts = fields.filter(({ kind }) => kind === 'count').map(({ name }) => name);
    assert.ok(counts.includes(observed) && (expected === null || counts.includes(expected)) && subjects.length > 0);
    assert.ok(fields.find(({ name }) => name === observed)?.required);
  }
});

test('a filled-in form is a signal of its channel with the answers as evidence', () => {
  const read = readForm(school, { ...head, answers: { absent: 23, usual: '6', classes: ' 三（1）班 ' } }, 'form/1');
  assert.ok(read.ok);
  assert.deepEqual(signalDraft.parse(read.value), read.value);
  assert.deepEqual([read.value.observed, read.value.expected, read.value.channel], [23, 6, 'community']);
  assert.deepEqual(read.value.evidence, { form: 'school-absence', answers: { absent: 23, usual: 6, classes: '三（1）班' } });
});

test('each wrong answer is named by field, rule and value, all of them at once', () => {
  const read = readAnswers(school, { usual: '-1', colour: 'red' });
  assert.ok(!read.ok);
  assert.deepEqual(
    read.error.errors?.map(({ field, rule, value }) => [field, rule, value]),
    [
      ['absent', 'required', ''],
      ['usual', 'count', '-1'],
      ['colour', 'unknown', 'red'],
    ],
  );
});

test('a choice is known by its value and by its name in both languages', () => {
  const sales = formOf('medicine-sales');
  assert.ok(sales);
  for (const group of ['cough', '止咳药', 'COUGH']) {
    const read = readAnswers(sales, { group, sold: 3 });
    assert.equal(read.ok && read.value['group'], 'cough');
  }
  assert.equal(readAnswers(sales, { group: 'x', sold: 3 }).ok, false);
});

test('whatever is answered, it is read or refused', () => {
  const answer = fc.oneof(fc.string(), fc.double(), fc.integer());
  fc.assert(
    fc.property(fc.constantFrom(...forms), fc.dictionary(fc.string(), answer), (one, answers) => {
      readForm(one, { ...head, answers }, 'form/1');
    }),
  );
});
