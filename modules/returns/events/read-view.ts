import { maskName, type RecordStore, type StoredResource, type Tx } from '@songhua/kernel';
import {
  areaTree,
  bedsOf,
  departmentsOf,
  equipmentOf,
  figuresOfAreas,
  institutionRecords,
  institutionsOfArea,
  postsOfPeople,
  staffOf,
} from '@songhua/module-registry/api.ts';
import type { RawRow } from '../domain/find-heading.ts';
import { isOfPerson, nameOfResource } from '../domain/name-resource.ts';
import { codesInside, placesOf } from '../domain/places.ts';
import type { AreaInfo, RegistryView, ReturnScope, StaffRecord, Taken } from '../domain/registry-shapes.ts';
import { laterLists } from '../store/submissions.ts';

/** Ids asked for in one search. */
const atOnce = 500;

/** Resources as the store has them now, by type and id; those that are not there are left out. */
export async function readMany(
  tx: Tx,
  records: RecordStore,
  wanted: readonly { readonly type: string; readonly id: string }[],
): Promise<ReadonlyMap<string, StoredResource>> {
  const found = new Map<string, StoredResource>();
  for (const [type, own] of Map.groupBy(wanted, (one) => one.type)) {
    for (let at = 0; at < own.length; at += atOnce) {
      const id = own.slice(at, at + atOnce).map((one) => one.id);
      const { items } = await records.search(tx, type, { id, limit: id.length });
      for (const item of items) found.set(`${type}/${item.id}`, item);
    }
  }
  return found;
}

export async function readAreas(tx: Tx): Promise<ReadonlyMap<string, AreaInfo>> {
  return new Map((await areaTree(tx)).map((area) => [area.code, area]));
}

const genderOf = (person: StoredResource | undefined): StaffRecord['gender'] => {
  const gender = person?.['gender'];
  return gender === 'male' || gender === 'female' ? gender : 'unknown';
};

/**
 * Posts at these institutions, and of the people named all posts wherever they are: by the id that the area gives them, and by the
 * registry's own where they hold a post in the area.
 */
async function postsConcerned(
  tx: Tx,
  institutions: readonly string[],
  { area }: ReturnScope,
  rows: readonly RawRow[],
  isInside: (institution: string) => boolean,
) {
  const given = [...new Set(rows.map(({ cells }) => cells['person'] ?? '').filter((code) => code !== ''))];
  const ours = new Set(given.map((code) => `${area}.${code}`));
  const here = await staffOf(tx, institutions);
  const others = await postsOfPeople(tx, [...ours, ...given]);
  const near = new Set([...here, ...others.filter(({ institution }) => isInside(institution))].map(({ person }) => person));
  const posts = [...here, ...others.filter(({ person }) => ours.has(person) || near.has(person))];
  return [...new Map(posts.map((one) => [one.id, one])).values()];
}

async function withGenders(
  tx: Tx,
  records: RecordStore,
  staff: readonly Omit<StaffRecord, 'gender'>[],
): Promise<readonly StaffRecord[]> {
  const people = [...new Set(staff.map(({ person }) => person))].map((id) => ({ type: 'Practitioner', id }));
  const found = await readMany(tx, records, people);
  return staff.map((one) => ({ ...one, gender: genderOf(found.get(`Practitioner/${one.person}`)) }));
}

/** The institutions that the rows of a roster name, or all of the area where the return lists institutions. */
function idsConcerned(
  scope: ReturnScope,
  rows: readonly RawRow[],
  view: Pick<RegistryView, 'areas' | 'listed'>,
): readonly string[] {
  const places = placesOf(view, scope.area);
  if (scope.kind === 'annual' || scope.kind === 'institutions') {
    const given = new Set(rows.map(({ cells }) => cells['id'] ?? ''));
    return view.listed.filter((one) => places.isInside(one) || given.has(one.id)).map(({ id }) => id);
  }
  const texts = new Set(rows.map(({ cells }) => cells['institution'] ?? ''));
  return [...texts].flatMap((text) => {
    const found = places.institution(text);
    return found.ok ? [found.value.id] : [];
  });
}

/** What the registry has now of everything that the rows speak of. */
export async function readView(tx: Tx, records: RecordStore, scope: ReturnScope, rows: readonly RawRow[]): Promise<RegistryView> {
  const areas = await readAreas(tx);
  const roots = [...areas.values()].filter(({ parent }) => parent === null);
  const listed = (await Promise.all(roots.map(({ code }) => institutionsOfArea(tx, code)))).flat();
  const ids = idsConcerned(scope, rows, { areas, listed });
  const places = placesOf({ areas, listed }, scope.area);
  const isInside = (id: string): boolean => {
    const one = places.byId.get(id);
    return one !== undefined && places.isInside(one);
  };
  const of = <R>(kind: ReturnScope['kind'], read: () => Promise<readonly R[]>): Promise<readonly R[]> =>
    scope.kind === kind ? read() : Promise.resolve([]);
  return {
    areas,
    listed,
    records: await institutionRecords(tx, records, ids),
    staff: await of('staff', async () => withGenders(tx, records, await postsConcerned(tx, ids, scope, rows, isInside))),
    beds: await of('beds', () => bedsOf(tx, ids)),
    departments: await of('departments', () => departmentsOf(tx, ids)),
    equipment: await of('equipment', () => equipmentOf(tx, ids)),
    areaFigures: await of('area-figures', () => figuresOfAreas(tx, [...codesInside(areas, scope.area)])),
    taken: new Map(),
    later: await laterLists(tx, scope, ids),
  };
}

/** A department or team says whose it is; an institution that is listed no longer is not active. */
const whatIs = ({ resourceType, partOf, active }: StoredResource): Taken['what'] => {
  if (resourceType !== 'Organization') return 'other';
  if (partOf !== undefined) return 'part';
  return active === false ? 'retired' : 'other';
};

/** What stands in the store under these ids, by `Type/id`. */
export async function readTaken(
  tx: Tx,
  records: RecordStore,
  wanted: readonly { readonly type: string; readonly id: string }[],
): Promise<ReadonlyMap<string, Taken>> {
  const found = await readMany(tx, records, wanted);
  return new Map(
    [...found].map(([key, one]) => [
      key,
      {
        what: whatIs(one),
        type: one.resourceType,
        id: one.id,
        name: isOfPerson(one.resourceType) ? maskName(nameOfResource(one, one.id)) : nameOfResource(one, one.id),
      },
    ]),
  );
}
