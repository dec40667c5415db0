import { registerPerson } from '../noise/register-person.ts';
import type { Truth } from '../noise/registration.ts';
import { mobileNumber } from '../people/identify.ts';
import type { Random } from '../random.ts';
import { ageOn, isoDay, toDays } from './days.ts';
import { hideNumber } from './hide-number.ts';
import type { Living } from './living.ts';
import { type CityPlan, peoplePlaces, registrationPlaces, type TownShare } from './plan-city.ts';
import type { Visit } from './plan-registrations.ts';
import type { PlacedRegistration, Resident } from './resident.ts';

/** How a child is registered who has no name yet: by the mother's; of twins, numbered. */
const childName = (mother: Living, { sex, twin }: Living): string =>
  `${mother.surname}${mother.given}之${sex === 'male' ? '子' : '女'}${twin === 0 ? '' : twin}`;

interface Register {
  readonly people: readonly Living[];
  readonly share: TownShare;
  readonly plan: CityPlan;
  readonly random: Random;
}

type Written = Pick<PlacedRegistration, 'record' | 'errors' | 'mother' | 'birthOrder'>;

function writeNewborn({ people }: Register, person: Living, day: number): Written {
  const mother = people[person.mother];
  const name = mother ? childName(mother, person) : '新生儿';
  const record = {
    name,
    sex: person.sex,
    born: person.born,
    number: null,
    phone: mother?.phone ?? null,
    address: mother ? addressOn(mother, day) : addressOn(person, day),
  };
  return {
    record,
    errors: ['newborn'],
    ...(mother && { mother: { name: mother.surname + mother.given, phone: mother.phone } }),
    ...(person.twin > 0 && { birthOrder: person.twin }),
  };
}

const writeUnknown = (person: Living): Written => ({
  record: { name: '无名氏', sex: person.sex, born: null, number: null, phone: null, address: null },
  errors: ['unknown'],
});

/** Where somebody lived on a day. */
function addressOn({ address, formerAddress, moved, movedIn }: Living, day: number): string {
  const since = moved ?? movedIn;
  return since !== null && formerAddress !== null && day < toDays(since) ? formerAddress : address;
}

/** Who they truly are on a day, and what of others is written down in its place. */
function truthOn({ people, share }: Register, person: Living, day: number): Truth {
  const { surname, given, sex, born, number } = person;
  const [mother, father, spouse] = [people[person.mother], people[person.father], people[person.spouse]];
  const parentPhone = mother?.phone ?? father?.phone ?? null;
  const child = ageOn(person.birth, day) < 16;
  const address = addressOn(person, day);
  return {
    name: surname + given,
    surname,
    given,
    sex,
    born,
    number,
    // Children, and old people without a phone, give that of somebody of the household.
    phone: (child ? null : person.phone) ?? parentPhone ?? spouse?.phone ?? person.phone,
    address,
    othersNumbers: [spouse, mother, father].flatMap((one) => one?.number ?? []),
    parentPhone: child ? null : parentPhone,
    formerAddress: address === person.address ? person.formerAddress : null,
    formerPhone: ageOn(person.birth, day) < 20 ? null : mobileNumber(share.phones[0] + share.phones[1] + person.at),
  };
}

/** Writes down everybody's registrations, with the errors that the rates say. */
export function registerAll(
  people: readonly Living[],
  visits: readonly (readonly Visit[])[],
  share: TownShare,
  plan: CityPlan,
  random: Random,
): readonly Resident[] {
  const register: Register = { people, share, plan, random };
  const key = [...plan.seed].reduce((sum, letter) => (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) | 0, 7);
  const idOf = (at: number, n: number): string => `p${hideNumber((share.at * peoplePlaces + at) * registrationPlaces + n, key)}`;
  return people.map((person) => {
    const registrations = (visits[person.at] ?? []).slice(0, registrationPlaces).map((visit, n): PlacedRegistration => {
      const { institution, day, provisional } = visit;
      const written = writeDown(register, person, visit);
      const one = { patient: idOf(person.at, n), institution, day: isoDay(day), ...written };
      return provisional ? { ...one, provisional } : one;
    });
    const { birth: _, formerAddress: __, formerTown: ___, ...lasting } = person;
    return { ...lasting, registrations };
  });
}

function writeDown(register: Register, person: Living, { day, provisional }: Visit): Written {
  if (provisional === 'newborn') return writeNewborn(register, person, day);
  if (provisional === 'unknown') return writeUnknown(person);
  const written = registerPerson(truthOn(register, person, day), register.plan.noise, register.random);
  // Written down before a move: right on its day, and old by now.
  const old = addressOn(person, day) !== person.address && written.record.address !== null;
  return old ? { ...written, errors: [...written.errors, 'former-address'] } : written;
}
