import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, beginOf, dayIn, dueOf, type Running, raiseClock, timingOf, windClock } from './judge-clock.ts';
import { type Disease, diseaseOf, diseases, spanOn } from './notifiable-list.ts';

const hour = 3_600_000;
const of = (code: string): Disease => {
  const found = diseaseOf(code);
  assert.ok(found, code);
  return found;
};
const hoursFor = (code: string, subtype: string | null, at: string): number | null => {
  const due = dueOf(of(code), subtype, new Date(at));
  return due && (due.getTime() - Date.parse(at)) / hour;
};

test('class A and what is managed as class A are due after two hours, all else of B and C after twenty-four', () => {
  const at = '2026-05-01T10:00:00+08:00';
  assert.equal(hoursFor('plague', null, at), 2);
  assert.equal(hoursFor('sars', null, at), 2);
  assert.equal(hoursFor('unexplained-pneumonia', null, at), 2);
  assert.equal(hoursFor('anthrax', 'pulmonary', at), 2);
  assert.equal(hoursFor('anthrax', 'cutaneous', at), 24);
  assert.equal(hoursFor('influenza', null, at), 24);
});

test('the list in force is that of the day in Beijing: COVID-19 was due after two hours until the last second of 7 January 2023', () => {
  assert.equal(hoursFor('covid-19', null, '2020-01-19T23:59:59+08:00'), null);
  assert.equal(hoursFor('covid-19', null, '2020-01-20T00:00:00+08:00'), 2);
  assert.equal(hoursFor('covid-19', null, '2023-01-07T23:59:59+08:00'), 2);
  assert.equal(hoursFor('covid-19', null, '2023-01-07T16:00:00Z'), 24);
});

test('a card reported at the very moment it is due is in time, a second later it is late', () => {
  const due = new Date('2026-05-02T00:00:00+08:00');
  const at = (ms: number): Date => new Date(due.getTime() + ms);
  const reported = (ms: number) => timingOf({ state: 'reported', due, reported: at(ms) }, at(99 * hour));
  assert.deepEqual([reported(0), reported(1000)], ['done', 'late']);
  const draft = (ms: number) => timingOf({ state: 'draft', due, reported: null }, at(ms));
  assert.deepEqual([draft(-4 * hour - 1), draft(-4 * hour), draft(0), draft(1)], ['open', 'soon', 'soon', 'overdue']);
});

test('what was reported in time stays so whatever becomes of it, and no clock runs backwards', () => {
  const order = ['open', 'soon', 'overdue'];
  fc.assert(
    fc.property(fc.integer({ min: -200, max: 200 }), fc.integer({ min: 0, max: 200 }), (hours, later) => {
      const due = new Date('2026-05-02T08:00:00Z');
      const now = new Date(due.getTime() + hours * hour);
      const then = new Date(now.getTime() + later * hour);
      const draft = (at: Date) => order.indexOf(timingOf({ state: 'draft', due, reported: null }, at));
      assert.ok(draft(then) >= draft(now));
      const said = timingOf({ state: 'reported', due, reported: now }, now);
      for (const state of ['returned', 'checked', 'approved', 'duplicate'] as const)
        assert.equal(timingOf({ state, due, reported: now }, then), said);
    }),
  );
});

const since = new Date('2026-05-01T02:00:00Z');
const after = (hours: number): Date => new Date(since.getTime() + hours * hour);
const fresh = (hours: number) => ({ due: after(hours), hours, since, strict: null, diagnosed: since });
const given = fc.constantFrom(2, 24);
const moment = fc.integer({ min: -500, max: 500 }).map((tenths) => after(tenths / 10));

test('a time of the diagnosis that is moved makes nothing due later, however often and to wherever it is moved', () => {
  fc.assert(
    fc.property(given, fc.array(fc.tuple(moment, moment), { maxLength: 6 }), (hours, moves) => {
      let card: Running & { diagnosed: Date } = fresh(hours);
      for (const [diagnosed, now] of moves) {
        const next = windClock(card, { diagnosed, hours }, now);
        assert.ok(next.due <= card.due);
        assert.ok(next.since <= card.since && next.since <= diagnosed);
        assert.ok(next.due <= new Date(next.since.getTime() + hours * hour));
        card = { ...next, diagnosed };
      }
    }),
  );
});

