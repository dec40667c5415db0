import { type Evidence, measureValue } from '@songhua/engine-plan';
import type { Known } from '@songhua/engine-plan/measure-value.ts';
import type { AttributeSpec, CollectionSpec, Listing, TypeSpec } from '@songhua/engine-plan/rules/index.ts';
import type { Measure } from '@songhua/engine-plan/schema.ts';
import type { Alike } from '../../contract.ts';
import { areaFigures } from './area-figures.ts';
import { codeLists } from './code-lists.ts';
import {
  type AreaItem,
  absenceOf,
  type InstitutionItem,
  institutionsOf,
  type ListedKey,
  partOf,
  weaker,
  weakestOf,
} from './index-facts.ts';
import { areaOf, institutionOf, number, stationOf, units, yearless } from './words.ts';

/** What rules may ask of the city, a county-level area or a town. */

const nothingListed = { zh: '登记中没有任何机构', en: 'no institution is registered' };

function listingOf(item: AreaItem, name: string, make: () => Listing): Listing {
  const known = item.lists.get(name);
  if (known) return known;
  const made = make();
  item.lists.set(name, made);
  return made;
}

/** Without a single institution in the whole register nothing can be said of any area. */
const registered = (item: AreaItem): boolean => item.facts.institutions.length > 0;

const institutions = (item: AreaItem): Listing =>
  listingOf(item, 'institutions', () => {
    const { items, maybe } = institutionsOf(item);
    // Those that are there say themselves how well they are known; that there are no others, the register as a whole.
    const { evidence } = item.facts;
    return { items, maybe, complete: registered(item), lacking: nothingListed, evidence };
  });

const institutionsIn = (item: AreaItem): readonly InstitutionItem[] => institutions(item).items.map(institutionOf);

/** Rows of one sort as one row, each sort where it was met first: an area has ten thousand rows and a few hundred sorts. */
function together(rows: readonly Alike<unknown>[]): readonly Alike<unknown>[] {
  const sorts = new Map<unknown, { n: number; readonly of: unknown }>();
  for (const { n, of } of rows) {
    const known = sorts.get(of);
    if (known) known.n += n;
    else sorts.set(of, { n, of });
  }
  return [...sorts.values()];
}

/** Rows of all institutions of an area, complete when each of them lists its own completely. */
function rowsOf(name: ListedKey): (item: AreaItem) => Listing {
  return (item) =>
    listingOf(item, name, () => {
      const { items, maybe = [], evidence: register } = institutions(item);
      let open = 0;
      let evidence = register;
      const listed = (of: readonly unknown[]): readonly unknown[] => {
        const found: unknown[] = [];
        for (const item of of) {
          const institution = institutionOf(item);
          if (!institution.at.complete.includes(name)) open += 1;
          const weakest = absenceOf(institution, name);
          if (weakest !== evidence) evidence = weaker(evidence, weakest);
          for (const row of institution.at[name]) found.push(row);
        }
        return name === 'staff' || name === 'beds' ? together(found as Alike<unknown>[]) : found;
      };
      const [here, perhaps] = [listed(items), listed(maybe)];
      const lacking = { zh: `${open} 个机构没有列全`, en: `${open} institutions have not listed all of them` };
      const some = registered(item);
      return { items: here, maybe: perhaps, complete: some && open === 0, lacking: some ? lacking : nothingListed, evidence };
    });
}

/** Things that stand in a place of their own, wherever the institution is that keeps them. */
function placed<T extends { readonly area: string; readonly town: string | null }>(
  name: string,
  all: (item: AreaItem) => { readonly rows: readonly T[]; readonly complete: boolean; readonly evidence: Evidence },
): (item: AreaItem) => Listing {
  return (item) =>
    listingOf(item, name, () => {
      const { rows, complete, evidence } = all(item);
      const { area, facts } = item;
      const codes = new Set<string>([area.code]);
      for (const { code, parent } of facts.world.tree.byCode.values()) if (parent !== null && codes.has(parent)) codes.add(code);
      const here = rows.filter((row) => codes.has(row.town ?? row.area));
      const up = new Set<string>();
      for (let at = area.parent; at !== null; at = facts.world.tree.byCode.get(at)?.parent ?? null) up.add(at);
      const maybe = rows.filter((row) => row.town === null && up.has(row.area));
      const lacking = { zh: '没有列全', en: 'not all of them are listed' };
      return { items: here, maybe, complete, lacking, evidence };
    });
}

/** All stations of the city, gathered once for its areas: whoever keeps them may stand elsewhere. */
const allStations = (item: AreaItem): Listing => {
  const { facts } = item;
  return listingOf(facts.areas.get(facts.world.plan.area) ?? item, 'all stations', () => {
    const { institutions: all } = facts;
    return {
      items: all.flatMap(({ at }) => at.stations),
      complete: all.length > 0 && all.every(({ at }) => at.complete.includes('stations')),
      evidence: weakestOf([facts, ...all.map((one) => ({ evidence: absenceOf(one, 'stations') }))]),
    };
  });
};

const stations = placed('stations', (item) => {
  const { items, complete, evidence } = allStations(item);
  return { rows: items.map(stationOf), complete, evidence };
});

/** Nobody says of childcare whether all of it is registered: where there is any, it is taken to be all. */
const childcare = placed('childcare', ({ facts }) => ({
  rows: facts.registry.childcare,
  complete: facts.registry.childcare.length > 0,
  evidence: weakestOf(facts.registry.childcare),
}));

function parts(name: string, levels: readonly string[]): (item: AreaItem) => Listing {
  return (item) =>
    listingOf(item, name, () => {
      const all = [...item.facts.areas.values()].filter(({ area }) => levels.includes(area.level));
      const items = all.filter((other) => {
        for (
          let at: AreaItem | undefined = other;
          at;
          at = at.area.parent === null ? undefined : item.facts.areas.get(at.area.parent)
        )
          if (at === item) return true;
        return false;
      });
      return { items, complete: true, evidence: 'published' as const };
    });
}

