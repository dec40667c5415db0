import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '../random.ts';
import { jilinAges } from './age-structure.ts';
import { formHouseholds } from './form-households.ts';
import type { Person } from './person.ts';

const day = '2025-12-31';
const town = (total: number, seed: string): readonly Person[] => formHouseholds(total, day, jilinAges, seededRandom(seed));
const yearsOld = ({ born }: Person): number => Math.floor((20251231 - Number(born)) / 10_000);

test('a town has exactly its people, and families in which everybody can be who they are said to be', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 700 }), fc.string(), (total, seed) => {
      const people = town(total, seed);
      assert.equal(people.length, total);
      for (const person of people) {
        const { at, spouse, mother, father, sex, household } = person;
        assert.ok(yearsOld(person) >= 0 && yearsOld(person) <= 100, person.born);
        assert.ok(household >= 0, `${at} lives nowhere`);
        const [partner, parent, dad] = [people[spouse], people[mother], people[father]];
        if (partner) {
          assert.equal(partner.spouse, at);
          assert.notEqual(partner.sex, sex);
          assert.equal(partner.household, household, 'couples live together');
        }
        if (parent)
          assert.ok(
            parent.sex === 'female' && yearsOld(parent) - yearsOld(person) >= 15,
            `${yearsOld(parent)} ${yearsOld(person)}`,
          );
        if (dad) assert.ok(dad.sex === 'male' && yearsOld(dad) - yearsOld(person) >= 15, `${yearsOld(dad)} ${yearsOld(person)}`);
      }
    }),
    { numRuns: 60 },
  );
});

test('a large town has the ages, households and twins that were asked for', () => {
  const people = town(60_000, 'large');
  const share = (fits: (person: Person) => boolean): number => people.filter(fits).length / people.length;
  assert.ok(Math.abs(share((one) => yearsOld(one) < 15) - 0.1171) < 0.002);
  assert.ok(Math.abs(share((one) => yearsOld(one) >= 60) - 0.2306) < 0.002);
  assert.ok(Math.abs(share((one) => yearsOld(one) >= 65) - 0.1561) < 0.002);
  const households = new Set(people.map(({ household }) => household)).size;
  const size = people.length / households;
  assert.ok(size > 2 && size < 2.8, `${size} a household`);
  assert.ok(share((one) => yearsOld(one) < 15 && one.mother === -1) < 0.02, 'children have mothers');
  const twins = people.filter(({ twin }) => twin === 2);
  assert.ok(twins.length > 20, `${twins.length} twins`);
  for (const one of twins) {
    const other = people.find(({ twin, mother, born }) => twin === 1 && mother === one.mother && born === one.born);
    assert.ok(other, 'a twin has the other one');
  }
  const sameSurname = people.filter((one) => one.father !== -1 && people[one.father]?.surname === one.surname).length;
  assert.ok(sameSurname / people.filter(({ father }) => father !== -1).length > 0.9);
});

test('the same seed gives the same town', () => {
  assert.deepEqual(town(400, 'a'), town(400, 'a'));
  assert.notDeepEqual(town(400, 'a'), town(400, 'b'));
});
