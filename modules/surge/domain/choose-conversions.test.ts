import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { BedKind, SurgeKind } from '../contract.ts';
import { type Asked, type Candidate, chooseConversions } from './choose-conversions.ts';
import { addDays } from './days.ts';
import { proposeForLevel } from './propose-for-level.ts';
import { sayAnswer } from './say-answer.ts';

const today = '2026-03-01';
const ward = (id: string, now: BedKind, beds: number, to: SurgeKind | null, leadHours = 48): Candidate => ({
  ...{ id, name: id, institution: 'h', institutionName: 'h', facility: 'designated', now, beds, to, leadHours, coming: null },
});
const none = [0, 0, 0, 0, 0, 0, 0, 0];
const asked = (wards: readonly Candidate[], icu: readonly number[], more: Partial<Asked> = {}): Asked => ({
  ...{ today, wards, care: new Map(), others: { infection: null, monitored: null, icu: null } },
  need: { infection: none, monitored: none, icu },
  ...more,
});

test('a ward converts on the day the beds no longer do, and its order is due its lead time before', () => {
  const wards = [ward('icu', 'icu', 10, null), ward('a', 'infection', 5, 'icu')];
  const { due, outlook } = chooseConversions(asked(wards, [4, 6, 8, 10, 11, 12, 12, 12]));
  assert.deepEqual(
    due.map((one) => [one.ward, one.neededOn, one.orderBy, one.lateDays, one.short]),
    [['a', '2026-03-05', '2026-03-03', 0, 1]],
  );
  assert.deepEqual([outlook[0]?.shortFrom, outlook[0]?.left, outlook[0]?.peak], ['2026-03-05', 0, 12]);
  assert.match(
    sayAnswer(due, outlook, '2026-03-08')[0]?.zh ?? '',
    /须在2026年3月5日前转为重症床；转换需 48 小时，最晚2026年3月3日下令/,
  );
});

test('when the order should have been given before today, it says by how many days it is late and how many beds are short meanwhile', () => {
  const wards = [ward('icu', 'icu', 10, null), ward('a', 'infection', 5, 'icu', 72)];
  const { due, outlook } = chooseConversions(asked(wards, [9, 12, 12, 12, 12, 12, 12, 12]));
  assert.deepEqual([due[0]?.lateDays, due[0]?.orderBy], [2, '2026-02-27']);
  assert.deepEqual([outlook[0]?.left, outlook[0]?.leftOn], [2, '2026-03-02']);
});

test('patients who are no part of the outbreak keep their beds, and what was ordered is not asked for again', () => {
  const others = { infection: null, monitored: null, icu: 6 };
  const wards = [ward('icu', 'icu', 10, null), ward('a', 'infection', 5, 'icu')];
  assert.equal(chooseConversions(asked(wards, [5, 5, 5, 5, 5, 5, 5, 5], { others })).due.length, 1);
  const coming = { to: 'icu', readyOn: today } as const;
  const ordered = wards.map((one) => (one.id === 'a' ? { ...one, coming } : one));
  assert.equal(chooseConversions(asked(ordered, [5, 5, 5, 5, 5, 5, 5, 5], { others })).due.length, 0);
});

test('care that its patients need is withheld with the reason; what they do not need is taken', () => {
  const wards = [ward('d1', 'dialysis', 10, 'icu'), ward('d2', 'dialysis', 20, 'icu')];
  const care = new Map([['dialysis', { needed: 20, there: 30 }]] as const);
  const { due, withheld } = chooseConversions(asked(wards, [0, 0, 0, 25, 25, 25, 25, 25], { care }));
  assert.deepEqual(
    due.map((one) => one.ward),
    ['d1'],
  );
  assert.deepEqual(
    withheld.map((one) => [one.ward, one.group]),
    [['d2', 'dialysis']],
  );
  assert.match(withheld[0]?.reason.zh ?? '', /只剩 0 张，患者需要 20 张/);
  const unknown = chooseConversions(asked(wards, [0, 0, 0, 5, 5, 5, 5, 5]));
  assert.deepEqual([unknown.due.length, unknown.withheld.length], [0, 2]);
});

