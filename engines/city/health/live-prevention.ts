import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import { among, chance, span } from './chances.ts';
import { codeFor } from './lasting.ts';
import { ageOn, inHospital, knownFrom, type Life, nextId, type Place, placeAt } from './life.ts';
import { type Concept, disease, hl7Concepts, hl7System, metas } from './resource.ts';
import { schedule, type VaccineName, vaccines } from './vaccines.ts';
import { officeMinute, writeEncounter } from './write-encounter.ts';
import { writePressure, writeReport, writeWeight } from './write-findings.ts';
import { writeContract } from './write-programme.ts';

/** A dose given by an institution. */
function writeDose(life: Life, place: Place, day: number, name: VaccineName, dose: number, of: number): void {
  life.out.push({
    resourceType: 'Immunization',
    id: nextId(place),
    meta: metas.plain,
    status: 'completed',
    vaccineCode: vaccines[name],
    patient: place.subject,
    occurrenceDateTime: life.calendar.moment(day, officeMinute(life)),
    primarySource: true,
    lotNumber: `${life.calendar.text(day).slice(0, 4)}${String(100 + Math.floor(life.random() * 900))}`,
    performer: [{ actor: place.provider }],
    protocolApplied: [{ doseNumberPositiveInt: dose, seriesDosesPositiveInt: of }],
  });
  life.tally.add('dose', name);
}

/** Doses of the national schedule, each some days late; the first two in the hospital of birth where that is known. */
export function liveChildDoses(life: Life): void {
  if (life.begin - life.born > 75 * 31) return;
  for (const [name, months, dose, of] of schedule) {
    const late = months === 0 ? span(life.random, 0, 1) : span(life.random, 0, 25);
    const day = life.born + Math.round(months * 30.44) + late;
    if (day < life.begin || day > life.end || !chance(life.random, life.rates.childVaccines.value)) continue;
    const place = months === 0 ? placeAt(life, day, 'hospital', 'maternal', 'primary') : placeAt(life, day, 'primary');
    if (place) writeDose(life, place, day, name, dose, of);
  }
}

/** Against influenza in autumn, more often the old and schoolchildren; against papilloma viruses girls and young women. */
export function liveOtherDoses(life: Life): void {
  const { calendar, rates, random, begin, end } = life;
  const firstYear = Number(calendar.text(calendar.first).slice(0, 4));
  for (let year = firstYear; year <= firstYear + 5; year += 1) {
    const day = Date.UTC(year, 8, 10) / 86_400_000 + span(random, 0, 75);
    if (day < begin || day > end) continue;
    const age = ageOn(life, day);
    const eager = age >= 65 ? 2.4 : age < 18 ? 1.7 : 0.55;
    const place = age >= 1 && chance(random, rates.influenzaVaccine.value * eager) ? placeAt(life, day, 'primary') : null;
    if (place) writeDose(life, place, day, 'influenza', 1, 1);
  }
  if (life.resident.sex !== 'female' || !chance(random, rates.papillomaVaccine.value * 5)) return;
  const first = span(random, begin, Math.max(begin, end));
  const age = ageOn(life, first);
  if (age < 13 || age > 30) return;
  for (const [at, later] of [0, 60, 180].entries()) {
    const place = first + later <= end ? placeAt(life, first + later, 'primary') : null;
    if (place) writeDose(life, place, first + later, 'papilloma', at + 1, 3);
  }
}

/** Contracts with a family doctor's team of one to three years, one after the other; the old and the chronically ill sooner. */
export function liveContracts(life: Life): void {
  const known = knownFrom(life, 'primary');
  const urged = ageOn(life, life.calendar.last) >= 65 || ageOn(life, life.begin) < 6 || life.profile.burdens.length > 1;
  if (known > life.end || !chance(life.random, life.rates.contracts.value * (urged ? 1.5 : 0.8))) return;
  const place = placeAt(life, known, 'primary');
  if (!place || place.kind === 'clinic' || place.kind === 'outpatient-department') return;
  let from = Math.max(known, life.begin) + (chance(life.random, 0.75) ? span(life.random, 0, 120) : span(life.random, 0, 1500));
  while (from <= life.end) {
    const until = from + 365 * among(life.random, [2, 3, 3]) - 1;
    const left = Math.min(until, life.end < life.calendar.last ? life.end : until);
    const open = left >= life.calendar.last;
    writeContract(life, place, from, left, open);
    if (open || !chance(life.random, 0.93)) return;
    from = until + 1;
  }
}

const allergens: readonly [Allergen, ...Allergen[]] = [
  ['medication', { coding: [{ system: codeSystems.atc, code: 'J01C', display: '青霉素类' }], text: '青霉素类' }, '皮疹', 'high'],
  [
    'medication',
    { coding: [{ system: codeSystems.atc, code: 'J01C', display: '青霉素类' }], text: '青霉素类' },
    '过敏性休克',
    'high',
  ],
  [
    'medication',
    { coding: [{ system: codeSystems.atc, code: 'J01D', display: '头孢菌素类' }], text: '头孢菌素类' },
    '荨麻疹',
    'high',
  ],
  ['medication', { coding: [{ system: codeSystems.atc, code: 'J01E', display: '磺胺类' }], text: '磺胺类' }, '皮疹', 'low'],
  ['food', { text: '海鲜' }, '荨麻疹', 'low'],
  ['food', { text: '花生' }, '呼吸困难', 'high'],
  ['environment', { text: '花粉' }, '鼻炎', 'low'],
  ['environment', { text: '尘螨' }, '喘息', 'low'],
];
type Allergen = readonly ['medication' | 'food' | 'environment', Concept, string, 'low' | 'high'];

