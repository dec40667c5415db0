import { apportion } from '../apportion.ts';
import { plainDay } from '../population/days.ts';
import type { Random } from '../random.ts';
import { type AgeStructure, oldest, weightsByAge } from './age-structure.ts';
import { drawGivenName, drawSurname } from './draw-name.ts';
import type { Person, Sex } from './person.ts';

/** How families of the city are made; parameters, each this project's estimate unless its source is said. */
export interface FamilyRates {
  /** Share of women of 20 to 29, 30 to 49, 50 to 69 and older who live with their husband. */
  readonly married: readonly [number, number, number, number];
  /** Share of single people of 18 to 29, and of 30 and older, who live with their parents. */
  readonly athome: readonly [number, number];
  /** Share of couples of 28 to 55 with a parent of one of them in the household. */
  readonly withElder: number;
  /** Share of births that are twins. */
  readonly twins: number;
  /** Share of children who bear their mother's surname. */
  readonly motherName: number;
}

export const usualFamilies: FamilyRates = {
  married: [0.42, 0.86, 0.82, 0.52],
  athome: [0.62, 0.25],
  withElder: 0.14,
  twins: 0.011,
  motherName: 0.06,
};

interface Draft {
  readonly sex: Sex;
  readonly age: number;
  born: string;
  mother: number;
  father: number;
  spouse: number;
  household: number;
  twin: 0 | 1 | 2;
  children: number;
}

const dayMs = 86_400_000;

/** A day of birth of somebody who is `age` on the day `until` (ms). */
function birthday(random: Random, age: number, until: number): string {
  const at = plainDay(until / dayMs);
  const [year, month, day] = [Number(at.slice(0, 4)), Number(at.slice(4, 6)), Number(at.slice(6))];
  const last = Date.UTC(year - age, month - 1, day);
  const first = Date.UTC(year - age - 1, month - 1, day) + dayMs;
  return plainDay(first / dayMs + Math.floor(random() * ((last - first) / dayMs + 1)));
}

/** People by age who may still be chosen; whoever is taken stays in the list until met again. */
function byAge(drafts: readonly Draft[], fits: (draft: Draft) => boolean, random: Random) {
  const shelves: number[][] = Array.from({ length: oldest + 1 }, () => []);
  for (const [at, draft] of drafts.entries()) if (fits(draft)) shelves[draft.age]?.push(at);
  for (const shelf of shelves) {
    for (let at = shelf.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      [shelf[at], shelf[other]] = [shelf[other] ?? 0, shelf[at] ?? 0];
    }
  }
  /** One of about that age whom `still` lets: at most `away` years off, the nearest first. */
  const near = (age: number, away: number, still: (at: number) => boolean, take: boolean): number => {
    for (let off = 0; off <= away; off += 1) {
      for (const wanted of off === 0 ? [age] : [age - off, age + off]) {
        const shelf = shelves[wanted];
        if (!shelf) continue;
        for (let at = shelf.length - 1; at >= 0; at -= 1) {
          const found = shelf[at] ?? -1;
          if (!still(found)) {
            // Those who no longer fit are let go of, or every later choice would walk past them.
            shelf.splice(at, 1);
            continue;
          }
          if (take) shelf.splice(at, 1);
          else shelf.unshift(...shelf.splice(at, 1));
          return found;
        }
      }
    }
    return -1;
  };
  return near;
}

const span = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from + 1));

/** Roughly a bell around a middle: the mean of three draws. */
const bell = (random: Random, middle: number, width: number): number =>
  Math.round(middle + ((random() + random() + random()) / 3 - 0.5) * 2 * width);

const marriedAt = (age: number, { married: [young, middle, older, old] }: FamilyRates): number =>
  age < 20 ? 0 : age < 30 ? young : age < 50 ? middle : age < 70 ? older : old;

/**
 * The residents of a town on one day, exactly as many as `total` and by age and sex as the structure says, in the households they form: couples near in
 * age, children with mothers 18 to 42 years older, twins, old people with their children or by themselves. The same random stream gives the same people.
 */
export function formHouseholds(
  total: number,
  day: string,
  ages: AgeStructure,
  random: Random,
  rates: FamilyRates = usualFamilies,
): readonly Person[] {
  const until = Date.parse(`${day}T00:00:00Z`);
  const weights = [...weightsByAge(ages.male), ...weightsByAge(ages.female)];
  const counts = apportion(
    total,
    weights.map((weight) => ({ weight })),
  );
  if (!counts.ok) throw new Error(`no ${total} people by these ages`);
  const drafts: Draft[] = counts.value.flatMap((count, at) =>
    Array.from({ length: count }, (): Draft => {
      const age = at % (oldest + 1);
      const sex: Sex = at <= oldest ? 'male' : 'female';
      return {
        sex,
        age,
        born: birthday(random, age, until),
        mother: -1,
        father: -1,
        spouse: -1,
        household: -1,
        twin: 0,
        children: 0,
      };
    }),
  );
  marry(drafts, random, rates);
  giveMothers(drafts, random, rates);
  settle(drafts, random, rates);
  return nameAll(drafts, random, rates);
}

function marry(drafts: readonly Draft[], random: Random, rates: FamilyRates): void {
  const near = byAge(drafts, ({ sex, age }) => sex === 'male' && age >= 20, random);
  for (const [at, draft] of drafts.entries()) {
    if (draft.sex !== 'female' || random() >= marriedAt(draft.age, rates)) continue;
    const husband = near(Math.max(20, draft.age + span(random, -1, 4)), 6, (one) => drafts[one]?.spouse === -1, true);
    const found = drafts[husband];
    if (!found) continue;
    draft.spouse = husband;
    found.spouse = at;
  }
}

