import type { Random } from '../random.ts';
import type { Result } from '../result.ts';
import { infeasible, ok } from '../result.ts';
import type { PlacedInstitution } from './resident.ts';
import type { TownPlace } from './towns.ts';

/** What of an institution decides who goes there. */
export interface CityInstitution extends PlacedInstitution {
  readonly level: string;
  readonly beds: number;
  /** What a specialised one is for. */
  readonly fields: readonly string[];
  /** Whether it really exists: such a one gets no invented patients. */
  readonly named: boolean;
}

/** Institutions of which one is chosen by weight. */
export interface Choice {
  readonly institutions: readonly PlacedInstitution[];
  readonly upTo: readonly number[];
}

/** Where people are registered. */
export interface Houses {
  /** By town: where its people have their record. */
  readonly home: ReadonlyMap<string, Choice>;
  /** By county-level code. */
  readonly clinics: ReadonlyMap<string, Choice>;
  readonly hospitals: ReadonlyMap<string, Choice>;
  readonly births: ReadonlyMap<string, Choice>;
  readonly city: Choice;
  readonly children: Choice;
  readonly mothers: Choice;
  readonly others: Choice;
}

/** One of them; undefined when there is none. */
export function choose({ institutions, upTo }: Choice, random: Random): PlacedInstitution | undefined {
  const wanted = random() * (upTo.at(-1) ?? 0);
  let [low, high] = [0, institutions.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((upTo[middle] ?? 0) > wanted) high = middle;
    else low = middle + 1;
  }
  return institutions[low];
}

function choiceOf(
  institutions: readonly CityInstitution[],
  weightOf: (one: CityInstitution) => number = ({ beds }) => beds + 5,
): Choice {
  let sum = 0;
  const upTo = institutions.map((one) => {
    sum += weightOf(one);
    return sum;
  });
  return { institutions: institutions.map(({ id, kind, county, town, name }) => place(id, kind, county, town, name)), upTo };
}

const place = (id: string, kind: string, county: string, town: string | undefined, name: string): PlacedInstitution =>
  town === undefined ? { id, kind, county, name } : { id, kind, county, town, name };

const homeWeights: Readonly<Record<string, number>> = {
  'township-health-centre': 40,
  'community-health-centre': 40,
  'village-clinic': 1,
  'community-health-station': 6,
};
const general = new Set(['general-hospital', 'tcm-hospital', 'integrated-hospital']);
const isTop = ({ level }: CityInstitution): boolean => level.startsWith('3');

/** The first list that is not empty. */
const first = (...lists: readonly (readonly CityInstitution[])[]): readonly CityInstitution[] =>
  lists.find((list) => list.length > 0) ?? [];

/** Which institutions take whom. Refuses a city in which nobody could be registered. */
export function layHouses(towns: readonly TownPlace[], all: readonly CityInstitution[]): Result<Houses> {
  const invented = all.filter(({ named }) => !named).sort((a, b) => (a.id < b.id ? -1 : 1));
  const primary = invented.filter(({ kind }) => kind in homeWeights);
  const hospitals = invented.filter(({ kind }) => general.has(kind));
  if (primary.length === 0) return infeasible('city.no-primary-institution', { institutions: all.length });
  if (hospitals.length === 0) return infeasible('city.no-hospital', { institutions: all.length });
  const clinics = invented.filter(({ kind }) => kind === 'clinic' || kind === 'outpatient-department');
  const special = invented.filter(({ kind }) => kind === 'specialised-hospital' || kind === 'maternal-child-health');
  const ofField = (...fields: string[]) =>
    special.filter((one) => one.kind === 'maternal-child-health' || one.fields.some((field) => fields.includes(field)));
  const counties = [...new Set(towns.map(({ county }) => county))];
  const centre = counties.find((county) => hospitals.some((one) => one.county === county && isTop(one)));
  const near = (county: string, list: readonly CityInstitution[]) => list.filter((one) => one.county === county);
  const top = first(hospitals.filter(isTop), hospitals);
  const by = (of: (county: string) => Choice): ReadonlyMap<string, Choice> => new Map(counties.map((code) => [code, of(code)]));
  return ok({
    home: new Map(
      towns.map(({ code, county }) => {
        const here = primary.filter(({ town }) => town === code);
        return [code, choiceOf(first(here, near(county, primary), primary), ({ kind }) => homeWeights[kind] ?? 1)];
      }),
    ),
    clinics: by((county) => choiceOf(first(near(county, clinics), clinics, primary), () => 1)),
    hospitals: by((county) => choiceOf(first(near(county, hospitals), near(centre ?? '', hospitals), hospitals))),
    births: by((county) => choiceOf(first(near(county, hospitals), hospitals))),
    city: choiceOf(top),
    children: choiceOf(first(ofField('children'), special, hospitals)),
    mothers: choiceOf(first(ofField('maternity'), special, hospitals)),
    others: choiceOf(first(special, hospitals)),
  });
}
