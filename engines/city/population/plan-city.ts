import { apportion } from '../apportion.ts';
import type { NoiseRates } from '../noise/registration.ts';
import { counterNoise } from '../noise/registration.ts';
import { type AgeStructure, jilinAges } from '../people/age-structure.ts';
import { type FamilyRates, usualFamilies } from '../people/form-households.ts';
import { type Random, seededRandom } from '../random.ts';
import type { Result } from '../result.ts';
import { infeasible, ok } from '../result.ts';
import { type CityInstitution, type Houses, layHouses } from './find-houses.ts';
import { type LifeRates, usualLives } from './life-rates.ts';
import type { TownPlace } from './towns.ts';

/** What is a town's alone, so that it can be made without the others: no number or phone is anybody's of two towns. */
export interface TownShare {
  /** Position among the towns. */
  readonly at: number;
  /** Which of the 500 serials of a day and sex are given out here. */
  readonly serials: readonly [from: number, count: number];
  /** First and number of the phones of its people; as many again follow for former ones. */
  readonly phones: readonly [from: number, count: number];
}

/** All that every town of one city has in common. */
export interface CityPlan {
  readonly seed: string;
  /** Last of the five years' days, ISO. */
  readonly until: string;
  readonly from: string;
  /** With all their residents, whatever the scale. */
  readonly towns: readonly TownPlace[];
  readonly shares: ReadonlyMap<string, TownShare>;
  readonly houses: Houses;
  readonly ages: AgeStructure;
  readonly families: FamilyRates;
  readonly lives: LifeRates;
  readonly noise: NoiseRates;
}

export interface CityPlanInput {
  readonly seed: string;
  /** ISO day. */
  readonly until: string;
  /** Of the whole city, unscaled. */
  readonly towns: readonly TownPlace[];
  readonly institutions: readonly CityInstitution[];
  readonly ages?: AgeStructure;
  readonly families?: FamilyRates;
  readonly lives?: LifeRates;
  readonly noise?: NoiseRates;
}

export const years = 5;
const serials = 500;
/** Serials of a day and sex in a row that leave room for days with more births than most. */
const mostResidents = 10_000_000;
const phones = 999_999_000;
/** Places for registrations of one person, and for people of one town, in the numbers that ids are made of. */
export const [registrationPlaces, peoplePlaces] = [32, 2 ** 22];

/** The day five years before, and one on: together five years. */
function startOf(until: string): string {
  const [year = 0, month = 1, day = 1] = until.split('-').map(Number);
  return new Date(Date.UTC(year - years, month - 1, day + 1)).toISOString().slice(0, 10);
}

/** Lays out a city. Refuses what has too few citizen numbers or no institution to register anybody. */
export function planCity(input: CityPlanInput): Result<CityPlan> {
  const { towns, institutions, seed, until } = input;
  const total = towns.reduce((sum, { residents }) => sum + residents, 0);
  if (!/^\d{4}-\d\d-\d\d$/.test(until) || Number.isNaN(Date.parse(until))) return infeasible('city.no-day', { until });
  if (total > mostResidents) return infeasible('city.too-many-residents', { residents: total, most: mostResidents });
  if (towns.length > serials / 2) return infeasible('city.too-many-towns', { towns: towns.length, most: serials / 2 });
  const houses = layHouses(towns, institutions);
  if (!houses.ok) return houses;
  const least = towns.length * 2 <= serials ? 2 : 1;
  const counts = apportion(
    serials,
    towns.map(({ residents }) => ({ weight: residents, low: least })),
  );
  if (!counts.ok) return counts;
  const perTown = Math.floor(phones / Math.max(1, towns.length) / 2);
  let serial = 0;
  const shares = new Map<string, TownShare>();
  for (const [at, { code }] of towns.entries()) {
    const count = counts.value[at] ?? 0;
    shares.set(code, { at, serials: [serial, count], phones: [at * perTown * 2, perTown] });
    serial += count;
  }
  return ok({
    seed,
    until,
    from: startOf(until),
    towns,
    shares,
    houses: houses.value,
    ages: input.ages ?? jilinAges,
    families: input.families ?? usualFamilies,
    lives: input.lives ?? usualLives,
    noise: input.noise ?? counterNoise,
  });
}

/** The random stream of a town: of the seed and the town alone, whichever others are made. */
export const townRandom = (plan: CityPlan, place: Pick<TownPlace, 'code'>): Random => seededRandom(`${plan.seed}/${place.code}`);
