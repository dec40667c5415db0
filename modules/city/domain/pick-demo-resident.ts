import { ageOn, toDays } from '@songhua/engine-city/population/days.ts';
import type { LivedTown, PlacedRegistration, Resident } from '@songhua/engine-city/population/resident.ts';

/** Ids of the institutions at which the demonstration's family doctor and hospital doctor work. */
export interface DemoHouses {
  readonly home: string;
  readonly hospital: string | null;
}

/** Whose record shows something: old enough for it, and not at the end of it. */
const ages: readonly [number, number] = [45, 82];

/** Resources from which on a record shows something on every page. */
const enough = 60;

const at = ({ registrations }: Resident, house: string | null): PlacedRegistration | undefined =>
  registrations.find(({ institution, provisional }) => institution.id === house && !provisional);

/**
 * The registration at `home` of a resident worth being shown: lives there, is known to the demonstration's hospital doctor too if anybody is, of those has a record
 * that shows something, is in middle or old age, and has the fullest record. `entriesOf` counts a Patient's resources; a resident has those of all their
 * registrations. Undefined when nobody is registered at `home`.
 */
export function pickDemoResident(
  { people, until }: LivedTown,
  { home, hospital }: DemoHouses,
  entriesOf: (patient: string) => number,
): PlacedRegistration | undefined {
  const entries = new Map(
    people.map(({ id, registrations }) => [id, registrations.reduce((sum, { patient }) => sum + entriesOf(patient), 0)]),
  );
  const many = ({ id }: Resident): number => entries.get(id) ?? 0;
  const worth = (one: Resident): number => {
    const age = ageOn(toDays(one.born), toDays(until));
    const fits = age >= ages[0] && age <= ages[1];
    return (at(one, hospital) ? 8 : 0) + (many(one) >= enough ? 4 : 0) + (fits ? 2 : 0) + (one.registrations.length > 2 ? 1 : 0);
  };
  const known = people.filter((one) => one.died === null && one.movedOut === null && at(one, home));
  const [best] = known.sort((one, other) => worth(other) - worth(one) || many(other) - many(one));
  return best && at(best, home);
}
