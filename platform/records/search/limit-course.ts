import type { Filter } from '@songhua/engine-fhir/search/types.ts';
import type { Tx } from '@songhua/kernel';
import { numberKey } from '../domain/keys.ts';
import { isOfPeople } from '../reach/people.ts';
import { holdersOf, type Reader, waysTo } from '../reach/ways.ts';
import { numbersLiteral } from '../store/literals.ts';
import { findPatientsOf } from '../store/standings.ts';
import { type Choice, rank, type Sought } from './choose-course.ts';
import { type Condition, ofLists } from './condition.ts';
import type { Reached, ReachHouse } from './reaching.ts';
import { placedIn } from './spread.ts';
import { ridIn } from './these.ts';

/** A choice with one more test on every course of it: what is not reached is met nowhere. */
export function limited(choice: Choice, reached: Condition | undefined): Choice {
  if (!reached) return choice;
  const { course, rest, ways, forAll, otherwise } = choice;
  const within = <C extends Choice['course']>(one: C): C => ({ ...one, tests: [...one.tests, reached] });
  return {
    course: within(course),
    rest,
    ...(ways && { ways: ways.map((way) => ({ ...way, course: within(way.course) })) }),
    ...(forAll && { forAll: async () => limited(await forAll(), reached) }),
    ...(otherwise && { otherwise: async () => limited(await otherwise(), reached) }),
  };
}

/**
 * People whose lists lead: each is looked into until it has given its part of a page, or to its end where further conditions are met by
 * few. Of more people the search's own conditions lead, or the list of all.
 */
const fewPeople = { alone: 2_000, besideOthers: 20 } as const;

/** Who reaches few people is led by their lists, when nothing narrower is asked for. Those may hold what is not reached: it is tested. */
export async function leadMine(
  tx: Tx,
  house: ReachHouse,
  reader: Reader,
  { selves }: Reached,
  type: string,
  filters: readonly Filter[],
): Promise<Sought | undefined> {
  const people = house.people(type);
  const ways = waysTo(reader.reach, type, 's');
  if (!isOfPeople(people) || ways.length === 0 || ways.some(({ whose }) => whose === 'everyone')) return undefined;
  if (filters.some((filter) => rank({ filter, condition: { set: () => '', test: () => '' } }) <= 2)) return undefined;
  const most = filters.length === 0 ? fewPeople.alone : fewPeople.besideOthers;
  const holders = ways.flatMap(holdersOf);
  const found = holders.length > 0 ? await findPatientsOf(tx, holders, reader.now, most + 1) : [];
  if (found.length > most) return undefined;
  const patients = [...new Set([...found, ...ways.flatMap(selves)])];
  const filter: Filter = { kind: 'compartment', compartment: 'Patient', id: '', by: [] };
  if (people.self) {
    const themselves: Condition = {
      set: (binder) =>
        `select ${placedIn(binder, 'r')} from records.resource r where r.rid = any(${binder.bind(numbersLiteral(patients), 'bigint[]')})
         and not r.deleted`,
      test: (binder, v) => `${ridIn(v)} = any(${binder.bind(numbersLiteral(patients), 'bigint[]')})`,
    };
    return { filter, condition: themselves };
  }
  const { index } = house.searching(type);
  const keys = people.codes.flatMap((code) => patients.map((rid) => numberKey(index.number(code), rid)));
  return { filter, condition: ofLists((binder) => binder.bind(numbersLiteral(keys), 'bigint[]'), keys) };
}
