import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { eventKinds, levels, planDraft } from '../contract.ts';
import { basicPlans } from './basic-plans.ts';
import { checkResponder, endResponse, findPlanGaps, isLate, lateHours, startResponse } from './start-response.ts';

const now = new Date('2026-12-31T23:30:00Z');
const task = (id: string, of: readonly ('I' | 'II' | 'III' | 'IV')[], hours: number) => ({
  ...{ id, levels: [...of], hours, department: 'cdc' as const, party: 'unit' as const },
  title: { zh: id, en: id },
});
const plan = {
  id: 'x',
  kinds: ['infectious' as const],
  tasks: [task('a', ['III', 'IV'], 2), task('b', ['III'], 24), task('c', ['IV'], 1)],
};
const event = { state: 'verified', level: 'IV', kind: 'infectious' } as const;
const codeOf = (...asked: Parameters<typeof startResponse>) => {
  const started = startResponse(...asked);
  return started.ok ? 'ok' : started.error.code;
};

test('a start makes the level’s tasks, their deadlines counted from it, over the turn of the year', () => {
  const started = startResponse(event, plan, [], [], now);
  assert.ok(started.ok);
  assert.deepEqual(
    started.value.make.map(({ template, dueAt }) => [template, dueAt.toISOString()]),
    [
      ['a', '2027-01-01T01:30:00.000Z'],
      ['c', '2027-01-01T00:30:00.000Z'],
    ],
  );
});

test('raising the level keeps what stands with its deadline, adds what is new and cancels what is no longer asked for', () => {
  const standing = [
    { id: '1', template: 'a', state: 'acknowledged' as const },
    { id: '2', template: 'c', state: 'waiting' as const },
  ];
  const raised = startResponse({ ...event, state: 'responding', level: 'III' }, plan, standing, [], now);
  assert.ok(raised.ok);
  assert.deepEqual([raised.value.make.map(({ template }) => template), raised.value.cancel], [['b'], ['2']]);
  const done = startResponse({ ...event, level: 'III' }, plan, [{ id: '2', template: 'c', state: 'done' }], [], now);
  assert.deepEqual(done.ok && done.value.cancel, [], 'what was done stays');
});

test('nothing starts without a level, for another kind of event, at a level of which the plan says nothing, or before it is verified', () => {
  assert.equal(codeOf({ ...event, level: null }, plan, [], [], now), 'emergency.not-graded');
  assert.equal(codeOf({ ...event, kind: 'nosocomial' }, plan, [], [], now), 'emergency.plan-for-others');
  assert.equal(codeOf({ ...event, level: 'I' }, plan, [], [], now), 'emergency.plan-without-level');
  assert.equal(codeOf({ ...event, state: 'reported' }, plan, [], [], now), 'emergency.not-verified');
  assert.equal(codeOf(event, plan, [], [{ kind: 'initial' }, { kind: 'closing' }], now), 'emergency.closing-reported');
});

test('a county responds to level IV only, by the event’s level and by that of the response under way; the city to all it is given', () => {
  const said = (who: 'county' | 'city', ...levelsOf: (null | 'II' | 'IV')[]) => checkResponder(who, levelsOf).ok;
  assert.deepEqual([said('county', 'IV', null), said('county', 'IV', 'II'), said('county', 'II', null)], [true, false, false]);
  assert.ok(said('city', 'II', 'II'));
});

test('starting twice makes every task once', () => {
  fc.assert(
    fc.property(fc.constantFrom(...levels), fc.constantFrom(...basicPlans), (level, one) => {
      const kind = one.kinds[0] ?? 'other';
      const begun = startResponse({ state: 'verified', kind, level }, one, [], [], now);
      assert.ok(begun.ok);
      const standing = begun.value.make.map(({ template }) => ({ id: template, template, state: 'waiting' as const }));
      const again = startResponse({ state: 'responding', kind, level }, one, standing, [], now);
      assert.deepEqual(again.ok && [again.value.make, again.value.cancel], [[], []]);
    }),
  );
});

test('a task is late from the millisecond after its deadline; what was done in time never becomes late', () => {
  const due = '2026-12-31T23:30:00.000Z';
  assert.ok(!isLate({ dueAt: due, state: 'waiting' }, now));
  assert.ok(isLate({ dueAt: due, state: 'acknowledged' }, new Date(now.getTime() + 1)));
  assert.ok(!isLate({ dueAt: due, state: 'done' }, new Date(now.getTime() + 1)));
  const later = new Date(now.getTime() + 5_400_000);
  const open = { dueAt: due, doneAt: null, cancelledAt: null };
  assert.equal(lateHours(open, later), 1.5);
  assert.equal(lateHours({ ...open, doneAt: due }, later), 0);
  assert.equal(lateHours({ ...open, cancelledAt: due }, later), 0);
  assert.equal(
    lateHours({ ...open, cancelledAt: later.toISOString() }, new Date(later.getTime() + 9e9)),
    1.5,
    'kept as it was then',
  );
});

test('a response ends when all conditions of its plan are met, and not before', () => {
  const conditions = { termination: ['p', 'q'].map((id) => ({ id, title: { zh: id, en: id } })) };
  const code = (met: readonly string[]) => {
    const ended = endResponse(conditions, met);
    return ended.ok ? 'ok' : ended.error.code;
  };
  assert.equal(code(['p']), 'emergency.conditions-open');
  assert.equal(code(['p', 'q']), 'ok');
  assert.equal(code(['p', 'q', 'r']), 'emergency.unknown-condition');
});

test('the plans that come along keep their shape and leave no kind of event and no level without a task', () => {
  for (const { id: _, ...body } of basicPlans) assert.ok(planDraft.safeParse({ version: 0, ...body }).success);
  assert.deepEqual(findPlanGaps(basicPlans, eventKinds, levels), []);
  assert.deepEqual(findPlanGaps([plan], ['infectious', 'other'], levels), [
    { kind: 'infectious', levels: ['I', 'II'] },
    { kind: 'other', levels: ['I', 'II', 'III', 'IV'] },
  ]);
});

test('the plan for infectious disease gives tasks to each of the four parties: government, departments, units and individuals', () => {
  const given = basicPlans.find(({ id }) => id === 'infectious')?.tasks.filter((one) => one.levels.includes('III')) ?? [];
  assert.deepEqual([...new Set(given.map(({ party }) => party))].sort(), ['department', 'government', 'individual', 'unit']);
});
