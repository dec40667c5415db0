import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import type { LivedTown, Resident } from '../population/resident.ts';
import { codesIn, daysIn, patientOf, referencesIn } from './fixtures/read-resource.ts';
import { smallHealth } from './fixtures/small-town.ts';
import { usualRates } from './rates.ts';
import type { Resource } from './resource.ts';
import type { Tally } from './tally.ts';

let town: LivedTown;
let resources: readonly Resource[];
let tally: Tally;
let residents: ReadonlyMap<string, Resident>;
let byId: ReadonlyMap<string, Resource>;

function byPatient({ people }: LivedTown): ReadonlyMap<string, Resident> {
  return new Map(people.flatMap((resident) => resident.registrations.map(({ patient }) => [patient, resident] as const)));
}

before(() => {
  ({ town, resources, tally } = smallHealth(900, 'invariants'));
  residents = byPatient(town);
  byId = new Map(resources.map((resource) => [`${resource.resourceType}/${resource.id}`, resource]));
});

const iso = (born: string): string => `${born.slice(0, 4)}-${born.slice(4, 6)}-${born.slice(6)}`;
const whose = (resource: Resource): Resident => {
  const resident = residents.get(patientOf(resource));
  assert.ok(resident, resource.id);
  return resident;
};
const plusDays = (day: string, days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const withIn = (resource: Resource, system: string, pattern: RegExp): boolean =>
  codesIn(resource, system).some((code) => pattern.test(code));

test('ids are those FHIR allows, each given once within its type', () => {
  assert.equal(byId.size, resources.length);
  for (const { id } of resources) assert.match(id, /^[A-Za-z0-9.-]{1,64}$/);
  assert.ok(resources.length > 12_000);
});

test('everything bears the tag synthetic', () => {
  for (const resource of resources)
    assert.ok(withIn(resource, 'https://songhua.example/fhir/CodeSystem/data-origin', /^synthetic$/), resource.id);
});

test('nothing happens before birth, after death, while away, or outside the five years; only a disease may have begun earlier', () => {
  // What looks ahead: when the next visit is due, how long a contract runs. A report and a night in the emergency room may end on the next day.
  const ahead = /valueDate$|^period\.end$|^sent$/;
  for (const resource of resources) {
    const { born, died, movedIn, movedOut } = whose(resource);
    const earliest = [town.from, iso(born), movedIn ?? town.from].toSorted().at(-1) ?? '';
    const latest = [town.until, died ?? town.until, movedOut ?? town.until].toSorted()[0] ?? '';
    for (const [path, day] of daysIn(resource)) {
      if (path === 'onsetDateTime') assert.ok(day >= iso(born) && day <= latest, `${resource.id} ${path} ${day}`);
      else {
        assert.ok(day >= earliest, `${resource.resourceType}/${resource.id} ${path} ${day} before ${earliest}`);
        if (!ahead.test(path))
          assert.ok(
            day <= plusDays(latest, path.startsWith('extension') || path === 'issued' ? 1 : 0),
            `${resource.id} ${path} ${day} after ${latest}`,
          );
      }
    }
  }
});

test('what happens at an institution is of the Patient it keeps, and not before it kept one', () => {
  for (const resource of resources) {
    const registration = whose(resource).registrations.find(({ patient }) => patient === patientOf(resource));
    assert.ok(registration, `${resource.id} of ${patientOf(resource)}`);
    const houses = referencesIn(resource).filter((reference) => reference.startsWith('Organization/'));
    for (const house of houses) assert.equal(house, `Organization/${registration.institution.id}`, resource.id);
    for (const [path, day] of daysIn(resource))
      if (path !== 'onsetDateTime') assert.ok(day >= registration.day, `${resource.id} ${path} ${day} < ${registration.day}`);
  }
});

test('what a resource refers to is there, and is of the same Patient: no institution tells of another’s records', () => {
  for (const resource of resources)
    for (const reference of referencesIn(resource)) {
      if (/^(Patient|Organization)\//.test(reference)) continue;
      const target = byId.get(reference);
      assert.ok(target, `${resource.id} -> ${reference}`);
      assert.equal(patientOf(target), patientOf(resource), `${resource.id} -> ${reference}`);
    }
});

test('a mother and her child are told of each other where both are known', () => {
  const mothers = resources.filter(({ resourceType }) => resourceType === 'RelatedPerson');
  assert.ok(mothers.length > 5);
  let known = 0;
  for (const related of mothers) {
    const mother = town.people[whose(related).mother];
    const [, hers] = referencesIn(related)
      .filter((reference) => reference.startsWith('Patient/'))
      .toSorted((a) => (a === `Patient/${patientOf(related)}` ? -1 : 1));
    if (!hers) continue;
    known += 1;
    assert.ok(mother?.registrations.some(({ patient }) => `Patient/${patient}` === hers));
  }
  const newborns = resources.filter((one) => JSON.stringify(one['extension'] ?? null).includes('StructureDefinition/newborn'));
  assert.ok(known > 3 && newborns.length > 3, `${known} ${newborns.length}`);
});

test('no man is pregnant or has what women have, no woman what men have, and children have none of it', () => {
  for (const resource of resources) {
    // What runs in the family is of others.
    if (resource.resourceType === 'FamilyMemberHistory') continue;
    const { sex, born } = whose(resource);
    if (sex === 'male') assert.ok(!withIn(resource, codeSystems.disease, /^(O|C5[1-8]|D25|N7|N9[0-8]|Z34|Z37|C50)/), resource.id);
    else assert.ok(!withIn(resource, codeSystems.disease, /^(C6[0-3]|N4[0-9])/), resource.id);
    const [, day] = daysIn(resource).find(([path]) => path !== 'onsetDateTime') ?? [];
    if (day && withIn(resource, codeSystems.disease, /^(O|I10|E11|I63|F20|N40)/))
      assert.ok(Number(day.slice(0, 4)) - Number(born.slice(0, 4)) >= 15, resource.id);
  }
});

const period = (resource: Resource): readonly [string, string] => {
  const { start, end } = resource['period'] as { start: string; end?: string };
  return [start, end ?? '9999'];
};
const classOf = (resource: Resource): string => (resource['class'] as { code: string }).code;

test('nobody is in hospital twice at once, or sees a doctor elsewhere meanwhile', () => {
  // Everything that happens is recorded, and more: so that days fall together often.
  const busy = { ...usualRates.recordedVisits, value: 2 };
  const { resources: full, town: fullTown } = smallHealth(250, 'busy', {
    ...usualRates,
    recordedVisits: busy,
    recordedAdmissions: { ...busy, value: 4 },
  });
  const people = byPatient(fullTown);
  const encounters = Map.groupBy(
    full.filter(({ resourceType }) => resourceType === 'Encounter'),
    (one) => people.get(patientOf(one))?.id,
  );
  let stays = 0;
  for (const theirs of encounters.values()) {
    const inside = theirs.filter((one) => classOf(one) === 'IMP' && JSON.stringify(one['type']).includes('住院')).map(period);
    stays += inside.length;
    for (const one of theirs) {
      const [start] = period(one);
      const overlapping = inside.filter(
        ([from, until]) => start.slice(0, 10) > from.slice(0, 10) && start.slice(0, 10) < until.slice(0, 10),
      );
      assert.equal(overlapping.length, 0, `${one.id} ${start}`);
    }
  }
  assert.ok(stays > 200, String(stays));
});

test('a disease stands on an institution’s problem list once, and an encounter ends after it begins', () => {
  const seen = new Set<string>();
  for (const resource of resources) {
    if (resource.resourceType === 'Encounter') {
      const [start, end] = period(resource);
      assert.ok(start <= end, resource.id);
    }
    if (resource.resourceType !== 'Condition' || !JSON.stringify(resource['category']).includes('problem-list-item')) continue;
    const key = `${patientOf(resource)} ${codesIn(resource['code'], codeSystems.disease)}`;
    assert.ok(!seen.has(key), key);
    seen.add(key);
  }
  assert.ok(seen.size > 100);
});

test('the costs of a stay are the sum of their groups, and nobody pays more than all of it', () => {
  const bills = resources.filter(({ resourceType }) => resourceType === 'ExplanationOfBenefit');
  assert.ok(bills.length > 50);
  for (const bill of bills) {
    const sum = (bill['item'] as { net: { value: number } }[]).reduce((all, { net }) => all + Math.round(net.value * 100), 0);
    const [total, own] = (bill['total'] as { amount: { value: number } }[]).map(({ amount }) => Math.round(amount.value * 100));
    assert.equal(sum, total);
    assert.ok(sum > 0 && (own ?? Number.NaN) <= sum, bill.id);
    assert.equal(
      (bill['diagnosis'] as { type: unknown }[]).filter(({ type }) => JSON.stringify(type).includes('principal')).length,
      1,
    );
  }
});

test('what tells of mental health or of sexually transmitted infections says so in its labels', () => {
  const labelled = (resource: Resource, code: string) => JSON.stringify(resource['meta']).includes(`"${code}"`);
  let labels = 0;
  for (const resource of resources) {
    const said = withIn(resource, codeSystems.disease, /^F/)
      ? 'PSY'
      : withIn(resource, codeSystems.disease, /^A5[0-9]/)
        ? 'STD'
        : null;
    if (said === null || resource.resourceType === 'FamilyMemberHistory') continue;
    assert.ok(labelled(resource, said), `${resource.resourceType}/${resource.id}`);
    labels += 1;
  }
  assert.ok(labels > 20);
});

test('every type and every part of a life is there', () => {
  const types = new Set(resources.map(({ resourceType }) => resourceType));
  for (const type of [
    'Encounter',
    'Condition',
    'Observation',
    'DiagnosticReport',
    'MedicationRequest',
    'Procedure',
    'ExplanationOfBenefit',
    'EpisodeOfCare',
    'CarePlan',
    'AllergyIntolerance',
    'Immunization',
    'FamilyMemberHistory',
    'RelatedPerson',
    'Communication',
  ])
    assert.ok(types.has(type), type);
  const per = resources.length / town.place.residents;
  assert.ok(per > 14 && per < 20, `${per} resources a resident`);
  assert.ok((tally.counts.get('births') ?? 0) > 10);
});
