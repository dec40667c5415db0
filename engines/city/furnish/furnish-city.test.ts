import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { feasibleCity, ordinaryCity } from '../fixtures/invented-city.ts';
import type { CityInput, FurnishedCity, FurnishedInstitution, Planted, SummedMeasure } from '../index.ts';
import { bedClasses, countedBedClasses, furnishCity, generateInstitutions, technicalProfessions } from '../index.ts';

function furnish(city: CityInput, planted: readonly Planted[] = []): FurnishedCity {
  const made = generateInstitutions(city);
  assert.ok(made.ok, made.ok ? '' : JSON.stringify(made.error));
  const furnished = furnishCity({ ...city, institutions: made.value, planted, asOf: '2020-12-31' });
  assert.ok(furnished.ok, furnished.ok ? '' : JSON.stringify(furnished.error));
  return furnished.value;
}

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** What the people and beds of an institution add up to. */
function counted({ people, beds, laboratories }: FurnishedInstitution): Readonly<Record<SummedMeasure, number>> {
  const n = (holds: (p: FurnishedInstitution['people'][number]) => boolean): number => people.filter(holds).length;
  return {
    'beds-total': beds.filter((b) => countedBedClasses.includes(b.class)).length,
    'staff-total': people.length,
    'staff-technical': n((p) => (technicalProfessions as readonly string[]).includes(p.profession)),
    doctors: n((p) => p.profession === 'doctor'),
    nurses: n((p) => p.profession === 'nurse'),
    pharmacists: n((p) => p.profession === 'pharmacist'),
    'general-practitioners': n((p) => p.profession === 'doctor' && p.specialty === 'general-practice'),
    'tcm-doctors': n((p) => p.category === 'tcm'),
    'p2-laboratories': laboratories.length,
  };
}

test('the people, beds and laboratories of each institution are as many as its counts say, in every respect', () => {
  fc.assert(
    fc.property(feasibleCity, (city) => {
      for (const one of furnish(city).institutions) assert.deepEqual(counted(one), { ...one.counts }, one.id);
    }),
    { numRuns: 20 },
  );
});

test('each figure is possible in itself: bed days within the year, the established within the staff, wards of 40 beds', () => {
  for (const { figures: f, people, beds, counts, id } of furnish(ordinaryCity()).institutions) {
    assert.ok((f['occupied-bed-days'] ?? 0) <= (f['open-bed-days'] ?? 0), id);
    assert.equal(f['open-bed-days'] ?? 0, 366 * counts['beds-total'], id);
    assert.ok((f.establishment ?? 0) <= people.length && (f['public-health-establishment'] ?? 0) <= (f.establishment ?? 0), id);
    const wards = new Map<string, number>();
    for (const b of beds) wards.set(`${b.department} ${b.ward}`, (wards.get(`${b.department} ${b.ward}`) ?? 0) + 1);
    assert.ok([...wards.values()].every((n) => n <= 40) && beds.every((b) => bedClasses.includes(b.class)), id);
  }
});

test('the same seed gives the same bytes, another one other people', () => {
  assert.equal(digest(furnish(ordinaryCity('a'))), digest(furnish(ordinaryCity('a'))));
  assert.notEqual(digest(furnish(ordinaryCity('a'))), digest(furnish(ordinaryCity('b'))));
});

const station = '990002001-community-health-station-01';
const clinic = (city: FurnishedCity): FurnishedInstitution => {
  const found = city.institutions.find((i) => i.kind === 'clinic' && i.area === '990002');
  assert.ok(found);
  return found;
};

test('a planted violation changes its institution and no other', () => {
  const plain = furnish(ordinaryCity());
  const centre = plain.institutions.find((i) => i.kind === 'township-health-centre');
  assert.ok(centre);
  assert.ok(centre.people.some((p) => p.duties.includes('integrated-backbone')));
  const planted = furnish(ordinaryCity(), [{ institution: centre.id, what: 'duty:integrated-backbone', value: 0 }]);
  const changed = planted.institutions.filter((one, n) => digest(one) !== digest(plain.institutions[n]));
  assert.deepEqual(
    changed.map((one) => one.id),
    [centre.id],
  );
  assert.ok(changed.every((one) => !one.people.some((p) => p.duties.includes('integrated-backbone'))));
});

test('a planted bed is taken from a neighbour, so that every sum stays', () => {
  const plain = furnish(ordinaryCity());
  const { id } = clinic(plain);
  const planted = furnish(ordinaryCity(), [{ institution: id, what: 'beds', value: 2 }]);
  const beds = (city: FurnishedCity): number => city.institutions.reduce((sum, i) => sum + counted(i)['beds-total'], 0);
  assert.deepEqual([clinic(planted).beds.length, beds(planted)], [2, beds(plain)]);
  const changed = planted.institutions.filter((one, n) => one.beds.length !== plain.institutions[n]?.beds.length);
  assert.deepEqual(new Set(changed.map((one) => one.class)), new Set(['primary']));
  assert.equal(changed.length, 2);
});

test('what cannot be planted is refused: an unknown institution, an unknown thing, an institution that exists', () => {
  const city = ordinaryCity();
  const made = generateInstitutions(city);
  assert.ok(made.ok);
  const refusal = (planted: Planted, institutions = made.value): string => {
    const furnished = furnishCity({ ...city, institutions, planted: [planted], asOf: '2020-12-31' });
    return furnished.ok ? 'made' : furnished.error.code;
  };
  assert.equal(refusal({ institution: 'nowhere', what: 'beds', value: 1 }), 'city.planted-institution-unknown');
  for (const what of ['duty:dancing', 'camels', 'measure:camels', '']) {
    assert.equal(refusal({ institution: station, what, value: 1 }), 'city.planted-what-unknown', what);
  }
  const real = made.value.map((one) => (one.id === station ? { ...one, named: true } : one));
  assert.equal(refusal({ institution: station, what: 'duty:mental-health', value: 0 }, real), 'city.planted-at-real-institution');
});
