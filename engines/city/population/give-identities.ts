import type { Random } from '../random.ts';
import { ageOn, plainDay } from './days.ts';
import { numbersOfTown, type TownNumbers } from './give-numbers.ts';
import type { Living } from './living.ts';
import type { TownShare } from './plan-city.ts';

/** Days after birth in which a child may have no number yet, and how many of those have none. */
const withoutNumber = { days: 30, share: 0.6 };

/** The other of two twins, by place. */
function pairTwins(people: readonly Living[]): ReadonlyMap<number, Living> {
  const firsts = new Map<string, Living>();
  const pairs = new Map<number, Living>();
  for (const person of people) {
    if (person.twin === 0) continue;
    const key = `${person.mother} ${person.born}`;
    const other = firsts.get(key);
    if (other) {
      pairs.set(other.at, person);
      pairs.set(person.at, other);
    } else firsts.set(key, person);
  }
  return pairs;
}

/** The nearest day of birth, at the same age, of which the town has numbers left for all of them. */
function findDay(numbers: TownNumbers, { birth }: Living, born: readonly Living[], until: number): number {
  const enough = (plain: string): boolean =>
    born.every(({ sex }) => numbers.left(plain, sex) >= born.filter((other) => other.sex === sex).length);
  if (enough(plainDay(birth))) return birth;
  const age = ageOn(birth, until);
  const fits = (day: number): boolean => day <= until && ageOn(day, until) === age && enough(plainDay(day));
  for (let off = 1; off < 366; off += 1) {
    if (fits(birth - off)) return birth - off;
    if (fits(birth + off)) return birth + off;
  }
  throw new Error(`a town has more people born in a year than numbers: ${plainDay(birth)}`);
}

/**
 * Gives everybody a citizen number of the town's own serials. Where the serials of a day are used up, somebody is born a day earlier or later; nobody becomes
 * older or younger by it. A newborn may have none yet.
 */
export function giveIdentities(people: readonly Living[], { serials }: TownShare, until: number, random: Random): void {
  const numbers = numbersOfTown(serials);
  const twins = pairTwins(people);
  for (const person of people) {
    if (person.number !== null) continue;
    const twin = twins.get(person.at);
    const born = twin ? [person, twin] : [person];
    const day = findDay(numbers, person, born, until);
    const none = until - day < withoutNumber.days && random() < withoutNumber.share;
    for (const one of born) {
      one.birth = day;
      one.born = plainDay(day);
      one.number = none ? null : numbers.give(one.born, one.sex);
    }
  }
}
