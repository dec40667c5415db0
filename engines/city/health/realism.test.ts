import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import { compareHealth, compareSeasons } from './compare-health.ts';
import { codesIn, patientOf } from './fixtures/read-resource.ts';
import { smallHealth } from './fixtures/small-town.ts';
import { usualRates } from './rates.ts';
import type { Resource } from './resource.ts';

let resources: readonly Resource[];
let counts: Readonly<Record<string, number>>;

before(() => {
  const made = smallHealth(6_000, 'realism');
  resources = made.resources;
  counts = Object.fromEntries(made.tally.counts);
});

test('what comes out is near what was asked', (t) => {
  const figures = compareHealth(counts, usualRates);
  for (const { code, asked, came, count, unit } of figures) {
    t.diagnostic(`${code}: asked ${asked}, came ${came} ${unit.en}`);
    if (asked === null) continue;
    // Four spreads of a count, and a quarter for what one event brings with it.
    const slack = asked * 0.25 + (count > 0 ? (4 * came) / Math.sqrt(count) : asked * 3);
    assert.ok(Math.abs(came - asked) <= slack, `${code}: asked ${asked}, came ${came}`);
  }
});

const days = (fits: (resource: Resource) => boolean): readonly string[] =>
  resources
    .filter((one) => one.resourceType === 'Encounter' && fits(one))
    .map((one) => (one['period'] as { start: string }).start.slice(0, 10));
const outpatient = (one: Resource): boolean => JSON.stringify(one['type']).includes('门诊');

test('doctors see more people on Mondays than on Sundays, and few at the Spring Festival', () => {
  const seen = days(outpatient);
  const onWeekday = (weekday: number) => seen.filter((day) => new Date(day).getUTCDay() === weekday).length;
  assert.ok(onWeekday(1) > 1.6 * onWeekday(0), `${onWeekday(1)} ${onWeekday(0)}`);
  const festival =
    seen.filter((day) => day >= '2023-01-21' && day <= '2023-01-27').length +
    seen.filter((day) => day >= '2024-02-09' && day <= '2024-02-15').length;
  const before = seen.filter((day) => day >= '2023-01-02' && day <= '2023-01-15').length;
  assert.ok(festival < 0.75 * before, `${festival} ${before}`);
});

test('influenza is of the winter, hand, foot and mouth disease of summer, and of children', () => {
  const share = (code: string, ...months: readonly number[]) => {
    const row = compareSeasons(counts).find((one) => one.code === code);
    return months.reduce((sum, month) => sum + (row?.months[month - 1] ?? 0), 0);
  };
  assert.ok(share('influenza', 11, 12, 1, 2, 3) > 85, String(share('influenza', 11, 12, 1, 2, 3)));
  assert.ok(share('handFootMouth', 5, 6, 7, 8) > 60);
});

interface Step {
  readonly when: string;
  readonly systolic: number;
}

test('pressure falls when medicines are added, and stays of one person are alike', () => {
  const readings = new Map<string, Step[]>();
  const drugs = new Map<string, { when: string; atc: string }[]>();
  for (const one of resources) {
    if (codesIn(one['code'], codeSystems.loinc).includes('85354-9')) {
      const [systolic] = one['component'] as { valueQuantity: { value: number } }[];
      if (systolic)
        readings.set(patientOf(one), [
          ...(readings.get(patientOf(one)) ?? []),
          { when: String(one['effectiveDateTime']), systolic: systolic.valueQuantity.value },
        ]);
    }
    const [atc = ''] = one.resourceType === 'MedicationRequest' ? codesIn(one['medicationCodeableConcept'], codeSystems.atc) : [];
    if (/^C0[3789]/.test(atc))
      drugs.set(patientOf(one), [...(drugs.get(patientOf(one)) ?? []), { when: String(one['authoredOn']), atc }]);
  }
  const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const falls: number[] = [];
  const spreads: number[] = [];
  for (const [resident, list] of readings) {
    if (list.length > 6)
      spreads.push(Math.sqrt(mean(list.map(({ systolic }) => (systolic - mean(list.map((one) => one.systolic))) ** 2))));
    const seen = new Set<string>();
    const added = (drugs.get(resident) ?? [])
      .toSorted((a, b) => (a.when < b.when ? -1 : 1))
      .filter(({ atc }) => !seen.has(atc) && seen.add(atc));
    const last = added.at(-1);
    if (added.length < 3 || !last) continue;
    const [before, after] = [list.filter(({ when }) => when < last.when), list.filter(({ when }) => when > last.when)];
    if (before.length > 2 && after.length > 2)
      falls.push(mean(before.map(({ systolic }) => systolic)) - mean(after.map(({ systolic }) => systolic)));
  }
  assert.ok(falls.length > 20, String(falls.length));
  assert.ok(mean(falls) > 3, `falls by ${mean(falls)} mmHg`);
  assert.ok(mean(spreads) > 3 && mean(spreads) < 12, `spread ${mean(spreads)} mmHg`);
});

test('glycated haemoglobin and fasting glucose of one person go together', () => {
  const values = (code: string) => {
    const byPerson = new Map<string, number[]>();
    for (const one of resources)
      if (codesIn(one['code'], codeSystems.loinc).includes(code) && one.resourceType === 'Observation')
        byPerson.set(patientOf(one), [
          ...(byPerson.get(patientOf(one)) ?? []),
          (one['valueQuantity'] as { value: number }).value,
        ]);
    return byPerson;
  };
  const [glycated, glucose] = [values('4548-4'), values('14771-0')];
  const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const pairs = [...glycated].flatMap(([who, list]) =>
    glucose.has(who) ? [[mean(list), mean(glucose.get(who) ?? [])] as const] : [],
  );
  const [mx, my] = [mean(pairs.map(([x]) => x)), mean(pairs.map(([, y]) => y))];
  const cov = mean(pairs.map(([x, y]) => (x - mx) * (y - my)));
  const r = cov / Math.sqrt(mean(pairs.map(([x]) => (x - mx) ** 2)) * mean(pairs.map(([, y]) => (y - my) ** 2)));
  assert.ok(pairs.length > 50 && r > 0.7, `r ${r} of ${pairs.length}`);
});
