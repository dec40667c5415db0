import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkReminding } from './check-reminding.ts';

test('reminders are put in order; none at all is a choice', () => {
  assert.deepEqual(checkReminding({ remindDays: [1, 30], escalateDays: [1] }), {
    ok: true,
    value: { remindDays: [30, 1], escalateDays: [1] },
  });
  assert.ok(checkReminding({ remindDays: [], escalateDays: [1, 2] }).ok);
});

test('a day said twice and a level that does not rise are refused', () => {
  const code = (remindDays: number[], escalateDays: number[]) => {
    const result = checkReminding({ remindDays, escalateDays });
    return result.ok ? 'ok' : result.error.code;
  };
  assert.equal(code([7, 7], [1]), 'tasks.days-twice');
  assert.equal(code([7], [1, 1]), 'tasks.levels-fall');
  assert.equal(code([7], [15, 1]), 'tasks.levels-fall');
});
