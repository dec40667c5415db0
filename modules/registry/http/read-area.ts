import { type Evidence, weakest } from '@songhua/engine-plan/evidence.ts';
import { ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { registryFacts } from '../api.ts';
import type { AreaDetail } from '../contract.ts';
import { areaDetail, areaParams } from '../contract.ts';
import { dayInBeijing } from '../domain/day-in-beijing.ts';
import { measureTitles } from '../domain/measure-titles.ts';
import { isPerResident, perThousand } from '../domain/per-thousand.ts';
import { countByClass, countByPlace, type PlaceCount } from '../store/area-detail.ts';
import { type AreaRow, allAreas } from '../store/areas.ts';
import { newestFact } from '../store/newest-fact.ts';
import { populations } from '../store/published-totals.ts';
import { notPublished } from './list-areas.ts';

const nameOf = ({ name_zh, name_en }: AreaRow) => ({ zh: name_zh, en: name_en });

/** The areas around one, from the root down to its parent. */
function ancestors(areas: ReadonlyMap<string, AreaRow>, of: AreaRow): AreaRow[] {
  const parent = of.parent === null ? undefined : areas.get(of.parent);
  return parent ? [...ancestors(areas, parent), parent] : [];
}

/** The area's own code and those of all that lies in it. */
const within = (areas: readonly AreaRow[], code: string): readonly string[] => [
  code,
  ...areas.filter(({ parent }) => parent === code).flatMap((part) => within(areas, part.code)),
];

const sumKnown = (values: readonly (number | null)[]): number | null =>
  values.every((value) => value === null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

/** What stands in a part and all that lies in it. */
function addUp(places: readonly PlaceCount[]) {
  const evidence: Evidence[] = places.map((place) => place.evidence);
  return {
    institutions: places.reduce((sum, { institutions }) => sum + institutions, 0),
    beds: sumKnown(places.map(({ beds }) => beds)),
    staff: sumKnown(places.map(({ staff }) => staff)),
    evidence: evidence.length === 0 ? null : weakest(evidence),
  };
}

/** Everything an area's page shows; refuses an area that does not exist. */
export async function readDetail(tx: Tx, code: string, now: Date): Promise<Result<AreaDetail>> {
  const rows = await allAreas(tx);
  const areas = new Map(rows.map((row) => [row.code, row]));
  const own = areas.get(code);
  if (!own) return refuse('registry.unknown-area', { area: code });
  const day = dayInBeijing(now);
  const asOf = (await newestFact(tx, day)) ?? day;
  const people = new Map((await populations(tx, asOf)).map((p) => [p.area, p]));
  const population = people.get(code);
  const children = rows.filter(({ parent }) => parent === code);
  const inside = new Map<string, readonly string[]>();
  for (const child of children) inside.set(child.code, within(rows, child.code));
  // A town's institutions are counted by their town; everything else by its county-level area, so that none counts twice.
  const codes = [...inside.values()]
    .flat()
    .filter((one) => children.some((c) => c.code === one) || areas.get(one)?.level !== 'town');
  const places = new Map((await countByPlace(tx, codes)).map((place) => [place.place, place]));
  const facts = (await registryFacts(tx, asOf)).filter(({ area }) => area === code);
  return ok({
    code,
    name: nameOf(own),
    level: own.level,
    type: own.type,
    within: ancestors(areas, own).map((area) => ({ code: area.code, name: nameOf(area) })),
    population: population
      ? {
          value: population.value,
          asOf: population.asOf,
          evidence: population.evidence,
          source: `${population.document} · ${population.section}`,
        }
      : null,
    ...(!population && { populationReason: notPublished }),
    asOf,
    figures: facts
      .filter(({ measure }) => measure !== 'population')
      .map(({ measure, value, asOf: of, evidence, missing }) => {
        const { title, unit } = measureTitles[measure];
        const per1000 = isPerResident(unit) ? perThousand(value, population?.value) : null;
        return { measure, title, unit, value, per1000, asOf: of, evidence, missing };
      }),
    classes: await countByClass(tx, within(rows, code)),
    parts: children.map((child) => {
      const found = (inside.get(child.code) ?? []).flatMap((one) => places.get(one) ?? []);
      const { beds, staff, ...rest } = addUp(found);
      const residents = people.get(child.code)?.value ?? null;
      return {
        code: child.code,
        name: nameOf(child),
        type: child.type,
        population: residents,
        ...rest,
        beds,
        staff,
        bedsPer1000: perThousand(beds, residents),
        staffPer1000: perThousand(staff, residents),
      };
    }),
  });
}

export const readArea = route({
  method: 'GET',
  path: '/api/registry/areas/:code',
  summary: { zh: '一个地区的数据、下辖地区和机构', en: 'One area: its figures, its parts, what stands there' },
  permission: 'registry.read',
  people: 'none',
  params: areaParams,
  response: areaDetail,
  handle: ({ tx, now, params }) => readDetail(tx, params.code, now),
});
