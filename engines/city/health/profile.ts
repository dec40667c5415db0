import type { Random } from '../random.ts';
import type { Ladder } from './chances.ts';
import { chance, normal, onsetAge, shareOfAll } from './chances.ts';
import type { HealthRates } from './rates.ts';
import type { Living } from './town.ts';

/** Diseases that stay. */
export const lastingNames = [
  'hypertension',
  'diabetes',
  'copd',
  'mentalDisorder',
  'hepatitisB',
  'coronary',
  'stroke',
  'lipids',
  'gastritis',
  'backPain',
  'kneeArthritis',
  'thyroid',
  'asthma',
  'prostate',
  'insomnia',
] as const;
export type Lasting = (typeof lastingNames)[number];

/** Shares of people of an age who have a disease, relative to each other: [age, weight], straight in between. */
const ladders: Readonly<Record<Lasting, Ladder>> = {
  hypertension: [
    [25, 0],
    [35, 0.3],
    [45, 0.75],
    [55, 1.3],
    [65, 2],
    [75, 2.5],
    [101, 2.6],
  ],
  diabetes: [
    [28, 0],
    [40, 0.45],
    [50, 1.1],
    [60, 1.8],
    [70, 2.3],
    [101, 2.4],
  ],
  copd: [
    [40, 0],
    [50, 0.5],
    [60, 1.2],
    [70, 2.1],
    [101, 2.8],
  ],
  mentalDisorder: [
    [15, 0],
    [20, 0.4],
    [30, 1],
    [50, 1.5],
    [101, 1.5],
  ],
  hepatitisB: [
    [5, 0],
    [18, 0.3],
    [30, 0.9],
    [50, 1.3],
    [101, 1.3],
  ],
  coronary: [
    [40, 0],
    [50, 0.5],
    [60, 1.7],
    [70, 3.6],
    [101, 5],
  ],
  stroke: [
    [40, 0],
    [50, 0.4],
    [60, 1.3],
    [70, 2.4],
    [101, 3],
  ],
  lipids: [
    [30, 0],
    [40, 0.7],
    [55, 1.7],
    [101, 1.9],
  ],
  gastritis: [
    [20, 0],
    [40, 1],
    [60, 1.7],
    [101, 1.8],
  ],
  backPain: [
    [20, 0],
    [40, 1],
    [60, 1.7],
    [101, 1.8],
  ],
  kneeArthritis: [
    [40, 0],
    [50, 0.9],
    [65, 2.6],
    [101, 3.4],
  ],
  thyroid: [
    [18, 0],
    [40, 1],
    [60, 1.5],
    [101, 1.6],
  ],
  asthma: [
    [2, 0],
    [6, 1.2],
    [30, 1],
    [101, 1.4],
  ],
  prostate: [
    [50, 0],
    [60, 0.6],
    [70, 1.2],
    [101, 1.6],
  ],
  insomnia: [
    [20, 0],
    [40, 0.9],
    [60, 1.8],
    [101, 2],
  ],
};

/** Share of a disease's people of one age who are women, twice. */
const womensPart: Partial<Record<Lasting, number>> = {
  copd: 0.55,
  kneeArthritis: 1.35,
  thyroid: 1.5,
  coronary: 0.9,
  insomnia: 1.25,
  hepatitisB: 0.85,
};

/** A disease of one person: since when they have it, as days since 1970. */
export interface Burden {
  readonly name: Lasting;
  readonly onset: number;
  /** Whether it is managed by primary care (慢病管理), once it can be. */
  readonly managed: boolean;
}

/** What of a person does not change from day to day, or only slowly; all measurements are functions of it and of the day. */
export interface Profile {
  /** In cm, when grown up. */
  readonly height: number;
  readonly bodyMass: number;
  /** Change of the body mass index in a year. */
  readonly gaining: number;
  readonly smoking: 'never' | 'former' | 'current';
  /** Systolic pressure in mmHg before any treatment, at the middle of the period. */
  readonly systolic: number;
  readonly diastolic: number;
  /** How well somebody takes what is prescribed, 0 to 1. */
  readonly adherence: number;
  /** Where a person's values lie within what is usual, in spreads; several quantities share each. */
  readonly traits: readonly number[];
  /** What somebody has; a stay in hospital may leave one behind. */
  readonly burdens: Burden[];
}

