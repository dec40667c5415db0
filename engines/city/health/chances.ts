import type { Random } from '../random.ts';

export const chance = (random: Random, share: number): boolean => random() < share;

/** About normal with mean 0 and spread 1, never beyond 3. */
export const normal = (random: Random): number => (random() + random() + random() - 1.5) * 2;

/** How many of what happens `mean` times on average: Knuth's way, and about normal where that is many. */
export function count(random: Random, mean: number): number {
  if (mean <= 0) return 0;
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const bound = Math.exp(-mean);
  let product = random();
  let many = 0;
  while (product > bound) {
    product *= random();
    many += 1;
  }
  return many;
}

export const among = <T>(random: Random, list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0];

export const span = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from + 1));

export const round = (value: number, digits: number): number => {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
};

/** [age, weight] with straight lines between; it never falls. */
export type Ladder = readonly (readonly [number, number])[];

/** The weight at an age. */
export function weightAt(ladder: Ladder, age: number): number {
  let [before, low] = ladder[0] ?? [0, 0];
  for (const [at, high] of ladder) {
    if (age <= at) return at === before ? (age < at ? 0 : high) : low + ((high - low) * (age - before)) / (at - before);
    [before, low] = [at, high];
  }
  return low;
}

/** At which age the weight first reaches `aim`, or never. So who has drawn a number has one onset, and shares by age come out right. */
export function onsetAge(ladder: Ladder, aim: number): number | null {
  let [before, low] = ladder[0] ?? [0, 0];
  for (const [at, high] of ladder) {
    if (high >= aim && high > low) return before + ((at - before) * (aim - low)) / (high - low);
    [before, low] = [at, high];
  }
  return null;
}

/** The mean weight of these people, women counting as much as said. */
export function shareOfAll(
  people: readonly { readonly age: number; readonly sex: string }[],
  ladder: Ladder,
  women: number,
): number {
  if (people.length === 0) return 0;
  return (
    people.reduce((sum, { age, sex }) => sum + weightAt(ladder, age) * (sex === 'female' ? women : 2 - women), 0) / people.length
  );
}
