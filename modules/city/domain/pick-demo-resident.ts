import { ageOn, toDays } from '@songhua/engine-city/population/days.ts';
import type { LivedTown, PlacedRegistration, Resident } from '@songhua/engine-city/population/resident.ts';

/** Ids of the institutions at which the demonstration's family doctor and hospital doctor work. */
export interface DemoHouses {
  readonly home: string;
  readonly hospital: string | null;
}

/** Whose record shows something: old enough for it, and not at the end of it. */
const ages: readonly [number, number] = [45, 82];

const at = ({ registrations }: Resident, house: string | null): PlacedRegistration | undefined =>
  registrations.find(({ institution, provisional }) => institution.id === house && !provisional);

/**
 * The registration at `home` of a resident worth being shown: lives there, is in middle or old age, is known to the demonstration's hospital doctor too if anybody
 * is, and has the fullest record of those. Undefined when nobody is registered at `home`.
 */
export function pickDemoResident(
  { people, until }: LivedTown,
  { home, hospital }: DemoHouses,
  entriesOf: (resident: string) => number,
): PlacedRegistration | undefined {
  const worth = (one: Resident): number => {
    const age = ageOn(toDays(one.born), toDays(until));
    const fits = age >= ages[0] && age <= ages[1];
    return (at(one, hospital) ? 4 : 0) + (fits ? 2 : 0) + (one.registrations.length > 2 ? 1 : 0);
  };
  const known = people.filter((one) => one.died === null && one.movedOut === null && at(one, home));
  const [best] = known.sort((one, other) => worth(other) - worth(one) || entriesOf(other.id) - entriesOf(one.id));
  return best && at(best, home);
}