const allergyStatus = {
  clinicalStatus: { coding: [{ system: hl7System('allergyintolerance-clinical'), code: 'active' }] },
  verificationStatus: { coding: [{ system: hl7System('allergyintolerance-verification'), code: 'confirmed' }] },
} as const;

function writeAllergy(life: Life, place: Place, day: number): void {
  const [category, code, reaction, criticality] = among(life.random, allergens);
  life.out.push({
    resourceType: 'AllergyIntolerance',
    id: nextId(place),
    meta: metas.plain,
    ...allergyStatus,
    type: 'allergy',
    category: [category],
    criticality,
    code,
    patient: place.subject,
    recordedDate: life.calendar.moment(day, 570),
    reaction: [{ manifestation: [{ text: reaction }] }],
  });
  life.tally.add('allergy', category);
}

const smokingStatus = {
  never: ['LA18978-9', '从不吸烟'],
  former: ['LA15920-4', '已戒烟'],
  current: ['LA18976-3', '每天吸烟'],
} as const;
const bloodGroups = [
  ['LA19710-5', 'A型'],
  ['LA19709-7', 'B型'],
  ['LA19708-9', 'O型'],
  ['LA28449-9', 'AB型'],
] as const;
const smokingCode: Concept = { coding: [{ system: codeSystems.loinc, code: '72166-2', display: '吸烟状况' }], text: '吸烟状况' };
const bloodCode: Concept = { coding: [{ system: codeSystems.loinc, code: '883-9', display: 'ABO 血型' }], text: 'ABO 血型' };
const kinship = { mother: ['MTH', '母亲'], father: ['FTH', '父亲'] } as const;

/** The basic part of the health file: smoking, blood group, what runs in the family. */
function writeFile(life: Life, place: Place, day: number): void {
  const said = (category: readonly Concept[], code: Concept, [answer, display]: readonly [string, string]): void => {
    life.out.push({
      resourceType: 'Observation',
      id: nextId(place),
      meta: metas.plain,
      status: 'final',
      category,
      code,
      subject: place.subject,
      effectiveDateTime: life.calendar.moment(day, 560),
      performer: place.performer,
      valueCodeableConcept: { coding: [{ system: codeSystems.loinc, code: answer, display }], text: display },
    });
    life.tally.add('Observation', 'file');
  };
  if (ageOn(life, day) >= 15) said(hl7Concepts.social, smokingCode, smokingStatus[life.profile.smoking]);
  const lot = life.random();
  said(hl7Concepts.laboratory, bloodCode, bloodGroups[lot < 0.29 ? 0 : lot < 0.61 ? 1 : lot < 0.91 ? 2 : 3]);
  const inherited = life.profile.burdens.find(({ name }) => name === 'hypertension' || name === 'diabetes');
  if (!inherited && !chance(life.random, 0.12)) return;
  const [code, name] = codeFor(inherited?.name ?? 'hypertension', 0);
  const [role, title] = kinship[chance(life.random, 0.5) ? 'mother' : 'father'];
  life.out.push({
    resourceType: 'FamilyMemberHistory',
    id: nextId(place),
    meta: metas.plain,
    status: 'completed',
    patient: place.subject,
    date: life.calendar.text(day),
    relationship: { coding: [{ system: hl7System('v3-RoleCode'), code: role, display: title }], text: title },
    condition: [{ code: disease(code, name) }],
  });
  life.tally.add('FamilyMemberHistory');
}

const elderCheck: Concept = { text: '老年人健康体检' };

/** Yearly examinations of residents of 65 and older, as far as they are handed on. */
function liveElderChecks(life: Life): void {
  for (let day = life.begin + span(life.random, 0, 364); day <= life.end; day += span(life.random, 345, 385)) {
    if (ageOn(life, day) < 65 || inHospital(life, day) || !chance(life.random, life.rates.recordedElderChecks.value)) continue;
    const place = placeAt(life, day, 'primary');
    if (!place) continue;
    const on = { place, encounter: nextId(place), day, minute: span(life.random, 450, 560) };
    writePressure(life, on);
    writeWeight(life, on);
    writeReport(life, on, 'elder');
    writeEncounter(life, place, on.encounter, {
      class: 'outpatient',
      day,
      minute: on.minute,
      minutes: 60,
      department: 'prevention',
      type: elderCheck,
    });
    life.tally.add('elder checks');
  }
}

/** Allergies, the health file and what the old are offered. */
export function liveFile(life: Life): void {
  const from = knownFrom(life, 'primary', 'hospital');
  if (from <= life.end) {
    const day = life.calendar.draw('even', 'clinic', from, life.end, life.random);
    const place = placeAt(life, day, 'primary', 'hospital');
    if (place && chance(life.random, life.rates.allergies.value)) writeAllergy(life, place, day);
    if (place && chance(life.random, life.rates.healthFiles.value)) writeFile(life, place, day);
  }
  liveElderChecks(life);
}
