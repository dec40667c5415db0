import type { Random } from '../random.ts';
import { ageOn, between, toDays } from './days.ts';
import { type Choice, choose } from './find-houses.ts';
import { ageBand } from './life-rates.ts';
import type { Living, Span } from './living.ts';
import type { CityPlan } from './plan-city.ts';
import type { PlacedInstitution, Provisional } from './resident.ts';
import type { TownPlace } from './towns.ts';

/** That somebody will be registered somewhere on a day. */
export interface Visit {
  readonly institution: PlacedInstitution;
  readonly day: number;
  readonly provisional?: Provisional;
}

/** Years before the five within which records may have been begun. */
const earlier = 6 * 365;

/** The days on which somebody can have been registered: born, here, and not gone. */
function possible(person: Living, [from, until]: Span): Span {
  const start = Math.max(from - earlier, person.birth + 1, person.movedIn ? toDays(person.movedIn) : 0);
  const end = Math.min(
    until,
    person.died ? toDays(person.died) - 1 : until,
    person.movedOut ? toDays(person.movedOut) - 1 : until,
  );
  return [Math.min(start, Math.max(end, person.birth)), Math.max(end, person.birth)];
}

/** Where children of the last five years were born; mother and child are registered there. */
function bear(people: readonly Living[], place: TownPlace, plan: CityPlan, [from]: Span, random: Random) {
  const { births, city } = plan.houses;
  const { mothers } = plan.houses;
  const born = new Map<number, Visit>();
  const birthHouses = new Map<string, PlacedInstitution | undefined>();
  for (const child of people) {
    if (child.birth < from || child.mother === -1 || child.movedIn !== null) continue;
    const key = `${child.mother} ${child.born}`;
    if (!birthHouses.has(key)) {
      const at = random();
      const from = at < 0.55 ? births.get(place.county) : at < 0.75 ? city : mothers;
      birthHouses.set(key, from && choose(from, random));
    }
    const institution = birthHouses.get(key);
    if (institution) born.set(child.at, { institution, day: child.birth });
  }
  return born;
}

/** Where and when everybody is registered, in the order of the days; one institution registers somebody once, unless it did not know who it was. */
export function planRegistrations(
  people: readonly Living[],
  place: TownPlace,
  plan: CityPlan,
  span: Span,
  random: Random,
): readonly (readonly Visit[])[] {
  const { houses, lives } = plan;
  const visits: Visit[][] = people.map(() => []);
  const add = (at: number, from: Choice | undefined, day: number): void => {
    const institution = from && choose(from, random);
    const theirs = visits[at];
    if (!institution || !theirs || theirs.some((one) => one.institution.id === institution.id && !one.provisional)) return;
    theirs.push({ institution, day });
  };
  for (const [at, visit] of bear(people, place, plan, span, random)) {
    const mother = people[at] && people[people[at].mother];
    if (random() < lives.newborns) visits[at]?.push({ ...visit, provisional: 'newborn' });
    if (!mother) continue;
    const theirs = visits[mother.at];
    if (theirs?.every(({ institution }) => institution.id !== visit.institution.id))
      theirs.push({ ...visit, day: Math.max(visit.day - between(random, 0, 200), mother.birth) });
  }
  const home = houses.home.get(place.code);
  const [clinics, hospitals] = [houses.clinics.get(place.county), houses.hospitals.get(place.county)];
  for (const person of people) {
    const { at } = person;
    const days = possible(person, span);
    const band = ageBand(ageOn(person.birth, span[1]));
    const someDay = (): number => between(random, ...days);
    // Most records at home were begun before the five years, or soon after somebody was born or came.
    const early: Span = [days[0], Math.min(days[1], Math.max(span[0], days[0] + 60))];
    if (random() < lives.atHome) add(at, home, random() < 0.85 ? between(random, ...early) : someDay());
    // Who came from another town of the city may still be in the register there.
    if (person.formerTown !== null && person.moved !== null && random() < 0.6)
      add(at, houses.home.get(person.formerTown), between(random, days[0], Math.min(days[1], toDays(person.moved) - 1)));
    if (random() < lives.atCounty[band]) add(at, hospitals, someDay());
    if (random() < lives.atCity[band]) add(at, houses.city, someDay());
    if (random() < lives.atSpecialised[band]) add(at, band === 0 ? houses.children : houses.others, someDay());
    if (random() < lives.atClinic) add(at, clinics, someDay());
    if (visits[at]?.every(({ provisional }) => provisional)) add(at, home, between(random, ...early));
    if (band > 1 && random() < lives.unknown) {
      const institution = hospitals && choose(hospitals, random);
      if (institution) visits[at]?.push({ institution, day: someDay(), provisional: 'unknown' });
    }
  }
  for (const theirs of visits) theirs.sort((one, other) => one.day - other.day);
  return visits;
}
