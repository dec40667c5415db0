import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { smallCity } from '../fixtures/small-population.ts';
import { ageOn, toDays } from './days.ts';
import { liveTown } from './live-town.ts';
import { type CityPlan, planCity, townRandom } from './plan-city.ts';
import type { LivedTown, Resident } from './resident.ts';
import { layTowns, scaleTowns } from './towns.ts';

const { areas, populations, institutions } = smallCity;

const must = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

const towns = must(layTowns(areas, populations));
const planOf = (seed: string): CityPlan => must(planCity({ seed, until: '2025-12-31', towns, institutions }));
const live = (plan: CityPlan, scale: number): LivedTown[] =>
  must(scaleTowns(towns, scale)).map((place) => liveTown(place, plan, townRandom(plan, place)));

let plan: CityPlan;
let lived: readonly LivedTown[];
let everybody: readonly Resident[];

before(() => {
  plan = planOf('people');
  lived = live(plan, 1);
  everybody = lived.flatMap(({ people }) => people);
});

const total = populations.reduce((sum, { residents }) => sum + residents, 0);
const isHere = ({ died, movedOut }: Resident): boolean => died === null && movedOut === null;

test('the towns of each part have its published residents, to the last one', () => {
  for (const { part, residents } of populations) {
    const theirs = lived.filter(({ place }) => place.county === part);
    assert.equal(
      theirs.reduce((sum, { people }) => sum + people.filter(isHere).length, 0),
      residents,
    );
  }
  for (const { place, people } of lived) assert.ok(people.slice(0, place.residents).every(isHere), place.code);
});

test('at any scale the towns have that share of the city, in whole people', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.0001, max: 1, noNaN: true }), (scale) => {
      const scaled = must(scaleTowns(towns, scale));
      assert.equal(
        scaled.reduce((sum, { residents }) => sum + residents, 0),
        Math.round(total * scale),
      );
      for (const [at, town] of scaled.entries()) assert.ok(town.residents <= (towns[at]?.residents ?? 0));
    }),
  );
  assert.equal(scaleTowns(towns, 0).ok, false);
  assert.equal(scaleTowns(towns, 1.1).ok, false);
});

test('a town made alone is the town made among all; another seed makes another', () => {
  const [, second] = lived;
  assert.ok(second);
  assert.deepEqual(liveTown(second.place, planOf('people'), townRandom(plan, second.place)), second);
  const other = planOf('others');
  assert.notDeepEqual(liveTown(second.place, other, townRandom(other, second.place)).people, second.people);
});

test('no number, phone, id or Patient is twice in the city, and all numbers are of the area that does not exist', () => {
  const unique = (values: readonly (string | null)[]): void => {
    const there = values.filter((value) => value !== null);
    assert.equal(new Set(there).size, there.length);
  };
  unique(everybody.map(({ number }) => number));
  unique(everybody.map(({ phone }) => phone));
  unique(everybody.map(({ id }) => id));
  unique(everybody.flatMap(({ registrations }) => registrations.map(({ patient }) => patient)));
  for (const { number, born, sex } of everybody) {
    if (number === null) continue;
    assert.equal(number.slice(0, 14), `220299${born}`);
    assert.equal(Number(number[16]) % 2, sex === 'male' ? 1 : 0);
  }
});

test('twins share a mother and a day, never a name', () => {
  let twins = 0;
  for (const { people } of lived) {
    for (const one of people.filter(({ twin }) => twin === 2)) {
      const other = people.find(({ twin, mother, born }) => twin === 1 && mother === one.mother && born === one.born);
      assert.ok(other && other.given !== one.given, one.id);
      twins += 1;
    }
  }
  assert.ok(twins > 5, `${twins} twins`);
});

