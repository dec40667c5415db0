import type { Childcare, FurnishedCity, FurnishedInstitution } from '@songhua/engine-city';
import type { BedRecord, StaffRecord } from '../contract.ts';
import { departmentTitles, laboratoryTitles, teamTitles } from './code-titles.ts';
import { partId } from './identifiers.ts';
import { registerGenerated } from './register-generated.ts';
import type { Written } from './write-collections.ts';
import {
  bedResources,
  childcareResources,
  departmentResources,
  equipmentResources,
  laboratoryResources,
  staffResources,
  stationResources,
  teamResources,
} from './write-collections.ts';
import { writeInstitution } from './write-institution.ts';

const kept = (institution: string) => ({ institution, since: null, until: null, evidence: 'synthetic', source: null }) as const;

const number = (n: number, digits: number): string => String(n + 1).padStart(digits, '0');

/** The posts of an institution's people; the second place of practice of those who have one is listed, never counted. */
function postsOf({ id, people }: FurnishedInstitution): StaffRecord[] {
  return people.flatMap(({ second, ...person }, n): StaffRecord[] => {
    const key = number(n, 4);
    const post = { ...kept(id), ...person, id: `${id}-r${key}`, person: `${id}-p${key}`, primary: true };
    if (second === null) return [post];
    return [post, { ...post, id: `${id}-r${key}b`, institution: second, primary: false, established: false, duties: [] }];
  });
}

function bedsOf({ id, beds }: FurnishedInstitution): BedRecord[] {
  const wards = new Map<string, string>();
  return beds.map(({ ward, ...bed }, n) => {
    const key = `${bed.department} ${ward}`;
    const place = wards.get(key) ?? `${id}-w${number(wards.size, 3)}`;
    wards.set(key, place);
    return {
      ...kept(id),
      ...bed,
      id: `${id}-b${number(n, 4)}`,
      ward: { id: place, name: `${departmentTitles[bed.department].zh}${ward}病区` },
    };
  });
}

/** What belongs to an institution beside its people and beds. */
function partsOf(one: FurnishedInstitution): readonly Written[] {
  const { id, departments, laboratories, equipment, stations, teams } = one;
  return [
    ...departmentResources(
      departments.map((code) => ({ ...kept(id), id: partId(id, `d-${code}`), code, name: departmentTitles[code].zh })),
    ),
    ...laboratoryResources(
      laboratories.map((level, n) => ({ ...kept(id), id: `${id}-lab${number(n, 2)}`, level, name: laboratoryTitles[level].zh })),
    ),
    ...equipmentResources(equipment.map((type, n) => ({ ...kept(id), id: `${id}-e${number(n, 3)}`, type, name: null }))),
    ...stationResources(
      stations.map(({ area, town }, n) => ({
        ...kept(id),
        id: `${id}-st${number(n, 2)}`,
        name: `急救站${number(n, 2)}`,
        area,
        town,
      })),
    ),
    ...teamResources(teams.map((kind, n) => ({ ...kept(id), id: `${id}-t${number(n, 2)}`, kind, name: teamTitles[kind].zh }))),
  ];
}

const childcareOf = (asOf: string) => (one: Childcare) => ({ ...one, asOf, evidence: 'synthetic' as const, source: null });

/**
 * A generated city as FHIR: institutions with their departments, services, equipment, and childcare first, then, unless they
 * are left out, the people and beds one by one. Without them nobody says that the lists of people and beds are complete.
 */
export function* writeGenerated(city: FurnishedCity, asOf: string, people: boolean): Generator<readonly Written[]> {
  for (const one of city.institutions) {
    const record = registerGenerated(one, asOf);
    const complete = record.complete.filter((c) => people || (c !== 'staff' && c !== 'beds'));
    yield [...writeInstitution({ ...record, complete }), ...partsOf(one)];
  }
  yield childcareResources(city.childcare.map(childcareOf(asOf)));
  if (!people) return;
  for (const one of city.institutions) yield [...staffResources(postsOf(one)), ...bedResources(bedsOf(one))];
}