test('a ward of intensive care that is needed there does not become one for infections', () => {
  const wards = [ward('w0', 'infection', 1, 'icu'), ward('w1', 'icu', 1, 'infection')];
  const need = { infection: [0, 0, 0, 0, 0, 0, 0, 2], monitored: none, icu: [0, 0, 0, 0, 0, 0, 0, 1] };
  const { due, outlook } = chooseConversions({ ...asked(wards, need.icu), need });
  assert.deepEqual([due.length, outlook.find(({ kind }) => kind === 'icu')?.left], [0, 0]);
});

test('property: no ward goes twice, none stays short while another could still come, and protected beds never fall below need', () => {
  const kinds = fc.constantFrom<BedKind>('infection', 'general', 'dialysis', 'icu');
  const wards = fc.array(
    fc.tuple(kinds, fc.integer({ min: 1, max: 30 }), fc.constantFrom<SurgeKind | null>('icu', 'infection', null), fc.nat(150)),
    { maxLength: 12 },
  );
  const needs = fc.array(fc.nat(80), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(wards, needs, needs, fc.nat(40), (drawn, icu, infection, needed) => {
      const all = drawn.map(([now, beds, to, lead], at) => ward(`w${at}`, now, beds, to === now ? null : to, lead));
      const there = all.filter(({ now }) => now === 'dialysis').reduce((sum, { beds }) => sum + beds, 0);
      const care = new Map([['dialysis', { needed, there }]] as const);
      const found = chooseConversions({ ...asked(all, icu, { care }), need: { infection, monitored: none, icu } });
      const taken = found.due.map((one) => one.ward);
      assert.equal(new Set(taken).size, taken.length);
      const gone = found.due.filter(({ from }) => from === 'dialysis').reduce((sum, { beds }) => sum + beds, 0);
      assert.ok(gone === 0 || there - gone >= needed);
      for (const one of found.due) {
        assert.equal(one.orderBy, addDays(one.neededOn, -Math.ceil(one.leadHours / 24)));
        assert.ok(one.short > 0);
      }
      const spare = (beds: number): boolean =>
        icu.every((count, day) => (found.capacity.find(({ kind }) => kind === 'icu')?.withConversions[day] ?? 0) - beds >= count);
      for (const { kind, left } of found.outlook) {
        const idle = all.filter(
          (one) =>
            one.to === kind &&
            !taken.includes(one.id) &&
            !found.withheld.some((held) => held.ward === one.id) &&
            (one.now !== 'icu' || spare(one.beds)),
        );
        const ready = found.due.every((one) => one.to !== kind || one.lateDays === 0);
        if (left > 0 && ready) assert.deepEqual(idle, [], `${left} ${kind} beds short`);
      }
    }),
  );
});

test('a response asks for more the worse it is, for epidemics only, and leaves needed care alone', () => {
  const base = { name: 'w', institution: 'h', now: 'general', kind: 'general', steps: [], area: '220221' } as const;
  const wards = [
    { ...base, id: 'quick', facility: 'county', beds: 10, to: 'infection', quick: true },
    { ...base, id: 'infection', facility: 'designated', beds: 10, to: 'infection', quick: false },
    { ...base, id: 'icu', facility: 'designated', beds: 10, to: 'icu', quick: false },
    { ...base, id: 'sub', facility: 'sub-designated', beds: 10, to: 'infection', quick: false },
    {
      ...base,
      id: 'births',
      now: 'obstetric',
      kind: 'obstetric',
      facility: 'designated',
      beds: 10,
      to: 'infection',
      quick: false,
    },
  ] as const;
  const ids = (level: 'I' | 'II' | 'III' | 'IV', kind = 'infectious') =>
    proposeForLevel({ level, kind, area: '220221003' }, wards, new Map()).map((one) => one.ward.id);
  assert.deepEqual(ids('IV'), ['quick']);
  assert.deepEqual(ids('III'), ['quick', 'infection']);
  assert.deepEqual(ids('II'), ['quick', 'infection', 'icu']);
  assert.deepEqual(ids('I'), ['quick', 'infection', 'icu', 'sub']);
  assert.deepEqual(ids('I', 'food-poisoning'), []);
});