test('nobody is registered before birth, after death, or twice by an institution that knows them', () => {
  for (const { registrations, born, died, movedOut, id } of everybody) {
    const days = registrations.map(({ day }) => day);
    assert.deepEqual(days, days.toSorted(), id);
    for (const { day } of registrations) {
      assert.ok(toDays(day) >= toDays(born), `${id} ${born} ${day}`);
      if (died !== null) assert.ok(day < died || toDays(born) === toDays(day), `${id} ${died} ${day}`);
      if (movedOut !== null) assert.ok(day < movedOut, `${id} ${movedOut} ${day}`);
    }
    const known = registrations.filter(({ provisional }) => !provisional).map(({ institution }) => institution.id);
    assert.equal(new Set(known).size, known.length, id);
  }
});

test('everybody who lives here is in a register under their name, about 1.25 registers each', () => {
  const here = everybody.filter(isHere);
  for (const { registrations, id } of here)
    assert.ok(
      registrations.some(({ provisional }) => !provisional),
      id,
    );
  const registrations = everybody.reduce((sum, one) => sum + one.registrations.length, 0);
  assert.ok(registrations / here.length > 1.245 && registrations / here.length < 1.6, `${registrations / here.length}`);
  const named = new Set(institutions.filter(({ named }) => named).map(({ id }) => id));
  for (const { registrations: theirs } of everybody)
    for (const { institution } of theirs) assert.ok(!named.has(institution.id), institution.name);
});

test('newborns are registered by their mother, strangers by nobody’s name, and both say that they are provisional', () => {
  const provisional = everybody.flatMap((one) => one.registrations.filter((r) => r.provisional).map((r) => [one, r] as const));
  const newborns = provisional.filter(([, r]) => r.provisional === 'newborn');
  const unknown = provisional.filter(([, r]) => r.provisional === 'unknown');
  assert.ok(newborns.length > 100 && unknown.length > 3, `${newborns.length} ${unknown.length}`);
  for (const [one, { record, errors, day }] of newborns) {
    assert.match(record.name, /之[子女][12]?$/);
    assert.equal(record.number, null);
    assert.equal(toDays(day), toDays(one.born));
    assert.deepEqual(errors, ['newborn']);
  }
  for (const [, { record, errors }] of unknown) {
    assert.deepEqual([record.name, record.number, record.born], ['无名氏', null, null]);
    assert.deepEqual(errors, ['unknown']);
  }
});

test('people die, are born, move and marry as often as the rates say', () => {
  const share = (fits: (one: Resident) => boolean): number => everybody.filter(fits).length / total;
  const died = share(({ died }) => died !== null) / 5;
  assert.ok(died > 0.004 && died < 0.012, `${died} deaths a year and resident`);
  const [from, until] = [toDays(plan.from), toDays(plan.until)];
  const born = share((one) => toDays(one.born) >= from && isHere(one)) / 5;
  assert.ok(born > 0.004 && born < 0.01, `${born} births a year and resident`);
  const left = share(({ movedOut }) => movedOut !== null);
  assert.ok(Math.abs(left - plan.lives.left) < 0.003, `${left} left`);
  const moved = share((one) => one.moved !== null || one.movedIn !== null);
  assert.ok(moved > 0.1 && moved < 0.25, `${moved} moved`);
  for (const { people } of lived)
    for (const one of people)
      if (one.married !== null) {
        assert.equal(people[one.spouse]?.married, one.married);
        const least = one.sex === 'female' ? 20 : 22;
        assert.ok(ageOn(toDays(one.born), toDays(one.married)) >= least, `${one.id} ${one.born} ${one.married}`);
      }
  assert.equal(ageOn(from - 1, until), 5, 'the days are five years');
  assert.ok(share(({ married }) => married !== null) > 0.01);
});

test('children mostly bear their father’s surname', () => {
  let [same, all] = [0, 0];
  for (const { people } of lived)
    for (const one of people) {
      const father = people[one.father];
      if (!father) continue;
      all += 1;
      if (father.surname === one.surname) same += 1;
    }
  assert.ok(same / all > 0.9, `${same / all}`);
});
