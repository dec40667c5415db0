import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from './count-days.ts';
import { daysLate, decideReminders, type RemindedTask, usualReminding } from './decide-reminders.ts';

const task = (more: Partial<RemindedTask> = {}): RemindedTask => ({
  id: 'a',
  state: 'in-progress',
  due: '2026-03-31',
  assignee: 'zhang',
  responsible: ['health'],
  supporting: ['finance'],
  remindDays: null,
  written: [],
  ...more,
});
/** Noon in Beijing. */
const noon = (day: string): Date => new Date(`${day}T04:00:00Z`);
const said = (one: RemindedTask, day: string) =>
  decideReminders([one], usualReminding, noon(day)).map(({ kind, step }) => `${kind} ${step}`);

test('a month, a week and a day before, and never between or twice', () => {
  assert.deepEqual(said(task(), '2026-02-28'), [], '31 days before');
  assert.deepEqual(said(task(), '2026-03-01'), ['reminder 30']);
  const once = task({ written: [{ kind: 'reminder', due: '2026-03-31', step: 30, days: 30, withdrawn: false }] });
  assert.deepEqual(said(once, '2026-03-01'), []);
  assert.deepEqual(said(once, '2026-03-23'), []);
  assert.deepEqual(said(once, '2026-03-24'), ['reminder 7']);
  assert.deepEqual(said(task(), '2026-03-30'), ['reminder 1'], 'what was slept through is not made up for');
  assert.deepEqual(said(task(), '2026-03-31'), ['reminder 1'], 'the due day itself is not late');
});

test('late from the first second after the due day in Beijing, and higher with the days', () => {
  const at = (iso: string) => decideReminders([task()], usualReminding, new Date(iso)).map(({ kind, step }) => `${kind} ${step}`);
  assert.deepEqual(at('2026-03-31T15:59:59Z'), ['reminder 1']);
  assert.deepEqual(at('2026-03-31T16:00:00Z'), ['escalation 1']);
  assert.deepEqual(said(task(), '2026-04-14'), ['escalation 1']);
  assert.deepEqual(said(task(), '2026-04-15'), ['escalation 2']);
  assert.deepEqual(said(task(), '2026-04-29'), ['escalation 2']);
  assert.deepEqual(said(task(), '2026-04-30'), ['escalation 3']);
});

test('each level tells more people; without an assignee the planners hear from the first', () => {
  const told = (one: RemindedTask, day: string) => decideReminders([one], usualReminding, noon(day))[0]?.told;
  assert.deepEqual(told(task(), '2026-04-01'), { assignee: 'zhang', departments: ['health'], roles: [] });
  assert.deepEqual(told(task({ assignee: null }), '2026-04-01')?.roles, ['planner']);
  assert.deepEqual(told(task(), '2026-04-15'), { assignee: 'zhang', departments: ['health', 'finance'], roles: ['planner'] });
  assert.deepEqual(told(task(), '2026-04-30')?.roles, ['planner', 'administrator']);
});

test('a new due date is reminded of anew; what is reported, done, cancelled or undated never', () => {
  const moved = task({
    due: '2026-06-30',
    written: [{ kind: 'reminder', due: '2026-03-31', step: 7, days: 7, withdrawn: false }],
  });
  assert.deepEqual(said(moved, '2026-06-23'), ['reminder 7']);
  for (const state of ['reported', 'done', 'cancelled'] as const) assert.deepEqual(said(task({ state }), '2026-05-01'), []);
  assert.deepEqual(said(task({ due: null }), '2026-05-01'), []);
});

test('a task’s own days count instead of those for all, and none at all are respected', () => {
  assert.deepEqual(said(task({ remindDays: [14] }), '2026-03-17'), ['reminder 14']);
  assert.deepEqual(said(task({ remindDays: [] }), '2026-03-30'), []);
  assert.deepEqual(said(task({ due: '2028-02-29', remindDays: [1] }), '2028-02-28'), ['reminder 1']);
  assert.deepEqual(said(task({ due: '2028-02-29' }), '2028-03-01'), ['escalation 1']);
});

test('run as often as one likes, on whatever days, nothing is written twice', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -60, max: 90 }), { maxLength: 40 }), (offsets) => {
      let one = task();
      const keys: string[] = [];
      for (const offset of offsets.toSorted((a, b) => a - b)) {
        const written = decideReminders([one], usualReminding, noon(addDays('2026-03-31', offset)));
        keys.push(...written.map(({ kind, due, step }) => `${kind} ${due} ${step}`));
        one = { ...one, written: [...one.written, ...written.map((each) => ({ ...each, withdrawn: false }))] };
      }
      assert.equal(new Set(keys).size, keys.length);
      assert.ok(keys.length <= 6);
    }),
  );
});

test('what nobody was given is never late, what was given is from the day after it is due', () => {
  const one = { state: 'open', due: '2026-03-31', given: true, assumed: [], retired: false } as const;
  assert.equal(daysLate(one, '2026-03-31'), 0);
  assert.equal(daysLate(one, '2026-04-01'), 1);
  assert.equal(daysLate({ ...one, given: false }, '2026-04-01'), 0);
  assert.equal(daysLate({ ...one, state: 'reported' }, '2026-04-01'), 0);
});

test('a due date that the plan never set makes nothing late; an assumed department changes nothing', () => {
  const one = { state: 'open', due: '2026-03-31', given: true, retired: false } as const;
  assert.equal(daysLate({ ...one, assumed: ['due'] }, '2026-04-01'), 0);
  assert.equal(daysLate({ ...one, assumed: ['responsible'] }, '2026-04-01'), 1);
});

test('what the plan’s file has dropped is not late', () => {
  const one = { state: 'open', due: '2026-03-31', given: true, assumed: [] } as const;
  assert.equal(daysLate({ ...one, retired: true }, '2026-04-01'), 0);
  assert.equal(daysLate({ ...one, retired: false }, '2026-04-01'), 1);
});
