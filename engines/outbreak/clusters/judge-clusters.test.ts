import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ClusterCase, ClusterLimit, ClusterSubject } from './cluster-rule.ts';
import { eventCodes, eventReportRules } from './event-report-rules.ts';
import { findWindows } from './find-windows.ts';
import { judgeClusters } from './judge-clusters.ts';

let made = 0;
const aCase = (more: Partial<ClusterCase>): ClusterCase => {
  made += 1;
  return {
    id: `case-${made}`,
    disease: 'measles',
    subtype: null,
    day: 100,
    places: { school: 'school-1' },
    county: 'county-1',
    hospitalised: false,
    died: false,
    ...more,
  };
};

const some = (number: number, more: (at: number) => Partial<ClusterCase>): ClusterCase[] =>
  Array.from({ length: number }, (_, at) => aCase(more(at)));

const fired = (cases: readonly ClusterCase[], rule: string) =>
  judgeClusters(cases, eventReportRules).filter((finding) => finding.rule === rule);

/** Cases that reach a limit exactly, spread over its whole window at one place of a kind. */
const exactly = (limit: ClusterLimit, { disease, subtypes }: ClusterSubject, number: number, kind: string): ClusterCase[] =>
  some(number, (at) => ({
    disease,
    subtype: subtypes?.[at % subtypes.length] ?? null,
    day: at === 0 ? 100 : 100 + limit.days - 1,
    places: kind === 'county' ? {} : { [kind]: 'place-1' },
    hospitalised: limit.count === 'hospitalised',
    died: limit.count === 'died',
  }));

const limits = eventReportRules.rules.flatMap(({ id, subjects, when }) =>
  when.flatMap((limit) =>
    'absentYears' in limit || subjects === 'any' ? [] : subjects.map((subject) => ({ id, subject, limit })),
  ),
);

test('each limit of the specification is reached by so many and by no fewer, at each kind of place it names', () => {
  assert.ok(limits.length >= 24);
  for (const { id, subject, limit } of limits) {
    const hit = (cases: ClusterCase[]) => fired(cases, id).filter(({ when }) => when === limit);
    for (const kind of limit.within === 'county' ? ['county'] : limit.within) {
      const cases = exactly(limit, subject, limit.atLeast, kind);
      const [found, ...more] = hit(cases);
      assert.deepEqual(more, [], `${id}: one finding`);
      assert.deepEqual(found?.cases.toSorted(), cases.map((one) => one.id).sort(), `${id} at a ${kind}`);
      assert.equal(found?.place.kind, kind);
      assert.deepEqual(hit(cases.slice(1)), [], `${id} at a ${kind}: one fewer`);
      if (limit.atLeast === 1) continue;
      const [first, ...rest] = cases;
      assert.ok(first);
      assert.deepEqual(hit([{ ...first, day: first.day - 1 }, ...rest]), [], `${id}: a day too long`);
      const elsewhere = kind === 'county' ? { county: 'county-2' } : { places: { [kind]: 'place-2' } };
      assert.deepEqual(hit([{ ...first, ...elsewhere }, ...rest]), [], `${id}: one elsewhere`);
    }
  }
});

test('every subject is a code of the notifiable list with its subtypes, or said to be none', () => {
  const file = join(import.meta.dirname, '../../../modules/reporting/domain/notifiable-list.json');
  const { diseases } = JSON.parse(readFileSync(file, 'utf8')) as {
    diseases: { code: string; subtypes?: { code: string }[] }[];
  };
  const listed = new Map(diseases.map(({ code, subtypes }) => [code, (subtypes ?? []).map((one) => one.code)]));
  const named = eventReportRules.rules.flatMap(({ subjects }) => (subjects === 'any' ? [] : subjects));
  for (const { disease, subtypes } of named) {
    assert.notEqual(listed.has(disease), disease in eventCodes, disease);
    for (const subtype of subtypes ?? []) assert.ok(listed.get(disease)?.includes(subtype), `${disease} ${subtype}`);
  }
  for (const code of Object.keys(eventCodes))
    assert.ok(
      named.some(({ disease }) => disease === code),
      code,
    );
});

test('one case of H7N9 or of another novel influenza is enough', () => {
  for (const disease of ['h7n9', 'novel-influenza']) assert.equal(fired([aCase({ disease })], 'single-case').length, 1);
});

test('poisoned people are counted wherever they are', () => {
  const spread = (disease: string, number: number) => some(number, (at) => ({ disease, places: { unit: `unit-${at}` } }));
  assert.equal(fired(spread('food-poisoning', 30), 'food-poisoning').length, 1);
  assert.equal(fired(spread('occupational-poisoning', 10), 'occupational-poisoning').length, 1);
});