/** The base of a rate: whom it counts. */
const bases: Readonly<Record<Lasting, { readonly from: number; readonly men?: true }>> = {
  hypertension: { from: 18 },
  diabetes: { from: 18 },
  copd: { from: 40 },
  mentalDisorder: { from: 0 },
  hepatitisB: { from: 18 },
  coronary: { from: 18 },
  stroke: { from: 40 },
  lipids: { from: 18 },
  gastritis: { from: 18 },
  backPain: { from: 18 },
  kneeArthritis: { from: 18 },
  thyroid: { from: 18 },
  asthma: { from: 0 },
  prostate: { from: 60, men: true },
  insomnia: { from: 18 },
};

const known = (name: Lasting, rates: HealthRates): number =>
  name === 'hypertension' || name === 'diabetes' || name === 'copd' || name === 'hepatitisB' ? rates[`${name}Known`].value : 1;

const managedShare = (name: Lasting, rates: HealthRates): number =>
  name === 'hypertension' || name === 'diabetes' || name === 'copd' || name === 'mentalDisorder'
    ? rates[`${name}Managed`].value
    : 0;

/** By age and sex, which share has each disease on record; made once for a town's people. */
export function makeLadders(ages: readonly { readonly age: number; readonly sex: Living['sex'] }[], rates: HealthRates) {
  return lastingNames.map((name) => {
    const { from, men } = bases[name];
    const women = men ? 0 : (womensPart[name] ?? 1);
    const base = ages.filter(({ age, sex }) => age >= from && !(men && sex === 'female'));
    const mean = shareOfAll(base, ladders[name], women);
    const scale = mean > 0 ? (rates[name].value * known(name, rates)) / mean : 0;
    return {
      name,
      ladder: ladders[name],
      male: scale * (2 - Math.max(women, men ? 1 : 0)),
      female: scale * women,
      managed: managedShare(name, rates),
    };
  });
}
export type Ladders = ReturnType<typeof makeLadders>;

/** Draws one person. The same stream gives the same person. */
export function drawProfile(resident: Living, born: number, middle: number, ladders: Ladders, random: Random): Profile {
  const man = resident.sex === 'male';
  const age = Math.max(0, (middle - born) / 365.25);
  const bodyMass = Math.min(39, Math.max(16.5, 23.9 + 3.1 * normal(random) + (age > 40 ? 0.6 : 0)));
  const lot = random();
  const smoking = man ? (lot < 0.46 ? 'current' : lot < 0.6 ? 'former' : 'never') : lot < 0.035 ? 'current' : 'never';
  const traits = [normal(random), normal(random), normal(random), normal(random), normal(random)];
  // Whoever is stout has what goes with it more often: their lots lie nearer to the low end.
  const stout = 1.06 * Math.exp(-0.09 * (bodyMass - 24));
  const burdens: Burden[] = [];
  for (const { name, ladder, male, female, managed } of ladders) {
    const lean = name === 'hypertension' || name === 'diabetes' || name === 'lipids' || name === 'kneeArthritis';
    const smoked = name !== 'copd' || !man ? 1 : smoking === 'never' ? 2 : 0.75;
    const draw = random() * (lean ? stout : 1) * smoked;
    const scale = man ? male : female;
    const onset = scale > 0 ? onsetAge(ladder, draw / scale) : null;
    const managing = chance(random, managed);
    if (onset !== null) burdens.push({ name, onset: born + Math.floor(onset * 365.25), managed: managing });
  }
  const tense = burdens.some(({ name, onset }) => name === 'hypertension' && onset <= middle + 900);
  const systolic = tense ? 150 + 9 * normal(random) : 108 + Math.min(70, age) * 0.24 + 7.5 * normal(random);
  return {
    height: man ? 169.5 + 6 * normal(random) : 158.5 + 5.6 * normal(random),
    bodyMass,
    gaining: 0.12 * normal(random),
    smoking: age < 18 ? 'never' : smoking,
    systolic,
    diastolic: tense
      ? 92 + 6 * normal(random) - Math.max(0, age - 60) * 0.35
      : 70 + 5 * normal(random) + Math.min(10, age * 0.12),
    adherence: Math.min(1, Math.max(0.35, 0.82 + 0.17 * normal(random))),
    traits,
    burdens,
  };
}
