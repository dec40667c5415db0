import { type Ailment, ailments } from './ailments.ts';
import { chance, count, normal, round } from './chances.ts';
import type { DrugName } from './drugs.ts';
import { codeFor, lastingDiseases, lineFor } from './lasting.ts';
import { ageOn, anyPlace, inHospital, type Life, levelOn, nextId, type Place, tallyMonth } from './life.ts';
import { fastingOn, type Shift } from './measure.ts';
import type { Burden } from './profile.ts';
import { bandOf } from './rates.ts';
import { type Concept, disease } from './resource.ts';
import { seasonOf } from './seasons.ts';
import { writeDiagnosis, writeProblem } from './write-diagnosis.ts';
import { officeMinute, writeEncounter } from './write-encounter.ts';
import { type Occasion, writePressure, writeReport, writeVital, writeWeight } from './write-findings.ts';
import { writePrescription } from './write-prescription.ts';

const outpatient: Concept = { text: '门诊' };
const complaints = new Map<string, Concept>();
const complaintOf = (text: string): Concept => {
  const known = complaints.get(text) ?? { text };
  complaints.set(text, known);
  return known;
};

/** Sums of the ailments' weights by week of the year, age band and sex: 53 × 5 × 2 lists. */
function sumMix(): readonly Float64Array[] {
  const sums: Float64Array[] = [];
  for (let week = 0; week < 53; week += 1) {
    const date = new Date(Date.UTC(2023, 0, 1 + week * 7)).toISOString().slice(0, 10);
    for (const sex of ['male', 'female'] as const)
      for (let band = 0; band < 5; band += 1) {
        let sum = 0;
        const upTo = ailments.map((one) => {
          sum += (one[sex][band] ?? 0) * seasonOf(one.season, date);
          return sum;
        });
        sums.push(Float64Array.from(upTo));
      }
  }
  return sums;
}
const mix = sumMix();

const total = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0);

function drawAilment(life: Life, day: number): Ailment | undefined {
  const sums = mix[life.calendar.week(day) * 10 + (life.resident.sex === 'male' ? 0 : 5) + bandOf(ageOn(life, day))];
  const aim = life.random() * (sums?.at(-1) ?? 0);
  return ailments[sums?.findIndex((sum) => sum > aim) ?? 0];
}

/** A chronic disease that leads somebody to the doctor on a day, or nothing: then it is something else. */
function drawBurden(life: Life, day: number): Burden | undefined {
  const { burdens } = life.profile;
  if (burdens.length === 0) return undefined;
  const weights = burdens.map(({ name, onset }) => (onset <= day ? lastingDiseases[name].weight : 0));
  // Below 1 altogether the rest is for something else.
  let aim = life.random() * Math.max(1, total(weights));
  return burdens.find((_, at) => {
    aim -= weights[at] ?? 0;
    return aim < 0 && (weights[at] ?? 0) > 0;
  });
}

function visitForBurden(life: Life, on: Occasion, burden: Burden): void {
  const { name, onset } = burden;
  const { department, panels, secrecy, complaint } = lastingDiseases[name];
  const trait = life.profile.traits[4] ?? 0;
  const [code, title] = codeFor(name, trait);
  const here = { ...on, secrecy };
  const { place, encounter, day, minute } = on;
  const found = { code, name: title, day, minute, onset, encounter, status: 'active', secrecy } as const;
  const problem = writeProblem(life, place, name, found);
  const diagnosis = chance(life.random, 0.33) ? writeDiagnosis(life, place, found) : problem;
  if (name === 'hypertension' || name === 'coronary' || name === 'stroke' || chance(life.random, 0.25)) writePressure(life, here);
  if (name === 'diabetes') writeVital(life, here, 'glucose', fastingOn(life, day));
  const course = name === 'hypertension' || name === 'diabetes' ? levelOn(life.courses[name], day) : 1;
  for (const drug of lineFor(name, trait, course)) writePrescription(life, here, drug, problem);
  for (const panel of panels) if (place.house !== 'primary' && chance(life.random, 0.16)) writeReport(life, here, panel);
  writeEncounter(life, place, encounter, {
    class: 'outpatient',
    day,
    minute,
    minutes: 12,
    department,
    type: outpatient,
    reason: secrecy === 'plain' ? complaintOf(complaint) : disease(code, title),
    secrecy,
    diagnoses: [diagnosis],
  });
}

