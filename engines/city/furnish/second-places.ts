import { isCentre } from '../measures.ts';
import type { Random } from '../random.ts';
import type { District } from './districts.ts';
import type { FurnishedInstitution } from './furnishing.ts';

/** One doctor in so many of a county's leading hospital also practises at a centre of that county. */
const oneIn = 6;

/** Gives some doctors of leading hospitals a second place of practice, at which they are not counted. */
export function addSecondPlaces(
  institutions: readonly FurnishedInstitution[],
  districts: readonly District[],
  random: Random,
): FurnishedInstitution[] {
  const centres = new Map(
    districts.flatMap((d) => (d.lead ? [[d.lead.id, d.institutions.filter(isCentre).map((i) => i.id)] as const] : [])),
  );
  return institutions.map((one) => {
    const near = centres.get(one.id) ?? [];
    if (near.length === 0) return one;
    return {
      ...one,
      people: one.people.map((person) =>
        person.profession === 'doctor' && random() * oneIn < 1
          ? { ...person, second: near[Math.floor(random() * near.length)] ?? null }
          : person,
      ),
    };
  });
}
