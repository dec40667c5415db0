import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAnswers, chooseQuestions } from './choose-questions.ts';
import book from './questions.json' with { type: 'json' };

test('no disease is in two sets, and what none names is asked as unknown', () => {
  const named = book.sets.flatMap(({ diseases }) => diseases as string[]);
  assert.equal(new Set(named).size, named.length);
  assert.deepEqual([chooseQuestions('measles').set, chooseQuestions('emerging').set], ['rash-fever', 'unknown']);
  assert.equal(chooseQuestions('measles').verified, false);
});

test('an answer to nothing that is asked, of another form, or of a day ahead is refused', () => {
  const questions = chooseQuestions('measles');
  const check = (said: Record<string, string | null>) => checkAnswers(questions, said, '2026-03-01');
  assert.ok(check({ 'rash-day': '2026-02-28', 'ill-contact': 'yes', care: null }).ok);
  for (const bad of [{ 'rash-day': '2026-03-02' }, { 'rash-day': 'x' }, { 'ill-contact': 'maybe' }, { nothing: 'x' }])
    assert.equal(check(bad as unknown as Record<string, string>).ok, false, JSON.stringify(bad));
});
