import { chance, span } from './chances.ts';
import { atGoal, decideNext, type FollowUpClass, followUpCodes, sugarAtGoal } from './ladder.ts';
import { codeFor, lineFor } from './lasting.ts';
import { ageOn, burdenOf, inHospital, knownFrom, type Life, levelOn, nextId, type Place, placeAt } from './life.ts';
import { fastingOn } from './measure.ts';
import type { Burden } from './profile.ts';
import { type Concept, ours, ownConcept } from './resource.ts';
import { writeProblem } from './write-diagnosis.ts';
import { officeMinute, writeEncounter } from './write-encounter.ts';
import { type Occasion, writePressure, writeReport, writeVital, writeWeight } from './write-findings.ts';
import { writePrescription } from './write-prescription.ts';
import { type Programme, programmes, writeCarePlan, writeEnrolment } from './write-programme.ts';

const followUpTypes = new Map<Programme, Concept>(
  (Object.keys(programmes) as Programme[]).map((programme) => [
    programme,
    ownConcept(ours.programme, programme, `${programmes[programme].replace(/患者.*|健康管理$/u, '')}随访`),
  ]),
);

/** Extensions of a follow-up: its class, and when the next is due. */
export const followUpExtension = (life: Life, found: FollowUpClass, next: number): readonly object[] => [
  {
    url: `${ours.extension}follow-up-class`,
    valueCoding: { system: ours.followUpClass, code: followUpCodes[found][0], display: followUpCodes[found][1] },
  },
  { url: `${ours.extension}next-visit`, valueDate: life.calendar.text(next) },
];

/** Treatment before the period: who has had the disease for a while takes something. */
export function beginCourses(life: Life): void {
  for (const name of ['hypertension', 'diabetes'] as const) {
    const burden = burdenOf(life, name, life.calendar.last);
    if (!burden) continue;
    const long = (life.calendar.first - burden.onset) / 365.25;
    life.courses[name].push({ from: burden.onset, level: long > 0 && chance(life.random, Math.min(0.6, long / 12)) ? 2 : 1 });
  }
}

interface Managed {
  readonly burden: Burden;
  readonly programme: 'hypertension' | 'diabetes';
  readonly episode: string;
  readonly problem: string;
  before: FollowUpClass | null;
}

/** Follows one disease up at a visit: measures, judges, changes the treatment; in how many days the next is due. */
function followUp(
  life: Life,
  on: Occasion,
  managed: Managed,
  first: boolean,
): { readonly found: FollowUpClass; readonly days: number; readonly prescribed: boolean } {
  const { programme, before } = managed;
  const course = life.courses[programme];
  const level = levelOn(course, on.day);
  let good: boolean;
  if (programme === 'hypertension') good = atGoal(writePressure(life, on), ageOn(life, on.day));
  else {
    const glucose = fastingOn(life, on.day);
    writeVital(life, on, 'glucose', glucose);
    good = sugarAtGoal(glucose);
  }
  const found: FollowUpClass = !good ? 'uncontrolled' : chance(life.random, 0.012) ? 'reaction' : 'controlled';
  const step = decideNext(found, before);
  managed.before = found;
  const most = programme === 'hypertension' ? 4 : 3;
  const changed = found === 'uncontrolled' && step.action === 'refer' && level < most;
  if (changed) course.push({ from: on.day, level: level + 1 });
  const prescribed = first || changed || chance(life.random, 0.04);
  if (prescribed) {
    const line = lineFor(programme, life.profile.traits[4] ?? 0, changed ? level + 1 : level);
    for (const drug of changed && !first ? line.slice(-1) : line) writePrescription(life, on, drug, managed.problem);
  }
  life.tally.add('follow-up', `${programme}/${found}`);
  // Whom the hospital has given all there is comes back at the usual step.
  const exhausted = step.action === 'refer' && !changed;
  return { found, days: exhausted ? 90 : step.days, prescribed };
}

function enrol(life: Life, place: Place, burden: Burden, programme: Programme, day: number): Managed {
  const [code, name] = codeFor(burden.name, life.profile.traits[4] ?? 0);
  const secrecy = burden.name === 'mentalDisorder' ? 'mental' : 'plain';
  const problem = writeProblem(life, place, burden.name, {
    code,
    name,
    day,
    minute: 540,
    onset: burden.onset,
    status: 'active',
    secrecy,
  });
  const episode = { from: day, until: life.end < life.calendar.last ? life.end : null, problem, secrecy } as const;
  const id = writeEnrolment(life, place, programme, episode);
  const activities = [
    ['面对面随访', 4],
    ['健康体检', 1],
  ] as const;
  writeCarePlan(life, place, { programme, episode, condition: [code, name], activities });
  return { burden, programme: programme === 'diabetes' ? 'diabetes' : 'hypertension', episode: id, problem, before: null };
}

/** From which day a programme can begin: known to primary care, ill, and (for two thirds of the long ill, at once) enrolled. */
function enrolmentDay(life: Life, burden: Burden): number {
  const possible = Math.max(knownFrom(life, 'primary'), burden.onset);
  if (burden.onset < life.calendar.first - 365 && chance(life.random, 0.62)) return possible + span(life.random, 0, 85);
  return possible + span(life.random, 5, 700);
}

const isManaged = ({ name, managed }: Burden): boolean => managed && (name === 'hypertension' || name === 'diabetes');

