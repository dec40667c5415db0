import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateOf } from '@songhua/engine-outbreak/calendar/days.ts';
import fc from 'fast-check';
import { type CaseLine, findByRules, spansOf } from './find-by-rules.ts';
import { followCluster, type KnownCluster } from './follow-cluster.ts';

const first = 20_500;
const [usual] = spansOf();
assert.ok(usual);

const line = (nth: number, day: number, more: Partial<CaseLine> = {}): CaseLine => ({
  ...{ card: `card-${String(nth).padStart(3, '0')}`, disease: 'mumps', subtype: null, onset: dateOf(day - 1) },
  ...{ diagnosed: `${dateOf(day)}T02:00:00.000Z`, homeCounty: '220203', reportCounty: '220202', died: null, hospitalised: null },
  ...{ unit: '江城小学二班', occupation: 'student' },
  ...more,
});
const night = (lines: readonly CaseLine[], last: number) => findByRules(lines, usual.rules, last, () => undefined);

test('ten of one school in a week are one cluster of the school’s county, though their pupils live elsewhere and write its name in several ways', () => {
  const lines = Array.from({ length: 10 }, (_, nth) => line(nth, first + (nth % 5), { unit: `江城小学${nth}班` }));
  const [found, ...more] = night(lines, first + 5);
  assert.deepEqual(more, []);
  assert.deepEqual(
    [found?.rule, found?.place, found?.cases.length],
    ['childhood-infections', { kind: 'school', key: '220202 江城小学' }, 10],
  );
  assert.deepEqual(night(lines.slice(1), first + 5), []);
  assert.deepEqual(night(lines, first + 30), [], 'old cases are no news');
});

test('who was admitted counts as admitted, and who is not known to be does not', () => {
  const admitted = (hospitalised: boolean | null) =>
    Array.from({ length: 5 }, (_, nth) => line(nth, first, { disease: 'syn-ili', hospitalised }));
  assert.deepEqual(
    [true, null, false].map((one) => night(admitted(one), first).map(({ rule }) => rule)),
    [['influenza-like-thirty'], [], []],
  );
});

test('infections through transfusion are counted over a year, which the night looks back for them alone', () => {
  const span = spansOf().find(({ diseases }) => diseases?.includes('transfusion-infection'));
  assert.ok(span && span.days >= 365);
  const cases = [0, 170, 340].map((day, nth) => line(nth, first + day, { disease: 'transfusion-infection', unit: null }));
  assert.deepEqual(
    findByRules(cases, span.rules, first + 340, () => undefined).map(({ rule, cases: counted }) => [rule, counted.length]),
    [['transfusion', 3]],
  );
});

test('the first of a disease for five years is told where reports go back so far, and nowhere else', () => {
  const one = line(1, first, { disease: 'leptospirosis', unit: null, homeCounty: '220202' });
  const told = (lastSeen: number | null | undefined) =>
    findByRules([one], usual.rules, first, () => lastSeen).map(({ rule }) => rule);
  assert.deepEqual(told(undefined), []);
  assert.deepEqual(told(null), ['absent-five-years']);
  assert.deepEqual(told(first - 6 * 366), ['absent-five-years']);
  assert.deepEqual(told(first - 4 * 366), []);
});

test('a cluster that grows is one signal, on whatever days its cases come and in whatever order they are found', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(6), fc.nat(9)), { minLength: 10, maxLength: 40 }), (drawn) => {
      const lines = drawn.map(([onset, late], nth) => line(nth, first + onset + late, { onset: dateOf(first + onset) }));
      const known: { id: string; isOpen: boolean; cards: string[] }[] = [];
      for (let last = first; last <= first + 20; last += 1) {
        const seen = lines.filter(({ diagnosed }) => diagnosed.slice(0, 10) <= dateOf(last));
        for (const { cases } of night(seen, last)) {
          const followed = followCluster(cases, 10, known);
          if (followed.kind === 'new') known.push({ id: `${known.length}`, isOpen: true, cards: [...cases] });
          const grown = followed.kind === 'grown' && known.find(({ id }) => id === followed.id);
          if (grown) grown.cards = [...cases];
        }
      }
      assert.ok(known.length <= 1, `${known.length} signals`);
      if (drawn.length >= 10) assert.equal(known[0]?.cards.length, drawn.length);
    }),
  );
});

test('of a cluster that was closed only as many further cases as the rule asks for are a new signal', () => {
  const cards = (from: number, count: number) => Array.from({ length: count }, (_, nth) => `${from + nth}`);
  const closed: KnownCluster = { id: 'a', isOpen: false, cards: cards(0, 10) };
  const open: KnownCluster = { ...closed, id: 'b', isOpen: true };
  assert.deepEqual(followCluster(cards(0, 19), 10, [closed]), { kind: 'known' });
  assert.deepEqual(followCluster(cards(0, 20), 10, [closed]), { kind: 'new' });
  assert.deepEqual(followCluster(cards(0, 11), 10, [open]), { kind: 'grown', id: 'b' });
  assert.deepEqual(followCluster(cards(0, 10), 10, [open]), { kind: 'known' });
  assert.deepEqual(followCluster(cards(50, 10), 10, [open]), { kind: 'new' }, 'others at the same place');
});
