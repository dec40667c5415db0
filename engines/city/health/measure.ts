import { normal, round } from './chances.ts';
import { ageOn, burdenOf, type Life, levelOn } from './life.ts';
import { type AnalyteName, analytes } from './panels.ts';

const years = (days: number): number => days / 365.25;
/** 1 in January, -1 in July: pressure and sugar are higher in winter. */
const cold = (day: number): number => Math.cos((2 * Math.PI * ((day % 365.25) - 15)) / 365.25);

/** By how much treatment of a level lowers the systolic pressure in mmHg, and glycated haemoglobin in percent, if it is taken. */
const lowering = { pressure: [0, 13, 21, 28, 32], sugar: [0, 1.2, 2, 2.6, 3] } as const;

/** Systolic and diastolic pressure in mmHg on a day, as a cuff shows them. */
export function pressureOn(life: Life, day: number): readonly [number, number] {
  const { systolic, diastolic, adherence } = life.profile;
  const age = ageOn(life, day);
  if (age < 14) return [Math.round(84 + 2 * age + 5 * normal(life.random)), Math.round(52 + 1.1 * age + 4 * normal(life.random))];
  const burden = burdenOf(life, 'hypertension', day + 720);
  // In the two years before somebody has it the pressure climbs.
  const climb = burden && burden.onset > day ? -8 : 0;
  const lowered = (lowering.pressure[levelOn(life.courses.hypertension, day)] ?? 32) * adherence;
  const top = systolic + climb - lowered + 3 * cold(day) + 6 * normal(life.random);
  const low = diastolic + climb / 2 - 0.55 * lowered + 1.5 * cold(day) + 4 * normal(life.random);
  return [Math.round(top), Math.round(Math.min(low, top - 22))];
}

/** Glycated haemoglobin in percent before what a single measurement adds. */
function sugarOn(life: Life, day: number): number {
  const burden = burdenOf(life, 'diabetes', day);
  const [, , , trait = 0] = life.profile.traits;
  if (!burden) return 5.35 + 0.25 * trait + Math.max(0, life.profile.bodyMass - 26) * 0.04;
  const lowered = (lowering.sugar[levelOn(life.courses.diabetes, day)] ?? 2.9) * life.profile.adherence;
  return Math.max(5.6, 8 + 0.9 * trait + 0.06 * Math.min(15, years(day - burden.onset)) - lowered + 0.12 * cold(day));
}

/** Fasting glucose in mmol/L that goes with it. */
export const fastingOn = (life: Life, day: number): number =>
  round(Math.max(3.3, 1.25 * sugarOn(life, day) - 1.9 + 0.4 * normal(life.random)), 1);

/** Medians of boys and girls up to 13: kg and cm at birth, 3, 6, 12, 24, 36, 48, 60, 72, 84, 108, 132, 156 months. */
const growth = {
  months: [0, 3, 6, 12, 24, 36, 48, 60, 72, 84, 108, 132, 156],
  male: {
    weight: [3.3, 6.7, 8.4, 10.1, 12.6, 14.7, 16.6, 18.9, 21.3, 24.1, 31, 38.5, 48],
    length: [50.4, 62, 68.4, 76.5, 88.5, 96.8, 104, 111.3, 117.7, 124, 135.5, 146, 159],
  },
  female: {
    weight: [3.2, 6.1, 7.8, 9.4, 11.9, 14.1, 16, 18.2, 20.5, 22.6, 29, 37.5, 46],
    length: [49.7, 60.6, 66.8, 75, 87.2, 95.6, 103, 110.2, 116.6, 122.5, 134, 146.5, 156],
  },
} as const;

function byMonth(list: readonly number[], month: number): number {
  const at = growth.months.findIndex((end) => end >= month);
  const [from = 0, to = 0] = [growth.months[at - 1], growth.months[at]];
  const [low = 0, high = 0] = [list[at - 1] ?? list[0], list[at] ?? list.at(-1)];
  return to === from || at <= 0 ? (at < 0 ? (list.at(-1) ?? 0) : low) : low + ((high - low) * (month - from)) / (to - from);
}

/** Height in cm on a day; of children after growth curves. */
export function heightOn(life: Life, day: number): number {
  const month = (day - life.born) / 30.44;
  const { height, traits } = life.profile;
  if (month >= 204) return Math.round(height);
  const child = byMonth(growth[life.resident.sex].length, Math.min(156, month)) * (1 + 0.032 * (traits[0] ?? 0));
  if (month <= 156) return round(child, 1);
  const low = byMonth(growth[life.resident.sex].length, 156) * (1 + 0.032 * (traits[0] ?? 0));
  return round(low + ((Math.max(low, height) - low) * (month - 156)) / 48, 1);
}

