import type { Random } from '../random.ts';
import { type Fashion, fashions } from './given-names.ts';
import { surnames } from './surnames.ts';

const [firstDecade, lastDecade] = [1920, 2020];

/** Share of people who bear one of the frequent names of their decade. */
const frequent = 0.3;

const fashionOf = (sex: 'male' | 'female', year: number): Fashion => {
  const decade = Math.min(lastDecade, Math.max(firstDecade, Math.floor(year / 10) * 10));
  const found = fashions[sex].get(decade);
  if (!found) throw new Error(`no names for ${decade}`);
  return found;
};

/** Each surname as often as its weight: one draw is one look. */
const drawn = surnames.flatMap(([name, weight]) => Array.from({ length: weight }, () => name));

export const drawSurname = (random: Random): string => one(random, drawn);

/** The r-th of n frequent names in about 1/r of the cases: few are very frequent. */
const byRank = (random: Random, names: readonly string[]): string =>
  names[Math.floor(names.length ** random()) - 1] ?? names[0] ?? '';

const one = (random: Random, from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';

/** A given name as the decade of birth gave them: a frequent one, or one put together. */
export function drawGivenName(random: Random, sex: 'male' | 'female', year: number): string {
  // Parents of the last years of a decade already name as in the next one.
  const shift = Math.floor(random() * 7) - 3;
  const { names, first, second, single } = fashionOf(sex, year + shift);
  if (random() < frequent) return byRank(random, names);
  if (random() < single) return one(random, second);
  return one(random, first) + one(random, second);
}
