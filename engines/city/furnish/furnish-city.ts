import type { Institution, KnownInstitution } from '../institution.ts';
import type { Random } from '../random.ts';
import { pick, seededRandom } from '../random.ts';
import type { Result } from '../result.ts';
import { ok } from '../result.ts';
import type { Area, Total } from '../totals.ts';
import type { HospitalField } from '../vocabulary.ts';
import { collections } from '../vocabulary.ts';
import { readDistricts } from './districts.ts';
import { figuresOf } from './figures.ts';
import type { FurnishedCity, FurnishedInstitution } from './furnishing.ts';
import { makeBeds } from './make-beds.ts';
import { makePeople } from './make-people.ts';
import { placeChildcare } from './place-childcare.ts';
import type { Planted } from './plant.ts';
import { plant } from './plant.ts';
import { addSecondPlaces } from './second-places.ts';
import { wantDepartments } from './want-departments.ts';
import { wantPeople } from './want-people.ts';
import { wantDesignations, wantServices } from './want-services.ts';
import { wantBeds, wantThings } from './want-things.ts';
import type { Wants } from './wants.ts';

export interface FurnishInput {
  readonly areas: readonly Area[];
  readonly totals: readonly Total[];
  readonly known?: readonly KnownInstitution[];
  /** As `generateInstitutions` made them. */
  readonly institutions: readonly Institution[];
  readonly planted?: readonly Planted[];
  /** ISO date of the figures; those of a year are of the year that ends on it. */
  readonly asOf: string;
  readonly seed: string | number;
}

/** Fields of invented specialised hospitals of no public purpose: none of which a plan counts the public ones. */
const privateFields: readonly (readonly [HospitalField, number])[] = [
  ['ophthalmology', 25],
  ['stomatology', 25],
  ['rehabilitation', 20],
  ['other', 30],
];

function fieldsOf(institution: Institution, known: KnownInstitution | undefined, place: number, random: Random): HospitalField[] {
  if (known?.fields && known.fields.length > 0) return [...known.fields];
  // The first specialised disease institution of a city cares for its workers, the others for tuberculosis.
  if (institution.kind === 'specialised-disease-institution') return [place === 0 ? 'occupational-disease' : 'tuberculosis'];
  if (institution.kind !== 'specialised-hospital') return [];
  return [institution.ownership === 'private' ? pick(random, privateFields, 'other') : 'other'];
}

function begin({ institutions, known = [], seed }: FurnishInput): Map<string, Wants> {
  const random = seededRandom(`${seed}/fields`);
  const knownOf = new Map(known.map((k) => [k.id, k]));
  let diseases = 0;
  return new Map(
    institutions.map((institution) => {
      const stated = knownOf.get(institution.id);
      const fields = fieldsOf(institution, stated, diseases, random);
      if (institution.kind === 'specialised-disease-institution' && !stated) diseases += 1;
      const wants: Wants = {
        institution,
        counts: { ...institution.counts },
        fields,
        designations: new Set(stated?.designations ?? []),
        departments: new Set(),
        offers: new Map(),
        duties: {},
        publicHealthDoctors: 0,
        otherTechnical: 0,
        engineers: 0,
        villageDoctors: 0,
        specialties: {},
        observationBeds: 0,
        icuBeds: 0,
        convertibleBeds: 0,
        monitoredBeds: 0,
        openableBeds: 0,
        founderYears: 0,
        occupancy: 0,
        stay: 0,
        figures: {},
        equipment: {},
        stations: [],
        teams: {},
      };
      return [institution.id, wants];
    }),
  );
}

const repeat = <T extends string>(counts: Readonly<Partial<Record<T, number>>>): T[] =>
  (Object.entries(counts) as [T, number][]).flatMap(([code, n]) => Array.from({ length: n }, () => code));

function furnish(w: Wants, asOf: string, seed: string | number): FurnishedInstitution {
  // Its own stream: what is changed at one institution leaves every other as it was.
  const people = makePeople(w, seededRandom(`${seed}/people/${w.institution.id}`));
  return {
    ...w.institution,
    counts: w.counts,
    fields: w.fields,
    designations: [...w.designations].sort(),
    // What a blood station tests for is nowhere published and not invented.
    complete: collections.filter((c) => w.institution.kind !== 'blood-station' || c !== 'services'),
    figures: figuresOf(w, people, asOf),
    offers: [...w.offers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, offered]) => ({ code, offered })),
    departments: [...w.departments].sort(),
    laboratories: Array.from({ length: w.counts['p2-laboratories'] }, () => 'P2'),
    equipment: repeat(w.equipment),
    stations: w.stations,
    teams: repeat(w.teams),
    people,
    beds: makeBeds(w),
  };
}

/**
 * Furnishes a city's institutions with what they have one by one: people and beds, as many as each counts, departments,
 * services, equipment, ambulance stations, teams; and the city with childcare. All of it invented. What rules of a plan
 * may ask holds, except for the planted violations; a planted bed is taken from a neighbour, so that every sum stays.
 * The same seed gives the same bytes.
 */
export function furnishCity(input: FurnishInput): Result<FurnishedCity> {
  const { areas, totals, institutions, planted = [], asOf, seed } = input;
  const wants = begin(input);
  const districts = readDistricts(areas, institutions);
  wantDesignations(wants, districts);
  wantServices(wants, districts);
  wantDepartments(wants, districts);
  wantPeople(wants, districts, areas, totals);
  wantBeds(wants, districts, seededRandom(`${seed}/bed-days`));
  wantThings(wants, districts, areas);
  const years = seededRandom(`${seed}/years`);
  for (const w of wants.values()) if (w.institution.kind === 'clinic') w.founderYears = 5 + Math.floor(years() * 25);
  const done = plant(wants, planted);
  if (!done.ok) return done;
  const furnished = [...wants.values()].map((w) => furnish(w, asOf, seed));
  return ok({
    institutions: addSecondPlaces(furnished, districts, seededRandom(`${seed}/second-places`)),
    childcare: placeChildcare(areas, totals, seededRandom(`${seed}/childcare`)),
  });
}
