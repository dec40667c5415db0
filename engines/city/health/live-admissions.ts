import { type AdmissionKind, admissionKinds } from './admission-kinds.ts';
import { chance, count, span } from './chances.ts';
import { codeFor, lastingDiseases } from './lasting.ts';
import { ageOn, anyPlace, burdenOf, type Life, nextId, type Place, placeAt, staysWithin, tallyMonth } from './life.ts';
import { bandOf } from './rates.ts';
import { disease } from './resource.ts';
import {
  type Disposition,
  type Payment,
  type Present,
  presentOnAdmission,
  type Route,
  writeCosts,
  writeStay,
  writeSurgery,
} from './write-admission.ts';
import { writeDiagnosis, writeProblem } from './write-diagnosis.ts';
import { writePressure, writeReport, writeVital } from './write-findings.ts';
import { writePrescription } from './write-prescription.ts';

const weightOf = (life: Life, kind: AdmissionKind, day: number): number => {
  const weight = kind[life.resident.sex][bandOf(ageOn(life, day))] ?? 0;
  if (!kind.of) return weight;
  return burdenOf(life, kind.of.burden, day) ? weight * kind.of.factor : kind.of.only ? 0 : weight * 0.6;
};

function drawKind(life: Life, day: number, primary: boolean): AdmissionKind | undefined {
  const weights = admissionKinds.map((kind) => (primary && kind.hospitalOnly ? 0 : weightOf(life, kind, day)));
  let aim = life.random() * weights.reduce((sum, one) => sum + one, 0);
  return admissionKinds.find((_, at) => {
    aim -= weights[at] ?? 0;
    return aim < 0 && (weights[at] ?? 0) > 0;
  });
}

/** The payer of one person: employees and their pensions in towns, residents elsewhere. */
export function payerOf(life: Life): Payment {
  const [, , , , trait = 0] = life.profile.traits;
  return trait > 1.9 ? 'self' : trait > 0.1 ? 'employee' : 'resident';
}

/** A stay to be written. */
export interface Admission {
  readonly kind: AdmissionKind;
  readonly from: number;
  /** Last day; after the end of the period when it is not over. */
  readonly until: number;
  readonly ends: Disposition;
  /** Diagnoses of the occasion beside those of the kind. */
  readonly extra?: readonly (readonly [string, string, Present])[];
  readonly untilMinute?: number;
  /** Beside what every stay says. */
  readonly extension?: readonly object[];
}