const collection = (
  zh: string,
  en: string,
  unit: CollectionSpec['unit'],
  of: string,
  list: (item: AreaItem) => Listing,
): CollectionSpec => ({
  title: { zh, en },
  unit,
  of,
  list: (item) => list(areaOf(item)),
});

const held: Readonly<Record<string, CollectionSpec>> = {
  institutions: collection('机构', 'institutions', units.institutions, 'institution', institutions),
  staff: collection('人员', 'staff', units.people, 'staff', rowsOf('staff')),
  beds: collection('床位', 'beds', units.beds, 'bed', rowsOf('beds')),
  laboratories: collection('实验室', 'laboratories', units.laboratories, 'laboratory', rowsOf('laboratories')),
  equipment: collection('设备', 'equipment', units.pieces, 'equipment', rowsOf('equipment')),
  teams: collection('队伍', 'teams', units.teams, 'team', rowsOf('teams')),
  stations: collection('急救站', 'emergency stations', units.stations, 'station', stations),
  childcare: collection('托育机构', 'childcare institutions', units.institutions, 'childcare', childcare),
};

/** A measure of the plan as the indicators know it: published figures before the registry's sums. */
function measureAttribute(measure: Measure): AttributeSpec {
  const known = (item: unknown): Known | null => {
    const { area, facts } = areaOf(item);
    const figure = measureValue(facts.world, area.code, measure.id, facts.at, measure.kind !== 'rate');
    return figure.value === null ? null : figure;
  };
  // Rates carry their own unit in words; they are compared with bare numbers.
  const unit = measure.kind === 'rate' ? yearless(measure.unit) : { code: measure.unit.en, title: measure.unit };
  return {
    title: measure.name,
    type: { kind: 'number', unit },
    ...(measure.kind === 'population' && { fixed: true as const }),
    ...(measure.unit.en === '%' && { most: 100 }),
    read: (item) => {
      const { values } = areaOf(item);
      if (!values.has(measure.id)) values.set(measure.id, known(item)?.value);
      return values.get(measure.id);
    },
    evidence: (item) => known(item)?.evidence ?? 'computed',
    asOf: (item) => known(item)?.asOf ?? null,
    why: (item) => {
      const { area, facts } = areaOf(item);
      const figure = measureValue(facts.world, area.code, measure.id, facts.at, measure.kind !== 'rate');
      return figure.value === null ? figure.reason : null;
    },
  };
}

/** How many residents there are to one community health centre, in the part of the city that publishes its residents. */
const perCentre: AttributeSpec = {
  ...number('每所社区卫生服务中心的居民数', 'residents per community health centre', units.people, (item) => {
    const { values, facts, area } = areaOf(item);
    const name = 'residents-per-community-centre';
    if (!values.has(name)) {
      const residents = measureValue(facts.world, area.code, 'population', facts.at, true).value;
      const centres = institutionsIn(areaOf(item)).filter(({ at }) => at.kind === 'community-health-centre').length;
      values.set(name, residents === null || centres === 0 ? undefined : residents / centres);
    }
    return values.get(name);
  }),
  // What can be decided is how many centres there are.
  fixed: true,
  evidence: (item) => institutions(areaOf(item)).evidence,
};

function areaType(
  title: TypeSpec['title'],
  name: string,
  measures: readonly Measure[],
  attributes: TypeSpec['attributes'],
  collections: TypeSpec['collections'],
): TypeSpec {
  return {
    title,
    attributes: {
      ...Object.fromEntries(measures.map((measure) => [measure.id, measureAttribute(measure)])),
      ...areaFigures,
      'residents-per-community-centre': perCentre,
      ...attributes,
    },
    collections: { ...held, ...collections },
    links: {
      part: {
        title: { zh: '所属市区或县（市）', en: 'urban area or county it lies in' },
        of: 'county',
        follow: (item) => partOf(areaOf(item)),
      },
    },
    identify: (item) => {
      const { area } = areaOf(item);
      return { type: name, id: area.code, name: area.name, real: true };
    },
    evidence: () => 'published',
  };
}

/** What an area is, as a code: 县（市）, 区 or 市区; of a town its own type. */
const countyKind = (item: unknown): string => {
  const { area, facts } = areaOf(item);
  if (area.level === 'urban' || area.level === 'city') return area.level;
  return facts.areas.get(area.parent ?? '')?.area.level === 'urban' ? 'district' : 'county';
};

export const areaTypes = (measures: readonly Measure[]): Readonly<Record<string, TypeSpec>> => {
  const kind = (list: (typeof codeLists)['county' | 'town'], read: (item: unknown) => string): AttributeSpec => ({
    title: list.title,
    type: { kind: 'code', list },
    fixed: true,
    read,
  });
  const towns = collection('街道、乡镇', 'towns', units.areas, 'town', parts('towns', ['town']));
  return {
    city: areaType(
      { zh: '市', en: 'city' },
      'city',
      measures,
      { kind: kind(codeLists.county, countyKind) },
      {
        counties: collection(
          '县（市）区',
          'counties and districts',
          units.areas,
          'county',
          parts('counties', ['county', 'urban']),
        ),
        towns,
      },
    ),
    county: areaType(
      { zh: '县（市）区', en: 'county' },
      'county',
      measures,
      { kind: kind(codeLists.county, countyKind) },
      { towns },
    ),
    town: areaType(
      { zh: '街道、乡镇', en: 'town' },
      'town',
      measures,
      { kind: kind(codeLists.town, (item) => areaOf(item).area.type) },
      {},
    ),
  };
};
