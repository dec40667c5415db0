import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from './count-days.ts';
import { type RemindedTask, type Reminding, usualReminding, type WrittenNotice } from './decide-reminders.ts';
import { type Revision, reviseNotices } from './revise-notices.ts';

const due = '2026-03-31';
const task = (more: Partial<RemindedTask> = {}): RemindedTask => ({
  id: 'a',
  state: 'in-progress',
  due,
  assignee: 'zhang',
  responsible: ['health'],
  supporting: [],
  remindDays: null,
  written: [],
  ...more,
});
const reminder = (step: number, days = step): WrittenNotice => ({ kind: 'reminder', due, step, days, withdrawn: false });
const level = (step: number, late: number): WrittenNotice => ({ kind: 'escalation', due, step, days: -late, withdrawn: false });
const noon = (day: string): Date => new Date(`${day}T04:00:00Z`);
const remindOn = (...remindDays: number[]): Reminding => ({ ...usualReminding, remindDays });
const escalateOn = (...escalateDays: number[]): Reminding => ({ ...usualReminding, escalateDays });

const said = ({ withdraw, restore, write }: Revision) => [
  ...withdraw.map(({ kind, step, why }) => `- ${kind} ${step} ${why}`),
  ...restore.map(({ kind, step }) => `= ${kind} ${step}`),
  ...write.map(({ kind, step }) => `+ ${kind} ${step}`),
];
const revise = (one: RemindedTask, usual: Reminding, day: string) => said(reviseNotices([one], usual, noon(day)));

test('a reminder that came before anything now asks for it is withdrawn, and told again when it is due', () => {
  const told = task({ written: [reminder(30)] });
  assert.deepEqual(revise(told, remindOn(7), '2026-03-02'), ['- reminder 30 settings']);
  const withdrawn = task({ written: [{ ...reminder(30), withdrawn: true }] });
  assert.deepEqual(revise(withdrawn, remindOn(7), '2026-03-24'), ['+ reminder 7']);
});

test('a reminder that is newly due appears, unless one that stands has told it already', () => {
  assert.deepEqual(revise(task(), remindOn(14), '2026-03-21'), ['+ reminder 14']);
  assert.deepEqual(
    revise(task({ written: [reminder(7, 5)] }), remindOn(10), '2026-03-26'),
    [],
    'told since the tenth day before',
  );
  assert.deepEqual(revise(task({ written: [reminder(30, 20)] }), remindOn(30, 10), '2026-03-26'), ['+ reminder 10']);
});

test('days set back as they were make the withdrawn notice stand again and tell nobody twice', () => {
  const withdrawn = task({ written: [{ ...reminder(7), withdrawn: true }] });
  assert.deepEqual(revise(withdrawn, remindOn(7), '2026-03-25'), ['= reminder 7']);
  const late = task({ written: [level(1, 1), { ...level(2, 15), withdrawn: true }] });
  assert.deepEqual(revise(late, usualReminding, '2026-04-16'), ['= escalation 2']);
});

test('a level that is not reached by the days now set is withdrawn; reached later it is told anew', () => {
  const late = task({ written: [level(1, 1), level(2, 15)] });
  assert.deepEqual(revise(late, escalateOn(1, 20), '2026-04-16'), ['- escalation 2 settings']);
  const withdrawn = task({ written: [level(1, 1), { ...level(2, 15), withdrawn: true }] });
  assert.deepEqual(revise(withdrawn, escalateOn(1, 20), '2026-04-16'), []);
  assert.deepEqual(revise(withdrawn, escalateOn(1, 20), '2026-04-20'), ['+ escalation 2']);
  assert.deepEqual(revise(late, escalateOn(1, 2, 3), '2026-04-16'), ['+ escalation 3'], 'newly due');
});

test('of a task that is done, or due on another day, the notices are withdrawn with the reason', () => {
  const written = [reminder(7)];
  assert.deepEqual(revise(task({ written, state: 'done' }), usualReminding, '2026-03-25'), ['- reminder 7 state']);
  assert.deepEqual(revise(task({ written, due: '2026-12-31' }), usualReminding, '2026-03-25'), ['- reminder 7 due']);
  assert.deepEqual(revise(task({ written, due: null }), usualReminding, '2026-03-25'), ['- reminder 7 due']);
  const reopened = task({ written: [{ ...reminder(7), withdrawn: true }] });
  assert.deepEqual(revise(reopened, usualReminding, '2026-03-25'), ['= reminder 7']);
});

test('a task’s own days are what its reminders are held to', () => {
  assert.deepEqual(revise(task({ written: [reminder(7)], remindDays: [7] }), remindOn(3), '2026-03-25'), []);
  assert.deepEqual(revise(task({ written: [reminder(7)], remindDays: [] }), remindOn(7), '2026-03-25'), [
    '- reminder 7 settings',
  ]);
});

/** What the table holds after a revision. */
function applied(one: RemindedTask, { withdraw, restore, write }: Revision): RemindedTask {
  const same = (a: { kind: string; due: string; step: number }, b: { kind: string; due: string; step: number }): boolean =>
    a.kind === b.kind && a.due === b.due && a.step === b.step;
  const kept = one.written
    .filter((each) => !write.some((other) => same(each, other)))
    .map((each) => ({
      ...each,
      withdrawn: withdraw.some((other) => same(each, other)) || (each.withdrawn && !restore.some((other) => same(each, other))),
    }));
  return { ...one, written: [...kept, ...write.map((each) => ({ ...each, withdrawn: false }))] };
}

test('however the days are set, a revision run twice changes nothing, and no moment is told by two notices that stand', () => {
  const some = fc
    .uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 })
    .map((days) => days.sort((a, b) => a - b));
  const change = fc.record({ step: fc.integer({ min: 0, max: 9 }), remindDays: some, escalateDays: some });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
      let one = task();
      let offset = -45;
      for (const { step, ...usual } of changes) {
        offset += step;
        const day = noon(addDays(due, offset));
        const first = reviseNotices([one], usual, day);
        const held = one.written.filter(({ withdrawn }) => !withdrawn).length;
        assert.ok(first.write.length <= 1 && first.withdraw.length <= held);
        one = applied(one, first);
        const again = reviseNotices([one], usual, day);
        assert.deepEqual([again.withdraw, again.restore, again.write], [[], [], []]);
        const standing = one.written.filter(({ withdrawn }) => !withdrawn).map(({ kind, days }) => `${kind} ${days}`);
        const reminders = standing.filter((key) => key.startsWith('reminder'));
        assert.equal(new Set(reminders).size, reminders.length);
      }
    }),
  );
});