/** Writes a stay with diagnoses, operations, reports and costs. Its id. */
export function admit(life: Life, place: Place, admission: Admission): string {
  const { kind, from, until, extra = [] } = admission;
  const open = until > life.calendar.last;
  const last = Math.min(until, life.calendar.last);
  const urgent = chance(life.random, kind.urgent);
  const fromMinute = urgent ? span(life.random, 0, 1380) : span(life.random, 490, 690);
  const encounter = nextId(place);
  const secrecy = kind.department === 'psychiatry' ? 'mental' : 'plain';
  const minute = Math.min(1400, fromMinute + 30);
  const on = { place, encounter, day: from, minute, secrecy } as const;
  const diagnosed: { condition: string; present: Present }[] = [];
  const codes = new Set<string>();
  const diagnose = (code: string, name: string, present: Present): void => {
    if (codes.has(code)) return;
    codes.add(code);
    const found = {
      code,
      name,
      day: from,
      minute,
      encounter,
      status: present === 'no' ? 'resolved' : 'active',
      secrecy,
      extension: [presentOnAdmission(present)],
    } as const;
    diagnosed.push({ condition: writeDiagnosis(life, place, found), present });
  };
  diagnose(kind.code, kind.name, 'yes');
  for (const [code, name, present] of extra) diagnose(code, name, present);
  for (const [code, name, share, present] of kind.also)
    if (chance(life.random, share)) diagnose(code, name, present ? 'yes' : 'no');
  if (kind.cause) diagnose(...kind.cause, 'yes');
  // Mental disorders are left to the stays that are for them.
  const [, , , , trait = 0] = life.profile.traits;
  for (const { name, onset } of life.profile.burdens) {
    if (onset >= from || diagnosed.length > 4 || lastingDiseases[name].secrecy !== 'plain' || !chance(life.random, 0.6)) continue;
    const [code, title] = codeFor(name, trait);
    diagnose(code, title, 'yes');
    writeProblem(life, place, name, { code, name: title, day: from, minute, onset, status: 'active' });
  }
  const procedures = kind.surgery.flatMap((surgery) => {
    if (!chance(life.random, surgery.share)) return [];
    const day = Math.min(last, from + (urgent ? 0 : Math.min(2, until - from)));
    const at = day === from ? Math.min(1430, minute + 25) : span(life.random, 500, 560);
    return day === last && !open ? [] : [{ id: writeSurgery(life, place, encounter, surgery, day, at), day, cost: surgery.cost }];
  });
  for (const [at, panel] of kind.panels.entries())
    if (at === 0 || chance(life.random, 0.7))
      writeReport(life, on, panel, { shift: kind.shift, ...(kind.finding && { finding: kind.finding }) });
  // What was far off is measured again before somebody leaves.
  if (
    last - from >= 4 &&
    !open &&
    kind.panels.includes('blood') &&
    Object.keys(kind.shift).length > 0 &&
    chance(life.random, 0.6)
  )
    writeReport(life, { ...on, day: last - 1, minute: 450 }, 'blood');
  writePressure(life, on);
  if (kind.shift.leukocytes) writeVital(life, on, 'temperature', Math.round(10 * (37.4 + 1.6 * life.random())) / 10);
  const [main] = diagnosed;
  for (const drug of kind.drugs) writePrescription(life, on, drug, main?.condition);
  const route: Route = urgent ? 'emergency' : chance(life.random, 0.04) ? 'transfer' : 'outpatient';
  const stay = {
    encounter,
    number: 1 + life.stays.length,
    from,
    fromMinute,
    until: open ? null : last,
    untilMinute: admission.untilMinute ?? (last === from ? 1430 : span(life.random, 540, 720)),
    department: kind.department,
    route,
    disposition: admission.ends,
    diagnoses: diagnosed,
    procedures,
    costs: {
      days: kind.dayCost * Math.max(1, until - from) * (0.7 + 0.6 * life.random()),
      surgery: procedures.reduce((sum, { cost }) => sum + cost, 0) * (0.8 + 0.4 * life.random()),
    },
    payment: payerOf(life),
    secrecy,
    extension: admission.extension ?? [],
    reason: secrecy === 'plain' ? { text: kind.name } : disease(kind.code, kind.name),
  } as const;
  writeStay(life, place, stay);
  writeCosts(life, place, stay);
  life.stays.push([from, last]);
  if (kind.leaves && !burdenOf(life, kind.leaves, from))
    life.profile.burdens.push({ name: kind.leaves, onset: from, managed: false });
  if (kind.leaves) {
    const [code, name] = codeFor(kind.leaves, trait);
    const onset = burdenOf(life, kind.leaves, from)?.onset ?? from;
    writeProblem(life, place, kind.leaves, { code, name, day: from, minute, onset, status: 'active' });
  }
  life.tally.add('admissions', kind.code);
  return encounter;
}

const endsOf = (life: Life): Disposition => {
  const lot = life.random();
  return lot < 0.9 ? 'ordered' : lot < 0.93 ? 'transferred' : lot < 0.96 ? 'community' : 'against';
};

/** Length of a stay in days, long ones now and then. */
export const lengthOf = (life: Life, median: number): number =>
  Math.max(1, Math.round(median * (0.5 + 0.55 * (life.random() + life.random()) + (chance(life.random, 0.06) ? 0.9 : 0))));

/** Share of stays of people who are known to a hospital, too, that township and community centres take (own assumption). */
const inCentres = 0.12;

/** Stays in hospital, as many as `mean` in the whole period, none within another or close behind it. */
export function liveAdmissions(life: Life, mean: number, from: number): void {
  const days: number[] = [];
  for (let left = count(life.random, mean); left > 0 && from <= life.end; left -= 1)
    days.push(life.calendar.draw('winter', 'elective', from, life.end, life.random));
  days.sort((a, b) => a - b);
  for (const day of days) {
    const centre = chance(life.random, inCentres) ? placeAt(life, day, 'primary') : null;
    const place = centre && /centre$/.test(centre.kind) ? centre : anyPlace(life, day, 'hospital');
    if (!place) continue;
    const kind = drawKind(life, day, place.house === 'primary');
    if (!kind) continue;
    const until = day + lengthOf(life, kind.days);
    const over = until > life.end && life.end < life.calendar.last;
    if (over || staysWithin(life, day - 5, until + 5)) continue;
    admit(life, place, { kind, from: day, until, ends: endsOf(life) });
    life.tally.add('stays', 'drawn');
    tallyMonth(life, 'stays', day);
  }
}