test('stays and deaths count on their own days', () => {
  const ill = { disease: 'syn-ili', places: { unit: 'unit-1' } };
  const died = (first: number, second: number) =>
    fired(
      [first, second].map((diedOn, at) => aCase({ ...ill, day: 100 + 30 * at, died: true, diedOn })),
      'influenza-like-thirty',
    );
  assert.deepEqual(
    died(131, 133).map(({ from, to }) => [from, to]),
    [[131, 133]],
  );
  assert.deepEqual(died(101, 131), []);
  const stays = some(5, (at) => ({ ...ill, day: 100 + 10 * at, hospitalised: true, hospitalisedOn: 150 }));
  assert.deepEqual(
    fired(stays, 'influenza-like-thirty').map(({ from, to }) => [from, to]),
    [[150, 150]],
  );
});

test('one person with two diseases counts for both', () => {
  const measles = some(10, () => ({}));
  const rubella = measles.map((one) => ({ ...one, disease: 'rubella' }));
  assert.deepEqual(
    fired([...measles, ...rubella], 'childhood-infections').map(({ disease }) => disease),
    ['measles', 'rubella'],
  );
});

test('the numbers are those of the specification', () => {
  const at = (rule: string) => limits.filter(({ id }) => id === rule).map(({ limit }) => limit.atLeast);
  assert.deepEqual([...new Set(at('childhood-infections'))], [10]);
  assert.deepEqual(at('hepatitis-a-e'), [5]);
  assert.deepEqual(at('typhoid'), [5]);
  assert.deepEqual(at('other-diarrhoea'), [20, 1]);
  assert.deepEqual(at('influenza-like-ten'), [10]);
  assert.deepEqual(at('influenza-like-thirty'), [30, 5, 2]);
  assert.deepEqual(at('food-poisoning'), [30, 5, 1]);
  assert.deepEqual(at('occupational-poisoning'), [10, 1]);
  assert.deepEqual(at('transfusion'), [3]);
});

test('each rule says what applies in both languages, and none claims to be verified', () => {
  assert.equal(eventReportRules.verified, false);
  assert.equal(new Set(eventReportRules.rules.map(({ id }) => id)).size, eventReportRules.rules.length);
  for (const { summary } of eventReportRules.rules) {
    assert.match(summary.zh, /\p{Script=Han}/u);
    assert.doesNotMatch(summary.en, /\p{Script=Han}/u);
  }
});

test('two diseases are not added up, cutaneous anthrax is no pulmonary one, and one case told twice is one', () => {
  const measles = some(9, () => ({}));
  assert.deepEqual(fired([...measles, aCase({ disease: 'rubella' })], 'childhood-infections'), []);
  assert.deepEqual(fired([...measles, measles[0] as ClusterCase], 'childhood-infections'), []);
  assert.equal(fired([...measles, aCase({})], 'childhood-infections').length, 1);
  const anthrax = (subtype: string | null) => fired([aCase({ disease: 'anthrax', subtype })], 'single-case').length;
  assert.deepEqual([anthrax('cutaneous'), anthrax(null), anthrax('pulmonary')], [0, 0, 1]);
});

test('a cluster that goes on is one finding; one that comes back is another', () => {
  const going = some(20, (at) => ({ day: 100 + Math.floor(at / 2) }));
  const back = some(10, () => ({ day: 300 }));
  const [first, second, ...more] = fired([...back, ...going], 'childhood-infections');
  assert.deepEqual(more, []);
  assert.deepEqual([first?.from, first?.to, first?.reachedOn, first?.cases.length], [100, 109, 104, 20]);
  assert.deepEqual([second?.from, second?.cases.length], [300, 10]);
});

test('a disease not seen in the county for five years is reported at its first case, not at the second', () => {
  const cases = [aCase({ disease: 'rabies', day: 5000 }), aCase({ disease: 'rabies', day: 5010 })];
  const found = (last: number | null | undefined) =>
    judgeClusters(cases, eventReportRules, () => last).filter(({ rule }) => rule === 'absent-five-years');
  assert.deepEqual(
    found(null).map((finding) => finding.cases),
    [[cases[0]?.id]],
  );
  assert.equal(found(5000 - 1827).length, 1);
  assert.deepEqual(found(5000 - 1826), []);
  assert.deepEqual(found(undefined), []);
});

test('windows hold exactly the items of which enough lie within so many days', () => {
  const days = fc.array(fc.nat(40), { maxLength: 30 });
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 9 }), (list, atLeast, length) => {
      const items = list.map((day) => ({ day }));
      const found = findWindows(items, atLeast, length);
      const covered = (day: number): boolean => {
        for (let start = day - length + 1; start <= day; start += 1)
          if (list.filter((one) => one >= start && one < start + length).length >= atLeast) return true;
        return false;
      };
      assert.deepEqual(
        found.flatMap((window) => window.items.map(({ day }) => day)),
        list.filter(covered).sort((one, other) => one - other),
      );
      for (const { from, to, reachedOn, items: inside } of found) {
        assert.ok(inside.length >= atLeast && from <= reachedOn && reachedOn <= Math.min(to, from + length - 1));
        assert.deepEqual([inside[0]?.day, inside.at(-1)?.day], [from, to]);
      }
    }),
  );
});