/** Pressure and sugar, looked after by primary care in visits that see to both. */
export function liveManagement(life: Life): void {
  const due = life.profile.burdens.filter(isManaged).map((burden) => ({ burden, from: enrolmentDay(life, burden) }));
  due.sort((a, b) => a.from - b.from);
  const managed: Managed[] = [];
  let day = due[0]?.from ?? life.end + 1;
  let lastYearly = -1e9;
  while (day <= life.end) {
    if (inHospital(life, day)) {
      day += 7;
      continue;
    }
    const place = placeAt(life, day, 'primary');
    if (!place) return;
    const before = managed.length;
    for (const { burden, from } of due)
      if (from <= day && !managed.some((one) => one.burden === burden))
        managed.push(enrol(life, place, burden, burden.name === 'diabetes' ? 'diabetes' : 'hypertension', day));
    const [main] = managed;
    if (!main) return;
    // Sugar is measured before breakfast.
    const sweet = managed.some(({ programme }) => programme === 'diabetes');
    const on = { place, encounter: nextId(place), day, minute: sweet ? span(life.random, 450, 590) : officeMinute(life) };
    const results = managed.map((one, at) => followUp(life, on, one, at >= before));
    const days = Math.min(...results.map((one) => one.days));
    const found = results.find((one) => one.found !== 'controlled')?.found ?? 'controlled';
    if (day - lastYearly > 350) {
      lastYearly = day;
      if (chance(life.random, 0.6)) writeWeight(life, on);
      if (sweet) writeReport(life, on, 'glycated');
      if (chance(life.random, 0.12)) writeReport(life, on, chance(life.random, 0.5) ? 'lipids' : 'kidney');
    }
    const next = day + days + span(life.random, -2, days === 14 ? 3 : 12) + (chance(life.random, 0.06) ? 60 : 0);
    // What somebody takes at the end of the period was prescribed at the last visit.
    if (next > life.end)
      for (const [at, { programme, problem }] of managed.entries())
        if (!results[at]?.prescribed)
          for (const drug of lineFor(programme, life.profile.traits[4] ?? 0, levelOn(life.courses[programme], day)))
            writePrescription(life, on, drug, problem);
    writeEncounter(life, place, on.encounter, {
      class: chance(life.random, 0.22) ? 'home' : 'outpatient',
      day,
      minute: on.minute,
      minutes: 15,
      department: 'general',
      type: followUpTypes.get(main.programme) ?? {},
      reason: { text: managed.length > 1 ? '高血压、2型糖尿病随访' : programmes[main.programme] },
      episode: main.episode,
      extension: followUpExtension(life, found, day + days),
    });
    day = next;
  }
}

/** Since when chronic obstructive disease is managed as the other two are (2024, not verified). */
const copdFrom = Date.UTC(2024, 0, 1) / 86_400_000;

const quietSteps = { copd: [90, 'respiratory'], 'mental-disorder': [88, 'psychiatry'] } as const;

function followQuietly(life: Life, burden: Burden, programme: keyof typeof quietSteps, from: number): void {
  const start = Math.max(from, knownFrom(life, 'primary'), burden.onset + 20) + span(life.random, 0, 80);
  const place = start <= life.end ? placeAt(life, start, 'primary') : null;
  if (!place) return;
  const { episode, problem } = enrol(life, place, burden, programme, start);
  const [step] = quietSteps[programme];
  const mental = programme === 'mental-disorder';
  const secrecy = mental ? 'mental' : 'plain';
  const [code, name] = codeFor(burden.name, life.profile.traits[4] ?? 0);
  for (let day = start; day <= life.end; ) {
    if (inHospital(life, day)) {
      day += 9;
      continue;
    }
    const on = { place, encounter: nextId(place), day, minute: officeMinute(life), secrecy } as const;
    const unstable = chance(life.random, mental ? 0.07 : 0.12);
    const days = unstable ? 14 : step;
    if (!mental) writeVital(life, on, 'saturation', Math.round(95 - (unstable ? 4 : 0) + 2 * life.random()));
    else if (chance(life.random, 0.3)) writeWeight(life, on);
    if (day === start || chance(life.random, 0.25))
      for (const drug of lineFor(burden.name, life.profile.traits[4] ?? 0, 1)) writePrescription(life, on, drug, problem);
    writeEncounter(life, place, on.encounter, {
      class: chance(life.random, 0.4) ? 'home' : 'outpatient',
      day,
      minute: on.minute,
      minutes: 20,
      department: 'general',
      type: followUpTypes.get(programme) ?? {},
      reason: { coding: [{ system: 'urn:oid:2.16.156.10011.2.3.3.11', code, display: name }], text: name },
      secrecy,
      episode,
      extension: followUpExtension(life, unstable ? 'uncontrolled' : 'controlled', day + days),
    });
    life.tally.add('follow-up', programme);
    day += days + span(life.random, -3, 14);
  }
}

/** Chronic obstructive disease and severe mental disorder, followed up at their own steps. */
export function liveOtherManagement(life: Life): void {
  for (const burden of life.profile.burdens) {
    if (!burden.managed || burden.onset > life.end) continue;
    if (burden.name === 'copd') followQuietly(life, burden, 'copd', copdFrom);
    if (burden.name === 'mentalDisorder') followQuietly(life, burden, 'mental-disorder', life.begin);
  }
}
