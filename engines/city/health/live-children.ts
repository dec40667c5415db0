import { chance, span } from './chances.ts';
import { inHospital, type Kin, knownFrom, type Life, nextId, type Place, placeAt } from './life.ts';
import { type Concept, hl7System, metas, ours } from './resource.ts';
import { officeMinute, writeEncounter } from './write-encounter.ts';
import { type Occasion, writeReport, writeVital, writeWeight } from './write-findings.ts';
import { programmeConcept, writeEnrolment } from './write-programme.ts';

/** When a child is seen: name of the check, age in days (National basic public health services, third edition 2017; not verified). */
const month = 30.44;
const checks: readonly (readonly [string, number])[] = [
  ['新生儿家庭访视', 9],
  ['满月健康管理', 29],
  ...[3, 6, 8, 12, 18, 24, 30, 36].map((months): [string, number] => [`${months}月龄健康管理`, Math.round(months * month)]),
  ...[4, 5, 6].map((years): [string, number] => [`${years}岁健康管理`, Math.round(years * 365.25)]),
];
/** Months at which haemoglobin is measured. */
const bloodMonths = new Set([8, 18, 30]);

/** Checks of children up to six years, each within days of when it is due. */
export function liveChildChecks(life: Life): void {
  const from = knownFrom(life, 'primary');
  const last = life.born + 6 * 365 + 60;
  if (from > life.end || from > last) return;
  const place = placeAt(life, from, 'primary');
  if (!place) return;
  const over = Math.min(life.end, last);
  const open = over >= life.calendar.last;
  const episode = writeEnrolment(life, place, 'child-health', { from, until: open ? null : over });
  for (const [name, age] of checks) {
    const day = life.born + age + span(life.random, 0, age < 60 ? 2 : 20);
    if (day < from || day > life.end || inHospital(life, day) || !chance(life.random, life.rates.childChecks.value)) continue;
    const on = { place, encounter: nextId(place), day, minute: officeMinute(life) };
    writeWeight(life, on);
    if (bloodMonths.has(Math.round(age / month)) && chance(life.random, 0.5)) writeReport(life, on, 'blood');
    writeEncounter(life, place, on.encounter, {
      class: age < 20 ? 'home' : 'outpatient',
      day,
      minute: on.minute,
      minutes: 25,
      department: 'prevention',
      type: programmeConcept('child-health'),
      reason: { text: name },
      episode,
    });
    life.tally.add('child checks');
  }
}

const motherRole: Concept = { coding: [{ system: hl7System('v3-RoleCode'), code: 'MTH', display: 'mother' }], text: '母亲' };

/** The entry of a mother at the institution that registered her child, if it is known there. */
export const motherAt = (mother: Kin, place: Place, day: number): Place | undefined =>
  mother.places.find((one) => one.institution.id === place.institution.id && one.day <= day);

/** A birth as the child's record tells it, where it was born or first registered: weight, Apgar score, and who the mother is. */
export function liveBirth(life: Life): void {
  const { mother } = life.kin;
  if (life.born < life.begin || life.born > life.end) return;
  const place = placeAt(life, life.born, 'hospital', 'maternal') ?? placeAt(life, life.begin + 30, 'primary');
  if (!place) return;
  const day = Math.max(life.born, place.day);
  if (day > life.end) return;
  const encounter = nextId(place);
  const on: Occasion = { place, encounter, day, minute: span(life.random, 60, 1300) };
  const grams = Math.round((330 + 42 * (life.profile.traits[1] ?? 0) - (life.resident.twin > 0 ? 70 : 0)) / 1) * 10;
  if (day === life.born) {
    writeVital(life, on, 'birthWeight', Math.max(900, grams));
    writeVital(life, on, 'apgar', chance(life.random, 0.92) ? span(life.random, 9, 10) : span(life.random, 6, 8));
  }
  writeEncounter(life, place, encounter, {
    class: day === life.born ? 'inpatient' : 'outpatient',
    day,
    minute: on.minute,
    minutes: 30,
    department: day === life.born ? 'newborn' : 'prevention',
    type: { text: day === life.born ? '新生儿出生' : '新生儿建档' },
  });
  life.tally.add('births');
  if (!mother) return;
  const hers = motherAt(mother, place, day);
  life.out.push({
    resourceType: 'RelatedPerson',
    id: nextId(place),
    meta: metas.plain,
    ...(hers && { extension: [{ url: `${ours.extension}related-patient`, valueReference: hers.subject }] }),
    active: true,
    patient: place.subject,
    relationship: [motherRole],
    ...(hers && { name: [{ text: hers.name }] }),
    gender: 'female',
  });
  life.tally.add('RelatedPerson');
}
