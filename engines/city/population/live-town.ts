import { formHouseholds } from '../people/form-households.ts';
import { hasPhone, mobileNumber } from '../people/identify.ts';
import type { Random } from '../random.ts';
import { toDays } from './days.ts';
import { giveIdentities } from './give-identities.ts';
import { isAlone, type Living } from './living.ts';
import { liveHouseholds } from './move-households.ts';
import type { CityPlan, TownShare } from './plan-city.ts';
import { planRegistrations } from './plan-registrations.ts';
import { registerAll } from './register-all.ts';
import type { LivedTown } from './resident.ts';
import type { TownPlace } from './towns.ts';
import { addDead, addLeavers } from './who-is-gone.ts';

const shareOf = (plan: CityPlan, code: string): TownShare => {
  const share = plan.shares.get(code);
  if (!share) throw new Error(`the plan has no town ${code}`);
  return share;
};

/**
 * Everybody who lived in a town within the five years that end on the plan's last day: exactly `place.residents` who live there on that day, then those who
 * died or left. They are born, marry, move and are registered, with errors of known kinds. The random stream is the town's (`townRandom`), so that a town made
 * alone is the town made among all.
 */
export function liveTown(place: TownPlace, plan: CityPlan, random: Random): LivedTown {
  const share = shareOf(plan, place.code);
  const [from, until] = [toDays(plan.from), toDays(plan.until)];
  const people: Living[] = formHouseholds(place.residents, plan.until, plan.ages, random, plan.families).map((person) => ({
    ...person,
    id: `r${place.code}-${person.at}`,
    birth: toDays(person.born),
    number: null,
    phone: null,
    ...isAlone,
  }));
  addDead(people, place, plan, [from, until], random);
  addLeavers(people, place, plan, [from, until], random);
  giveIdentities(people, share, until, random);
  liveHouseholds(people, place, plan, [from, until], random);
  givePhones(people, share, plan, random);
  const visits = planRegistrations(people, place, plan, [from, until], random);
  return { place, people: registerAll(people, visits, share, plan, random), from: plan.from, until: plan.until };
}

function givePhones(people: readonly Living[], { phones: [first] }: TownShare, { until }: CityPlan, random: Random): void {
  let next = first;
  for (const person of people) {
    if (!hasPhone(person, Number((person.died ?? until).slice(0, 4)), random)) continue;
    person.phone = mobileNumber(next);
    next += 1;
  }
}
