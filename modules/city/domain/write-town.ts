import { liveHealth } from '@songhua/engine-city/health/live-health.ts';
import { usualRates } from '@songhua/engine-city/health/rates.ts';
import type { Tally } from '@songhua/engine-city/health/tally.ts';
import { liveTown } from '@songhua/engine-city/population/live-town.ts';
import { type CityPlan, townRandom } from '@songhua/engine-city/population/plan-city.ts';
import type { LivedTown } from '@songhua/engine-city/population/resident.ts';
import type { TownPlace } from '@songhua/engine-city/population/towns.ts';
import { writePatient } from '@songhua/engine-city/population/write-patient.ts';
import { seededRandom } from '@songhua/engine-city/random.ts';

/** A resource of a synthetic city. */
export interface CityResource {
  readonly resourceType: string;
  readonly id: string;
}

export const peopleOf = (place: TownPlace, plan: CityPlan): LivedTown => liveTown(place, plan, townRandom(plan, place));

/** Everything that is written of a town: registrations first, then what happened to people, which `tally` counts. The same order each time. */
export function* writeTown(
  town: LivedTown,
  { seed }: CityPlan,
  registrationsOnly: boolean,
  tally?: Tally,
): Generator<CityResource> {
  for (const resident of town.people)
    for (const registration of resident.registrations) yield writePatient(resident, registration);
  // A stream of its own: people stay who they are, whatever happens to them.
  if (!registrationsOnly) yield* liveHealth(town, usualRates, seededRandom(`${seed}/${town.place.code}/health`), tally);
}