/** Weight in kg on a day. */
export function weightOn(life: Life, day: number): number {
  const month = (day - life.born) / 30.44;
  const { bodyMass, gaining, traits } = life.profile;
  if (month <= 156)
    return round(
      byMonth(growth[life.resident.sex].weight, month) * (1 + 0.1 * (traits[1] ?? 0) + 0.008 * normal(life.random)),
      1,
    );
  const metres = heightOn(life, day) / 100;
  const young = Math.min(0, (month - 300) / 12) * 0.25;
  const mass = Math.max(15, bodyMass + young + gaining * years(day - life.calendar.first) + 0.2 * normal(life.random));
  return round(mass * metres * metres, 1);
}

/** Creatinine in µmol/L: higher by age, and year after year where pressure or sugar has been high for long. */
function creatinineOn(life: Life, day: number): number {
  const [, , kidney = 0] = life.profile.traits;
  const worn = ['hypertension', 'diabetes'].reduce((sum, name) => {
    const burden = burdenOf(life, name, day);
    return sum + (burden ? Math.min(18, Math.max(0, years(day - burden.onset))) : 0);
  }, 0);
  const usual = life.resident.sex === 'male' ? 76 : 60;
  return Math.round(
    usual +
      6 * kidney +
      Math.max(0, ageOn(life, day) - 60) * 0.35 +
      worn * Math.max(0.2, 0.9 + 0.8 * kidney) +
      2.5 * normal(life.random),
  );
}

/** Glomerular filtration in mL/min/1.73 m² of a creatinine in µmol/L: CKD-EPI 2021. */
export function filtrationOf(creatinine: number, age: number, sex: 'male' | 'female'): number {
  const [kappa, alpha, factor] = sex === 'female' ? [0.7, -0.241, 1.012] : [0.9, -0.302, 1];
  const relative = creatinine / 88.4 / kappa;
  return Math.round(142 * Math.min(relative, 1) ** alpha * Math.max(relative, 1) ** -1.2 * 0.9938 ** age * factor);
}

/** What sickness does to values: by quantity, how many spreads above or below. */
export type Shift = Partial<Record<AnalyteName, number>>;

/** Which of a person's traits a quantity follows. */
const followed: Partial<Record<AnalyteName, number>> = {
  haemoglobin: 0,
  erythrocytes: 0,
  platelets: 1,
  urate: 1,
  cholesterol: 4,
  lowDensity: 4,
  triglycerides: 4,
  alanine: 1,
};

/** Values of a panel on a day: those of one person hang together, and with what was found and done before. */
export function valuesOn(
  life: Life,
  day: number,
  names: readonly AnalyteName[],
  shift: Shift = {},
): ReadonlyMap<AnalyteName, number> {
  const values = new Map<AnalyteName, number>();
  const fat = burdenOf(life, 'lipids', day) !== undefined;
  for (const name of names) {
    const { mean, spread, digits } = analytes[name];
    const moved = (shift[name] ?? 0) * spread;
    const trait = life.profile.traits[followed[name] ?? -1];
    let value = mean + (trait === undefined ? normal(life.random) : 0.8 * trait + 0.35 * normal(life.random)) * spread + moved;
    if (name === 'glucose') value = fastingOn(life, day) + moved;
    else if (name === 'glycated') value = sugarOn(life, day) + 0.15 * normal(life.random);
    else if (name === 'creatinine') value = creatinineOn(life, day) + moved;
    else if (name === 'filtration')
      value = filtrationOf(values.get('creatinine') ?? creatinineOn(life, day), ageOn(life, day), life.resident.sex);
    else if (name === 'urineProtein' && burdenOf(life, 'diabetes', day)) value += 22;
    else if (name === 'haemoglobin') value += ageOn(life, day) < 12 ? -17 : life.resident.sex === 'female' ? -12 : 6;
    else if (fat && name === 'lowDensity') value += 0.7;
    else if (fat && name === 'cholesterol') value += 1;
    else if (fat && name === 'triglycerides') value += 0.9;
    values.set(name, Math.max(digits === 0 ? 1 : 0.1, round(value, digits)));
  }
  return values;
}
