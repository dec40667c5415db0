import { type Actor, may, ok, type RecordStore, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { z } from 'zod';
import {
  type AreaFigureSheet,
  areaFigureId,
  areaFigureInput,
  areaFigureSheet,
  areaFigureUndo,
  areaMeasureSpecs,
  areaMeasures,
  areaParams,
  isoDay,
} from '../contract.ts';
import { dayInBeijing } from '../domain/day-in-beijing.ts';
import { decideAreaFigure } from '../domain/decide-area-figure.ts';
import { areaFigureResources } from '../domain/write-area-figure.ts';
import { figureIds, figuresOfAreas, findFigures, holdFigures } from '../store/area-figures.ts';
import { type AreaRow, allAreas } from '../store/areas.ts';
import { sayFigure } from './list-area-figures.ts';

const permission = 'registry.enter-figures';

async function areaOr404(tx: Tx, code: string): Promise<Result<{ readonly area: AreaRow; readonly areas: readonly AreaRow[] }>> {
  const areas = await allAreas(tx);
  const area = areas.find((one) => one.code === code);
  return area ? ok({ area, areas }) : refuse('registry.unknown-area', { area: code });
}

/** Whether an account enters figures itself: one of the whole city, or of no area. Counties send returns, which the city reviews. */
function mayEnter(areas: readonly AreaRow[], { area: own }: Actor): Result<null> {
  const node = areas.find(({ code }) => code === own);
  if (own === undefined || node?.parent === null) return ok(null);
  return refuse('registry.city-enters', { own: node ? `${node.name_zh} ${node.name_en}` : own });
}

async function sheetOf(tx: Tx, area: AreaRow, at: string, enters: boolean): Promise<AreaFigureSheet> {
  const { items } = await findFigures(tx, { areas: [area.code], at }, { sort: 'measure' });
  const figures = new Map(items.map((row) => [row.measure, sayFigure(row)]));
  return {
    area: area.code,
    at,
    mayEnter: enters,
    items: areaMeasures
      .filter((measure) => areaMeasureSpecs[measure].levels.includes(area.level) || figures.has(measure))
      .map((measure) => {
        const { levels: _, ...spec } = areaMeasureSpecs[measure];
        return { measure, ...spec, figure: figures.get(measure) ?? null };
      }),
  };
}

export const readFigureSheet = route({
  method: 'GET',
  path: '/api/registry/areas/:code/stated-figures',
  summary: { zh: '一个地区应填报的数据及最新数值', en: 'The figures that are asked of an area, with the newest of each' },
  permission: 'registry.read',
  people: 'none',
  params: areaParams,
  query: z.object({ at: isoDay.optional() }),
  response: areaFigureSheet,
  handle: async ({ tx, actor, now, params, query }) => {
    const found = await areaOr404(tx, params.code);
    if (!found.ok) return found;
    const { area, areas } = found.value;
    const enters = may(actor, permission) && mayEnter(areas, actor).ok;
    return ok(await sheetOf(tx, area, query.at ?? dayInBeijing(now), enters));
  },
});

/** The area, held for a change by somebody who may make it. */
async function hold(tx: Tx, actor: Actor, code: string): Promise<Result<AreaRow>> {
  const found = await areaOr404(tx, code);
  if (!found.ok) return found;
  const allowed = mayEnter(found.value.areas, actor);
  if (!allowed.ok) return allowed;
  await holdFigures(tx, code);
  return ok(found.value.area);
}

export const enterFigure = route({
  method: 'POST',
  path: '/api/registry/areas/:code/stated-figures',
  summary: { zh: '填写或更正一个地区的一项数据', en: 'Enter or correct a figure of an area' },
  permission,
  people: 'none',
  params: areaParams,
  body: areaFigureInput,
  response: areaFigureSheet,
  handle: async ({ tx, records, actor, now, params, body }) => {
    const held = await hold(tx, actor, params.code);
    if (!held.ok) return held;
    const area = held.value;
    const today = dayInBeijing(now);
    // One that another system wrote for the same day under an id of its own is not ours to correct.
    const sameDay = (await figuresOfAreas(tx, [area.code])).filter(
      (one) => one.asOf === body.asOf && one.id === areaFigureId(one),
    );
    const decided = decideAreaFigure(body, { area, today, by: actor.name, sameDay });
    if (!decided.ok) return decided;
    const saved = await records.load(tx, areaFigureResources([decided.value]), now);
    return saved.ok ? ok(await sheetOf(tx, area, today, true)) : saved;
  },
});

/** Takes back the newest change of a measure, if it is still the one that was seen. */
async function takeBack(tx: Tx, records: RecordStore, ids: readonly string[], change: string, now: Date): Promise<Result<null>> {
  const { items } = await records.versions(
    tx,
    ids.map((id) => ({ type: 'MeasureReport', id })),
    { limit: 1 },
  );
  const [newest] = items;
  if (!newest || `${newest.id}@${newest.version}` !== change) return refuse('registry.figure-changed');
  const { type, id, before } = newest;
  if (!before) {
    const removed = await records.remove(tx, type, id, now);
    return removed.ok ? ok(null) : removed;
  }
  const { meta, ...said } = before;
  const { versionId: _, lastUpdated: __, ...own } = meta;
  const back = await records.load(tx, [Object.keys(own).length === 0 ? said : { ...said, meta: own }], now);
  return back.ok ? ok(null) : back;
}

export const undoFigure = route({
  method: 'POST',
  path: '/api/registry/areas/:code/stated-figures/undo',
  summary: { zh: '撤销一项地区数据的最近一次更改', en: 'Undo the newest change of a figure of an area' },
  permission,
  people: 'none',
  params: areaParams,
  body: areaFigureUndo,
  response: areaFigureSheet,
  handle: async ({ tx, records, actor, now, params, body }) => {
    const held = await hold(tx, actor, params.code);
    if (!held.ok) return held;
    const area = held.value;
    const ids = await figureIds(tx, area.code, body.measure);
    const { zh, en } = areaMeasureSpecs[body.measure].title;
    if (ids.length === 0) return refuse('registry.nothing-to-undo', { measure: `${zh} ${en}` });
    const undone = await takeBack(tx, records, ids, body.change, now);
    return undone.ok ? ok(await sheetOf(tx, area, dayInBeijing(now), true)) : undone;
  },
});
