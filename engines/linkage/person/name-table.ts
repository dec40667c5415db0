import { surnameLength } from '../zh/fold-name.ts';

/** Shares of names: of each of the commonest by itself, of every other one the same. */
export interface Shares {
  readonly common: Readonly<Record<string, number>>;
  readonly other: number;
}

/** How many people bear a name: of surnames, and of given names among those born in each decade, since these go with their time. Plain data. */
export interface NameTable {
  readonly surnames: Shares;
  /** By the first year of the decade; `any` where the birthday is not known. */
  readonly given: Readonly<Record<string, Shares>>;
}

export const anyDecade = 'any';

/** The decade of a date in digits: `1960` of 19630214; `any` of none. */
export const decadeOf = (born: string): string => (born.length >= 4 ? `${born.slice(0, 3)}0` : anyDecade);

/** A folded name as surname and given name. */
export const splitName = (folded: string): readonly [string, string] => {
  const length = surnameLength(folded);
  return [folded.slice(0, length), folded.slice(length)];
};

const shareOf = ({ common, other }: Shares, name: string): number => common[name] ?? other;

/** Share of the people of a decade who bear a folded name, surname and given name taken as independent. */
export const nameShare = (names: NameTable, folded: string, decade: string): number =>
  shareOfParts(names, splitName(folded), decade);

/** The same of a name that is split already. */
export function shareOfParts(
  { surnames, given }: NameTable,
  [surname, first]: readonly [string, string],
  decade: string,
): number {
  const shares = given[decade] ?? given[anyDecade];
  return shareOf(surnames, surname) * (shares ? shareOf(shares, first) : surnames.other);
}

/** Counts names of records in turn. */
export function createNameCounter() {
  const surnames = new Map<string, number>();
  const given = new Map<string, Map<string, number>>();
  const count = (counts: Map<string, number>, name: string): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  const among = (decade: string): Map<string, number> => {
    const found = given.get(decade) ?? new Map<string, number>();
    given.set(decade, found);
    return found;
  };
  return {
    add: (folded: string, decade: string): void => {
      const [surname, first] = splitName(folded);
      count(surnames, surname);
      count(among(anyDecade), first);
      if (decade !== anyDecade) count(among(decade), first);
    },
    /** The table with so many names of each kind by themselves. Decades with few people are left out: theirs are the shares of all. */
    finish: (most = { surnames: 300, given: 250 }, least = 2000): NameTable => ({
      surnames: sharesOf(surnames, most.surnames),
      given: Object.fromEntries(
        [...given]
          .filter(([decade, counts]) => decade === anyDecade || total(counts) >= least)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([decade, counts]) => [decade, sharesOf(counts, most.given)]),
      ),
    }),
  };
}

const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, one) => sum + one, 0);
const rounded = (share: number): number => Number(share.toPrecision(3));

/** The rest get the chance that two of its bearers share a name, not one part of however many names there are: the commoner of them meet more often. */
function sharesOf(counts: ReadonlyMap<string, number>, most: number): Shares {
  const all = Math.max(1, total(counts));
  const sorted = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const common = sorted.slice(0, most).filter(([, count]) => count > 1);
  const rest = sorted.slice(common.length);
  const [sum, squares] = [total(new Map(rest)), rest.reduce((squared, [, count]) => squared + count * count, 0)];
  return {
    common: Object.fromEntries(common.map(([name, count]) => [name, rounded(count / all)])),
    other: rounded(sum === 0 ? 1 / all : squares / sum / all),
  };
}