/** Whether a woman can have a child of that age; one whom nobody knows can. */
const mayBear = (mother: Draft | undefined, age: number): boolean =>
  mother === undefined || (mother.age - age >= 16 && mother.age - age <= 46);

const mayFather = (father: Draft | undefined, age: number): boolean => father === undefined || father.age - age >= 16;

/** Children and grown-up single people get the parents with whom they live. */
function giveMothers(drafts: readonly Draft[], random: Random, rates: FamilyRates): void {
  const near = byAge(
    drafts,
    ({ sex, age, spouse }) => sex === 'female' && age >= 18 && (spouse !== -1 || random() < 0.15),
    random,
  );
  let elder: Draft | undefined;
  for (const [at, draft] of drafts.entries()) {
    const { age, spouse, sex } = draft;
    const stays = age < 18 ? 0.97 : spouse !== -1 ? 0 : age < 30 ? rates.athome[0] : age < 45 ? rates.athome[1] : 0;
    if (random() >= stays) continue;
    const gap = Math.min(42, Math.max(18, bell(random, 26, 11)));
    const most = random() < 0.22 ? 2 : 1;
    const mother = near(age + gap, 6, (one) => (drafts[one]?.children ?? 9) < most && one !== at, false);
    const found = drafts[mother];
    if (!found || !mayBear(found, age) || !mayFather(drafts[found.spouse], age)) continue;
    draft.mother = mother;
    draft.father = found.spouse;
    found.children += 1;
    // Twins are two of one age in the list, one after the other, of whom the second goes to the first one's mother.
    if (elder && elder.age === age && elder.mother !== -1 && elder.twin === 0 && random() < rates.twins) {
      found.children -= 1;
      draft.mother = elder.mother;
      draft.father = elder.father;
      const first = drafts[elder.mother];
      if (first) first.children += 1;
      draft.born = elder.born;
      elder.twin = 1;
      draft.twin = 2;
    }
    elder = sex === drafts[at]?.sex ? draft : undefined;
  }
}

/** Who lives under one roof: couples with their children, some with an old parent, the others by themselves. */
function settle(drafts: readonly Draft[], random: Random, rates: FamilyRates): void {
  let households = 0;
  const open = (draft: Draft): number => {
    if (draft.household === -1) {
      draft.household = households;
      households += 1;
      const husband = drafts[draft.spouse];
      if (husband && husband.household === -1) husband.household = draft.household;
    }
    return draft.household;
  };
  for (const draft of drafts) if (draft.mother === -1 && (draft.spouse === -1 || draft.sex === 'female')) open(draft);
  for (const draft of drafts) {
    const parent = drafts[draft.mother];
    if (!parent) continue;
    // Whoever is a mother herself by now has a household of her own.
    draft.household = parent.household === -1 ? open(parent) : parent.household;
  }
  const elders = byAge(drafts, ({ age, mother, children }) => age >= 50 && mother === -1 && children === 0, random);
  const joined = new Set<number>();
  for (const draft of drafts) {
    if (draft.sex !== 'female' || draft.spouse === -1 || draft.age < 28 || draft.age > 55 || random() >= rates.withElder)
      continue;
    const parent = elders(draft.age + bell(random, 26, 6), 8, (one) => !joined.has(one), true);
    const elder = drafts[parent];
    if (!elder || elder.age - draft.age < 18) continue;
    joined.add(parent);
    const partner = drafts[elder.spouse];
    elder.household = draft.household;
    if (partner) {
      joined.add(elder.spouse);
      partner.household = draft.household;
    }
    // The old parent is the husband's as often as the wife's.
    const child = random() < 0.6 ? drafts[draft.spouse] : draft;
    const [mother, father] = elder.sex === 'female' ? [parent, elder.spouse] : [elder.spouse, parent];
    if (!child || child.mother !== -1 || !mayBear(drafts[mother], child.age) || !mayFather(drafts[father], child.age)) continue;
    child.mother = mother;
    child.father = father;
  }
}

/** Names in the order of the generations: who has a father here bears his surname, seldom the mother's. */
function nameAll(drafts: readonly Draft[], random: Random, rates: FamilyRates): Person[] {
  const surnames = new Map<number, string>();
  const order = [...drafts.keys()].sort((a, b) => (drafts[b]?.age ?? 0) - (drafts[a]?.age ?? 0) || a - b);
  for (const at of order) {
    const { father = -1, mother = -1 } = drafts[at] ?? {};
    const inherited = random() < rates.motherName ? mother : father;
    surnames.set(at, surnames.get(inherited) ?? surnames.get(father) ?? drawSurname(random));
  }
  const siblings = new Map<number, string[]>();
  return drafts.map(({ sex, born, mother, father, spouse, household, twin }, at) => {
    const theirs = siblings.get(mother) ?? [];
    let given = drawGivenName(random, sex, Number(born.slice(0, 4)));
    // No two children of a mother have one name; twins least of all.
    while (mother !== -1 && theirs.includes(given)) given = drawGivenName(random, sex, Number(born.slice(0, 4)));
    if (mother !== -1) siblings.set(mother, [...theirs, given]);
    return { at, sex, born, surname: surnames.get(at) ?? '', given, mother, father, spouse, household, twin };
  });
}
