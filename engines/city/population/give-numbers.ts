import { checkedNumber } from '../people/identify.ts';
import type { Sex } from '../people/person.ts';

/** Gives a town's citizen numbers out of its own serials of each day and sex. */
export interface TownNumbers {
  /** How many are left of that day (`YYYYMMDD`) and sex. */
  readonly left: (born: string, sex: Sex) => number;
  /** The next one; throws when none is left. */
  readonly give: (born: string, sex: Sex) => string;
}

export function numbersOfTown([from, count]: readonly [number, number]): TownNumbers {
  const given = new Map<number, number>();
  const keyOf = (born: string, sex: Sex): number => Number(born) * 2 + (sex === 'male' ? 1 : 0);
  return {
    left: (born, sex) => count - (given.get(keyOf(born, sex)) ?? 0),
    give: (born, sex) => {
      const key = keyOf(born, sex);
      const next = given.get(key) ?? 0;
      if (next >= count) throw new Error(`no number is left of ${born}`);
      given.set(key, next + 1);
      return checkedNumber(born, (from + next) * 2 + (sex === 'male' ? 1 : 0));
    },
  };
}
