import { weightsByAge } from '../people/age-structure.ts';
import { drawGivenName, drawSurname } from '../people/draw-name.ts';
import type { Random } from '../random.ts';
import { between, isoDay, plainDay, toDays } from './days.ts';
import { isAlone, type Living, type Span } from './living.ts';
import { type CityPlan, years } from './plan-city.ts';
import type { TownPlace } from './towns.ts';

/** A whole number whose mean over many towns is `mean`. */
const roundByChance = (mean: number, random: Random): number => Math.floor(mean) + (random() < mean % 1 ? 1 : 0);

interface Gone {
  readonly sex: Living['sex'];
  readonly birth: number;
  readonly household: number;
  readonly spouse: number;
}

function append(people: Living[], place: TownPlace, { sex, birth, household, spouse }: Gone, random: Random): Living {
  const at = people.length;
  const born = plainDay(birth);
  const person: Living = {
    ...isAlone,
    id: `r${place.code}-${at}`,
    at,
    sex,
    born,
    birth,
    surname: drawSurname(random),
    given: drawGivenName(random, sex, Number(born.slice(0, 4))),
    mother: -1,
    father: -1,
    spouse,
    household,
    twin: 0,
    number: null,
    phone: null,
  };
  people.push(person);
  return person;
}

const countHouseholds = (people: readonly Living[]): number =>
  people.reduce((most, { household }) => Math.max(most, household + 1), 0);

/** Old people by themselves, by age: who may have lost somebody. */
function widowed(people: readonly Living[], until: number): Map<number, Living[]> {
  const shelves = new Map<number, Living[]>();
  for (const person of people) {
    const age = Math.floor((until - person.birth) / 365.25);
    if (person.spouse !== -1 || age < 50) continue;
    const shelf = shelves.get(age) ?? [];
    shelf.push(person);
    shelves.set(age, shelf);
  }
  return shelves;
}

/** Adds those who died within the five years, by the rates of their age and sex; some leave a widow or widower and children. */
export function addDead(people: Living[], place: TownPlace, plan: CityPlan, [from, until]: Span, random: Random): void {
  const residents = people.length;
  if (residents === 0) return;
  const alone = widowed(people, until);
  let households = countHouseholds(people);
  const mothers = new Map<number, Living[]>();
  for (const person of people)
    if (person.mother !== -1) mothers.set(person.mother, [...(mothers.get(person.mother) ?? []), person]);
  const total = [...plan.ages.male, ...plan.ages.female].reduce((sum, share) => sum + share, 0);
  for (const sex of ['male', 'female'] as const) {
    for (const [age, weight] of weightsByAge(plan.ages[sex]).entries()) {
      const rate = plan.lives.deaths[sex][Math.min(17, Math.floor(age / 5))] ?? 0;
      const dead = roundByChance((residents * (weight / total) * rate * years) / 1000, random);
      for (let n = 0; n < dead; n += 1) {
        const day = between(random, from, until);
        const birth = day - Math.floor((age + random()) * 365.25);
        const left = age < 50 || random() < 0.4 ? undefined : takeWidowed(alone, sex, Math.floor((until - birth) / 365.25));
        const person = append(
          people,
          place,
          { sex, birth, household: left?.household ?? households, spouse: left?.at ?? -1 },
          random,
        );
        person.died = isoDay(day);
        if (!left) {
          households += 1;
          continue;
        }
        left.spouse = person.at;
        const children = sex === 'male' ? (mothers.get(left.at) ?? []) : [];
        for (const child of children) {
          if (child.father !== -1 || child.birth > day || child.birth < birth + 18 * 366) continue;
          child.father = person.at;
          person.surname = child.surname;
        }
      }
    }
  }
}

function takeWidowed(alone: ReadonlyMap<number, Living[]>, sex: Living['sex'], age: number): Living | undefined {
  for (let off = 0; off <= 5; off += 1) {
    for (const wanted of off === 0 ? [age] : [age - off, age + off]) {
      const shelf = alone.get(wanted) ?? [];
      const at = shelf.findLastIndex((one) => one.sex !== sex);
      if (at >= 0) return shelf.splice(at, 1)[0];
    }
  }
  return undefined;
}

/** Adds those who left the city within the five years: mostly young, one by one. */
export function addLeavers(people: Living[], place: TownPlace, plan: CityPlan, [from, until]: Span, random: Random): void {
  const leavers = roundByChance(place.residents * plan.lives.left, random);
  let households = countHouseholds(people);
  for (let n = 0; n < leavers; n += 1) {
    const day = between(random, from, until);
    const age = 18 + Math.floor(random() ** 1.6 * 42);
    const birth = day - Math.floor((age + random()) * 365.25);
    const person = append(
      people,
      place,
      { sex: random() < 0.5 ? 'male' : 'female', birth, household: households, spouse: -1 },
      random,
    );
    households += 1;
    person.movedOut = isoDay(Math.max(day, toDays(person.born) + 1));
  }
}