test('what is raised to a stricter form is not overdue at that moment unless it was, or the form was found longer ago than its hours', () => {
  const raised = (card: Running, to: number, found: Date, now: Date): void => {
    const next = raiseClock(card, to, found);
    assert.ok(next.due <= card.due && next.hours <= card.hours);
    if (card.due >= now && now.getTime() - found.getTime() <= to * hour) assert.ok(next.due >= now);
  };
  fc.assert(
    fc.property(given, given, moment, fc.integer({ min: 0, max: 300 }), (hours, to, found, tenths) => {
      const now = new Date(found.getTime() + (tenths / 10) * hour);
      raised(fresh(hours), to, found, now);
      // A person who says a stricter form without another time of the diagnosis has found it now.
      const said = windClock(fresh(24), { diagnosed: since, hours: 2 }, now);
      assert.ok(said.due <= after(24) && (now > after(24) || said.due >= now));
      // Filling in what was raised leaves its clock alone.
      const { due, ...rest } = raiseClock(fresh(24), 2, found);
      const filled = windClock({ due, ...rest, diagnosed: since }, { diagnosed: since, hours: rest.hours }, now);
      assert.deepEqual(filled.due, due);
    }),
  );
});

test('there to a form with more time and back again gives no time, whatever else is moved on the way', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(given, moment, moment), { maxLength: 8 }), given, (steps, begin) => {
      let card: Running & { diagnosed: Date } = fresh(begin);
      const least = new Map<number, Date>([[begin, card.due]]);
      for (const [hours, diagnosed, now] of steps) {
        card = { ...windClock(card, { diagnosed, hours }, now), diagnosed };
        const before = least.get(2);
        if (hours === 2 && before) assert.ok(card.due <= before, `${card.due.toISOString()} after ${before.toISOString()}`);
        least.set(hours, card.due);
      }
    }),
  );
  const away = { ...windClock(fresh(2), { diagnosed: since, hours: 24 }, after(4)), diagnosed: since };
  assert.deepEqual(windClock(away, { diagnosed: after(5), hours: 2 }, after(5)).due, after(2));
  assert.deepEqual(raiseClock(away, 2, after(5)).due, after(2));
});

test('only another form, which a person says, gives more time: that of its hours from the earliest diagnosis', () => {
  const moved = { ...windClock(fresh(2), { diagnosed: after(5), hours: 2 }, after(6)), diagnosed: after(5) };
  assert.deepEqual(moved.due, after(2));
  assert.deepEqual(windClock(moved, { diagnosed: after(5), hours: 24 }, after(6)), {
    due: after(24),
    hours: 24,
    since,
    strict: after(2),
  });
  assert.deepEqual(raiseClock(fresh(2), 24, after(1)), { due: after(2), hours: 2, since, strict: null });
  assert.deepEqual(windClock(fresh(24), { diagnosed: after(10), hours: 2 }, after(11)).due, after(12));
});

test('days begin at midnight in Beijing and follow one another over month ends and 29 February', () => {
  assert.equal(dayIn(new Date('2026-01-01T15:59:59.999Z')), '2026-01-01');
  assert.equal(dayIn(new Date('2026-01-01T16:00:00Z')), '2026-01-02');
  assert.equal(beginOf('2026-01-02').toISOString(), '2026-01-01T16:00:00.000Z');
  assert.deepEqual(
    [addDays('2024-02-28', 1), addDays('2024-02-29', 1), addDays('2025-12-31', 1)],
    ['2024-02-29', '2024-03-01', '2026-01-01'],
  );
});

test('on 1 September 2025 the list has 2 diseases of class A, 27 of B and 11 of C, and the avian influenzas have left it', () => {
  const count = (day: string) =>
    ['A', 'B', 'C'].map((one) => diseases.filter((disease) => spanOn(disease, day)?.class === one).length);
  assert.deepEqual(count('2025-09-01'), [2, 27, 11]);
  assert.deepEqual(count('2025-08-31'), [2, 28, 11]);
  assert.equal(spanOn(of('h7n9'), '2025-09-01'), undefined);
  assert.equal(spanOn(of('novel-influenza'), '2025-08-31'), undefined);
});

test('no disease stands on the list twice on one day', () => {
  for (const { code, spans } of diseases)
    for (const [at, span] of spans.entries())
      for (const other of spans.slice(at + 1)) assert.ok(span.to !== null && other.from !== null && span.to < other.from, code);
});