/** What children get in the place of what grown-ups do. */
const forChildren: Partial<Record<DrugName, DrugName>> = {
  paracetamol: 'ibuprofen',
  azithromycin: 'cefaclor',
  levofloxacin: 'cefaclor',
  diclofenac: 'ibuprofen',
  celecoxib: 'ibuprofen',
  omeprazole: 'smectite',
};

/** What inflammation does to the blood of whoever has a fever. */
const inflamed: Shift = { leukocytes: 2.2, neutrophils: 2, reactiveProtein: 11 };

function visitForAilment(life: Life, where: Occasion, ailment: Ailment): void {
  const { place, encounter, day, minute } = where;
  const { code, name, fever } = ailment;
  const secrecy = code.startsWith('F') ? 'mental' : 'plain';
  const on = { ...where, secrecy } as const;
  const age = ageOn(life, day);
  const condition = writeDiagnosis(life, place, { code, name, day, minute, encounter, status: 'resolved', secrecy });
  if (fever > 0 && chance(life.random, 0.6))
    writeVital(life, on, 'temperature', round(36.6 + Math.max(0, fever + 0.5 * normal(life.random)), 1));
  if (age >= 35 && chance(life.random, 0.35)) writePressure(life, on);
  else if (age < 14 && chance(life.random, 0.12)) writeWeight(life, on);
  const [first, second] = ailment.drugs.map((drug) => (age < 12 ? (forChildren[drug] ?? drug) : drug));
  if (first) writePrescription(life, on, first, condition);
  if (second && chance(life.random, 0.5)) writePrescription(life, on, second, condition);
  const tested = place.house === 'primary' ? 0.04 : 0.2;
  for (const panel of ailment.panels)
    if (chance(life.random, tested))
      writeReport(life, on, panel, fever > 0.6 && chance(life.random, 0.5) ? { shift: inflamed } : {});
  const child = age < 14 && (ailment.department === 'respiratory' || ailment.department === 'gastro');
  writeEncounter(life, place, encounter, {
    class: 'outpatient',
    day,
    minute,
    minutes: 8 + Math.floor(life.random() * 20),
    department: place.house === 'primary' ? 'general' : child ? 'paediatrics' : ailment.department,
    type: outpatient,
    reason: secrecy === 'plain' ? complaintOf(ailment.complaint) : disease(code, name),
    secrecy,
    diagnoses: [condition],
  });
}

function visit(life: Life, place: Place, day: number): void {
  const on = { place, encounter: nextId(place), day, minute: officeMinute(life) };
  const burden = drawBurden(life, day);
  const ailment = burden ? undefined : drawAilment(life, day);
  if (burden) visitForBurden(life, on, burden);
  else if (ailment) visitForAilment(life, on, ailment);
  life.tally.add('visits', burden ? 'lasting' : 'other');
  tallyMonth(life, 'visits', day);
}

/** Visits as outpatient: on the day on which a hospital first registered somebody, and as many more as `mean` (in the whole period) leaves. */
export function liveVisits(life: Life, mean: number, from: number): void {
  const firsts = life.places.filter(
    ({ house, day, lasts }) =>
      house === 'hospital' && lasts > day + 28 && day >= life.begin && day <= life.end && !inHospital(life, day),
  );
  const rest = count(life.random, mean - firsts.length);
  const days = Array.from({ length: from > life.end ? 0 : rest }, () =>
    life.calendar.draw('winter', 'clinic', from, life.end, life.random),
  );
  const dated = [...firsts.map((place) => ({ place, day: place.day })), ...days.map((day) => ({ place: undefined, day }))];
  dated.sort((a, b) => a.day - b.day);
  for (const { place, day } of dated) {
    if (inHospital(life, day)) continue;
    const where = place ?? anyPlace(life, day, 'primary', 'hospital');
    if (where) visit(life, where, day);
  }
}
