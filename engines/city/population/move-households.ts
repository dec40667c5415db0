import { drawAddress } from '../people/identify.ts';
import type { Random } from '../random.ts';
import { ageOn, between, isoDay } from './days.ts';
import type { Living, Span } from './living.ts';
import type { CityPlan } from './plan-city.ts';
import type { TownPlace } from './towns.ts';

const addressIn = ({ countyName, name, communities, urban }: TownPlace, random: Random): string =>
  drawAddress({ area: countyName, town: name, communities, urban }, random);

/** Another town of the city, the larger ones oftener. */
function otherTown({ towns }: CityPlan, place: TownPlace, random: Random): TownPlace {
  for (let tries = 0; tries < 20; tries += 1) {
    const one = towns[Math.floor(random() * towns.length)];
    if (one && one.code !== place.code && random() * 60_000 < one.residents) return one;
  }
  return place;
}

const cities = '长春市 哈尔滨市 沈阳市 四平市 延边州敦化市 白山市 松原市 大连市'.split(' ');

interface Move {
  readonly day: number;
  /** Null: from outside the city. */
  readonly town: string | null;
  readonly address: string;
}

/** Where somebody came from who moves at that day. */
function drawMove(day: number, place: TownPlace, plan: CityPlan, random: Random): Move {
  const at = random();
  const { fromOutside, fromOtherTown } = plan.lives;
  if (at < fromOutside) {
    const city = cities[Math.floor(random() * cities.length)] ?? '';
    return { day, town: null, address: `${city}${addressIn({ ...place, countyName: '', urban: true }, random)}` };
  }
  const town = at < fromOutside + fromOtherTown ? otherTown(plan, place, random) : place;
  return { day, town: town.code, address: addressIn(town, random) };
}

function apply(person: Living, { day, town, address }: Move, place: TownPlace): void {
  // Who was born after the move was never anywhere else.
  if (person.birth >= day || (person.died !== null && person.died <= isoDay(day))) return;
  person.formerAddress = address;
  person.formerTown = town !== null && town !== place.code ? town : null;
  if (town === null) person.movedIn = isoDay(day);
  else person.moved = isoDay(day);
}

/** Gives every household its address, and those who moved the one before; newly married couples move together. */
export function liveHouseholds(people: Living[], place: TownPlace, plan: CityPlan, [from, until]: Span, random: Random): void {
  const { lives } = plan;
  const addresses = new Map<number, string>();
  const moves = new Map<number, Move | string | null>();
  for (const person of people) {
    let address = addresses.get(person.household);
    if (address === undefined) {
      address = addressIn(place, random);
      addresses.set(person.household, address);
      const at = random();
      const moved = at < lives.movedHouseholds && person.movedOut === null;
      const earlier = !moved && at < lives.movedHouseholds + lives.movedEarlier;
      moves.set(
        person.household,
        moved ? drawMove(between(random, from, until), place, plan, random) : earlier ? addressIn(place, random) : null,
      );
    }
    person.address = address;
    const move = moves.get(person.household) ?? null;
    if (typeof move === 'string') person.formerAddress = ageOn(person.birth, until) >= 5 ? move : null;
    else if (move) apply(person, move, place);
  }
  marry(people, place, plan, [from, until], random);
}

/** The first day of birth of each mother's children. */
function firstBirths(people: readonly Living[]): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  for (const { mother, birth } of people) if (mother !== -1) first.set(mother, Math.min(birth, first.get(mother) ?? birth));
  return first;
}

function marry(people: readonly Living[], place: TownPlace, plan: CityPlan, [from, until]: Span, random: Random): void {
  const [twenties, later, thirties, older] = plan.lives.newlyMarried;
  const births = firstBirths(people);
  for (const wife of people) {
    const husband = people[wife.spouse];
    if (wife.sex !== 'female' || !husband || husband.died !== null || wife.died !== null) continue;
    const age = ageOn(wife.birth, until);
    const chance = age < 25 ? twenties : age < 30 ? later : age < 35 ? thirties : age < 45 ? older : 0;
    const last = Math.min(until, births.get(wife.at) ?? until);
    // At twenty she may, at twenty-two he may (民法典 1047).
    const earliest = Math.max(from, wife.birth + Math.ceil(20 * 365.25), husband.birth + Math.ceil(22 * 365.25));
    if (random() >= chance || last < earliest) continue;
    const day = between(random, earliest, last);
    wife.married = isoDay(day);
    husband.married = wife.married;
    const mover = random() < 0.7 ? wife : husband;
    if (mover.moved === null && mover.movedIn === null) apply(mover, drawMove(day, place, plan, random), place);
  }
}
