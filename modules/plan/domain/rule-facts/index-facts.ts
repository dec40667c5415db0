import { type Area, type Evidence, evidenceKinds, type World } from '@songhua/engine-plan';
import type { Listing, Raw, SubjectName } from '@songhua/engine-plan/rules/index.ts';
import type { InstitutionFacts, RegistryFacts } from '../../contract.ts';

/** The facts of a day, found by area: what the vocabulary reads. Every list is made once, when it is first asked for. */
export interface IndexedFacts {
  readonly world: World;
  readonly registry: RegistryFacts;
  readonly at: string;
  readonly institutions: readonly InstitutionItem[];
  readonly areas: ReadonlyMap<string, AreaItem>;
  /** Institutions by the county-level area (or urban area) and by the town they are registered in. */
  readonly byArea: ReadonlyMap<string, readonly InstitutionItem[]>;
  readonly byTown: ReadonlyMap<string, readonly InstitutionItem[]>;
  /** Of those of an area the ones of which the town is not known. */
  readonly untowned: ReadonlyMap<string, readonly InstitutionItem[]>;
  readonly figures: ReadonlyMap<string, RegistryFacts['areaFigures'][number]>;
  /** What the list of institutions rests on, the weakest of them: by that alone it is known that there is none in a place. */
  readonly evidence: Evidence;
}

/** An area as rules see it. */
export interface AreaItem {
  readonly area: Area;
  readonly facts: IndexedFacts;
  /** What has been found already, by name. */
  readonly lists: Map<string, Listing>;
  readonly values: Map<string, Raw>;
}

export interface InstitutionItem {
  readonly at: InstitutionFacts;
  readonly subject: SubjectName;
  readonly facts: IndexedFacts;
  /** What its lists rest on, found when it is first asked for. */
  readonly absences: Partial<Record<ListedKey, Evidence>>;
}

export type Staff = InstitutionFacts['staff'][number];
export type Bed = InstitutionFacts['beds'][number];
export type Station = InstitutionFacts['stations'][number];
export type Childcare = RegistryFacts['childcare'][number];

/** The areas below one that stand for it: itself and all children, grandchildren … */
function within(facts: IndexedFacts, code: string): readonly string[] {
  return [code, ...facts.world.tree.childrenOf(code).flatMap((child) => within(facts, child.code))];
}

/** The next larger area that is there, or undefined at the root. */
const parentOf = ({ area, facts }: AreaItem): AreaItem | undefined =>
  area.parent === null ? undefined : facts.areas.get(area.parent);

/** Areas above one, the nearest first. */
function above(item: AreaItem): readonly AreaItem[] {
  const parent = parentOf(item);
  return parent ? [parent, ...above(parent)] : [];
}

/** The area whose residents are published and that this one lies in: the urban area, a county, or the city. */
export function partOf(item: AreaItem): AreaItem | undefined {
  const { area: root } = item.facts.world.plan;
  return [item, ...above(item)].find(({ area }) => area.parent === root);
}

/** Institutions of an area, and those that may lie in it: registered only for an area above it. */
export function institutionsOf(item: AreaItem): {
  readonly items: readonly InstitutionItem[];
  readonly maybe: readonly InstitutionItem[];
} {
  const { facts, area } = item;
  if (area.code === facts.world.plan.area) return { items: facts.institutions, maybe: [] };
  const loose = (code: string): readonly InstitutionItem[] => facts.byArea.get(code) ?? [];
  if (area.level === 'town') {
    const maybe = above(item).flatMap((a) => facts.untowned.get(a.area.code) ?? []);
    return { items: facts.byTown.get(area.code) ?? [], maybe };
  }
  return { items: within(facts, area.code).flatMap(loose), maybe: above(item).flatMap((a) => loose(a.area.code)) };
}

export const weaker = (a: Evidence, b: Evidence): Evidence => (evidenceKinds.indexOf(a) > evidenceKinds.indexOf(b) ? a : b);

/** The weakest evidence of many things, without a list of it: that of nothing is the strongest. */
export function weakestOf(things: readonly { readonly evidence: Evidence }[]): Evidence {
  let found: Evidence = 'published';
  for (const { evidence } of things) {
    if (evidence === 'synthetic') return evidence;
    if (evidence !== found && evidenceKinds.indexOf(evidence) > evidenceKinds.indexOf(found)) found = evidence;
  }
  return found;
}

const listedOf = ['staff', 'beds', 'departments', 'services', 'laboratories', 'equipment', 'stations', 'teams'] as const;
export type ListedKey = (typeof listedOf)[number];

/** The weakest evidence of a list's rows. */
function weakestListed(at: InstitutionFacts, key: ListedKey): Evidence {
  if (key !== 'staff' && key !== 'beds') return weakestOf(at[key]);
  let found: Evidence = 'published';
  for (const { of } of at[key]) {
    if (of.evidence === 'synthetic') return of.evidence;
    if (of.evidence !== found) found = weaker(found, of.evidence);
  }
  return found;
}

/** The weakest evidence of everything an institution says: what it is, its figures and all of its lists. */
export function weakestSaid(at: InstitutionFacts): Evidence {
  let found = at.evidence;
  if (found !== 'synthetic') found = weaker(found, weakestOf(Object.values(at.measures)));
  for (const key of listedOf) if (found !== 'synthetic') found = weaker(found, weakestListed(at, key));
  return found;
}

/** By what it is known that something is not in a list: the list's own rows, or where it has none all that is said. */
export function absenceOf({ at, absences }: InstitutionItem, key: ListedKey): Evidence {
  const known = absences[key];
  if (known !== undefined) return known;
  const found = at[key].length > 0 ? weakestListed(at, key) : weakestSaid(at);
  absences[key] = found;
  return found;
}

/** The facts of a day put in order: once an evaluation, in time that grows with the number of institutions. */
export function indexFacts(world: World, registry: RegistryFacts, at: string): IndexedFacts {
  const areas = new Map<string, AreaItem>();
  const byArea = new Map<string, InstitutionItem[]>();
  const byTown = new Map<string, InstitutionItem[]>();
  const institutions: InstitutionItem[] = [];
  const figures = new Map(registry.areaFigures.map((figure) => [`${figure.area} ${figure.measure}`, figure]));
  const untowned = new Map<string, InstitutionItem[]>();
  const evidence = weakestOf(registry.institutions);
  const facts: IndexedFacts = { world, registry, at, institutions, areas, byArea, byTown, untowned, figures, evidence };
  for (const area of world.tree.byCode.values()) areas.set(area.code, { area, facts, lists: new Map(), values: new Map() });
  const put = (map: Map<string, InstitutionItem[]>, key: string, item: InstitutionItem): void => {
    const list = map.get(key);
    if (list) list.push(item);
    else map.set(key, [item]);
  };
  for (const institution of registry.institutions) {
    const { id, name, named, nameEvidence } = institution;
    // What was imported or entered under its name exists as much as what the plan names.
    const real = named || nameEvidence !== 'synthetic';
    const item: InstitutionItem = {
      at: institution,
      facts,
      subject: { type: 'institution', id, name: { zh: name, en: name }, real },
      absences: {},
    };
    institutions.push(item);
    put(byArea, institution.area, item);
    if (institution.town === null) put(untowned, institution.area, item);
    else put(byTown, institution.town, item);
  }
  return facts;
}
