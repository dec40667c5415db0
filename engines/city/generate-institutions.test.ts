import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { feasibleCity, ordinaryCity, withTotal } from './fixtures/invented-city.ts';
import type { CityInput, Institution, SumMeasure } from './index.ts';
import { generateInstitutions, inventedMark, kindsOf, sumRules } from './index.ts';

const generate = (city: CityInput): readonly Institution[] => {
  const made = generateInstitutions(city);
  assert.ok(made.ok, made.ok ? '' : JSON.stringify(made.error));
  return made.value;
};

const refusal = (city: CityInput): string => {
  const made = generateInstitutions(city);
  return made.ok ? 'made' : made.error.code;
};

const digest = (city: CityInput): string =>
  createHash('sha256')
    .update(JSON.stringify(generate(city)))
    .digest('hex');

/** The registry's own sum of a measure over the area and everything in it. */
function sumOf(city: CityInput, institutions: readonly Institution[], area: string, measure: SumMeasure): number {
  const parents = new Map(city.areas.map((a) => [a.code, a.parent]));
  const within = (code: string | null): boolean => code === area || (code !== null && within(parents.get(code) ?? null));
  const { count, covers } = sumRules[measure];
  return institutions
    .filter((i) => within(i.area) && covers(i))
    .reduce((sum, i) => sum + (count === 'one' ? 1 : i.counts[count]), 0);
}

function assertTotalsHold(city: CityInput): void {
  const made = generate(city);
  for (const { area, measure, value } of city.totals) {
    if (measure in sumRules) assert.equal(sumOf(city, made, area, measure as SumMeasure), value, `${area} ${measure}`);
  }
}

test('every published total of a feasible city holds exactly', () => {
  fc.assert(fc.property(feasibleCity, assertTotalsHold), { numRuns: 60 });
});

test('each institution is possible in itself: parts of the staff within the staff, kinds within their class, ids and names unique', () => {
  fc.assert(
    fc.property(feasibleCity, (city) => {
      const made = generate(city);
      for (const { counts: c, class: cls, kind } of made) {
        assert.ok((kindsOf[cls] as readonly string[]).includes(kind));
        assert.ok(Object.values(c).every((n) => Number.isSafeInteger(n) && n >= 0));
        assert.ok(c.doctors + c.nurses + c.pharmacists <= c['staff-technical'] && c['staff-technical'] <= c['staff-total']);
        assert.ok(c['general-practitioners'] <= c.doctors && c['tcm-doctors'] <= c.doctors);
      }
      assert.equal(new Set(made.map((i) => i.id)).size, made.length);
      assert.equal(new Set(made.map((i) => i.name)).size, made.length);
      assert.ok(made.every((i) => /^[A-Za-z0-9.-]{1,64}$/.test(i.id) && i.name.endsWith(inventedMark) && !i.named));
    }),
    { numRuns: 30 },
  );
});

test('the same seed gives the same bytes, another seed other institutions with the same totals', () => {
  assert.equal(digest(ordinaryCity('a')), digest(ordinaryCity('a')));
  assert.notEqual(digest(ordinaryCity('a')), digest(ordinaryCity('b')));
  assertTotalsHold(ordinaryCity('b'));
});

test('a share that is not published makes nobody have or lack the service', () => {
  assert.ok(generate(ordinaryCity()).every((i) => i.services.length === 0));
});

test('a published share of township and community health centres comes out as printed', () => {
  const made = generate(withTotal(ordinaryCity(), '990000', 'tcm-clinic-share', 66.67, 2));
  const centres = made.filter((i) => i.kind === 'township-health-centre' || i.kind === 'community-health-centre');
  const offering = centres.filter((i) => i.services.some((s) => s.code === 'tcm-clinic' && s.offered));
  assert.equal(((100 * offering.length) / centres.length).toFixed(2), '66.67');
});

test('a hospital the plan names keeps its name and stands in no invented place', () => {
  const known = {
    id: 'first',
    name: '真医院',
    label: '',
    class: 'hospital',
    kind: 'general-hospital',
    level: '3A',
    ownership: 'city',
    published: ['name', 'kind'],
    section: '五',
  } as const;
  const found = generate({ ...ordinaryCity(), known: [known] }).find((i) => i.id === 'first');
  assert.deepEqual([found?.name, found?.named, found?.town, found?.area], ['真医院', true, null, '990001']);
  assertTotalsHold({ ...ordinaryCity(), known: [known] });
});

test('totals that cannot hold are refused by the constraint they break', () => {
  const city = ordinaryCity();
  const cases: [CityInput, string][] = [
    [withTotal(city, '990021', 'doctors', 1), 'city.parts-do-not-add-up'],
    [withTotal(city, '990000', 'institutions', 1), 'city.parts-do-not-add-up'],
    [withTotal(city, '990000', 'hospitals', 1.5), 'city.not-a-count'],
    [{ ...city, totals: city.totals.filter((t) => t.measure !== 'nurses') }, 'city.missing-total'],
    [withTotal(city, '990000', 'beds-municipal-public-hospital', 5000), 'city.municipal-beds-above-public'],
    [withTotal(withTotal(city, '990000', 'institutions', 330), '990000', 'hospitals', 1), 'city.too-few-hospitals'],
    [
      withTotal(withTotal(city, '990000', 'institutions', 396), '990000', 'public-health-institutions', 1),
      'city.too-few-public-health-institutions',
    ],
    [withTotal(city, '990000', 'staff-technical', 10), 'city.technical-staff-below-licensed'],
    [withTotal(city, '990000', 'staff-technical', 90_000), 'city.technical-staff-above-staff'],
    [withTotal(city, '990021', 'bed-staff-ratio', 9.99, 2), 'city.staff-ratios-do-not-add-up'],
    [withTotal(city, '990021', 'bed-staff-ratio', 0.01, 2), 'city.staff-ratio-cannot-hold'],
    [{ ...city, areas: [] }, 'city.no-city-area'],
  ];
  for (const [broken, code] of cases) assert.equal(refusal(broken), code);
});

test('each bed column that cannot hold is refused, once the parts add up', () => {
  const both = (measure: SumMeasure, seat: number, county: number): CityInput =>
    withTotal(
      withTotal(withTotal(ordinaryCity(), '990001', measure, seat), '990021', measure, county),
      '990000',
      measure,
      seat + county,
    );
  assert.equal(refusal(both('beds-total', 10, 10)), 'city.hospital-beds-above-total');
  assert.equal(refusal(both('beds-public-tcm-hospital', 10, 9000)), 'city.tcm-beds-above-public');
  assert.equal(refusal(both('beds-county-public-and-primary', 190, 9000)), 'city.county-beds-do-not-fit');
  assert.equal(refusal(both('general-practitioners', 1, 9000)), 'city.more-than-all-doctors');
});
