import { changesAt, notesOf } from '@songhua/access';
import { evidenceTitles } from '@songhua/engine-plan/evidence.ts';
import { ok, type RecordStore, refuse, route, type StoredResource, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import {
  type AreaFigureChange,
  type AreaFigureChanges,
  type AreaMeasure,
  areaFigureChangeExportQuery,
  areaFigureChangeQuery,
  areaFigureChanges,
  areaMeasureSpecs,
  areaParams,
} from '../contract.ts';
import { readAreaFigure } from '../domain/read-area-figure.ts';
import { figureIds } from '../store/area-figures.ts';
import { allAreas } from '../store/areas.ts';

type Version = Awaited<ReturnType<RecordStore['versions']>>['items'][number];

const rowOf = (resource: StoredResource | null) => resource && readAreaFigure(resource);

function whatOf({ version, resource, before }: Version): AreaFigureChange['what'] {
  if (!resource) return 'deleted';
  if (before) return 'changed';
  return version === '1' ? 'created' : 'restored';
}

/** A file of more would help nobody. */
const mostExported = 20_000;

interface Page {
  readonly sort: 'at' | '-at';
  readonly limit: number;
  readonly offset: number;
}

/** Every change of an area's figures, with who made it. Oldest first, of the first so many that there are. */
async function readChanges(
  tx: Tx,
  records: RecordStore,
  area: string,
  measure: AreaMeasure | undefined,
  { sort, limit, offset }: Page,
): Promise<AreaFigureChanges> {
  const of = (await figureIds(tx, area, measure)).map((id) => ({ type: 'MeasureReport', id }));
  if (of.length === 0) return { total: 0, items: [] };
  const newest = sort === '-at' ? { limit, offset } : { limit: mostExported };
  const { total, items: found } = await records.versions(tx, of, newest);
  const items = sort === '-at' ? found : found.toReversed().slice(offset, offset + limit);
  const notes = await changesAt(
    tx,
    [...new Set(items.map(({ at }) => at))].map((at) => new Date(at)),
  );
  return {
    total,
    items: items.flatMap((item): AreaFigureChange[] => {
      const [now, before] = [rowOf(item.resource), rowOf(item.before)];
      const row = now ?? before;
      if (!row) return [];
      const { title, unit } = areaMeasureSpecs[row.measure];
      const makers = new Map(notesOf(notes, item).map(({ actor }) => [`${actor.kind} ${actor.id}`, actor]));
      return [
        {
          change: `${item.id}@${item.version}`,
          measure: row.measure,
          title,
          unit,
          asOf: row.asOf,
          at: item.at,
          what: whatOf(item),
          before: before?.value ?? null,
          after: now?.value ?? null,
          evidence: now?.evidence ?? null,
          source: now?.source ?? null,
          by: [...makers.values()],
        },
      ];
    }),
  };
}

const isArea = async (tx: Tx, code: string): Promise<boolean> => (await allAreas(tx)).some((area) => area.code === code);

export const readFigureChanges = route({
  method: 'GET',
  path: '/api/registry/areas/:code/stated-figures/changes',
  summary: { zh: '一个地区各项数据的全部更改及更改人', en: 'Every change of an area’s figures and who made it' },
  permission: 'registry.read',
  people: 'none',
  params: areaParams,
  query: areaFigureChangeQuery,
  response: areaFigureChanges,
  handle: async ({ tx, records, params, query }) => {
    if (!(await isArea(tx, params.code))) return refuse('registry.unknown-area', { area: params.code });
    return ok(await readChanges(tx, records, params.code, query.measure, query));
  },
});

const columns: Table['columns'] = [
  { key: 'at', title: { zh: '时间', en: 'Time' }, type: 'text' },
  { key: 'by', title: { zh: '变更人', en: 'By' }, type: 'text' },
  { key: 'title', title: { zh: '项目', en: 'Measure' }, type: 'text' },
  { key: 'asOf', title: { zh: '数据日期', en: 'As of' }, type: 'date' },
  { key: 'before', title: { zh: '变更前', en: 'Before' }, type: 'number' },
  { key: 'after', title: { zh: '变更后', en: 'After' }, type: 'number' },
  { key: 'unit', title: { zh: '单位', en: 'Unit' }, type: 'text' },
  { key: 'evidence', title: { zh: '数据依据', en: 'Evidence' }, type: 'text' },
  { key: 'source', title: { zh: '来源', en: 'Source' }, type: 'text' },
];

export const exportFigureChanges = route({
  method: 'GET',
  path: '/api/registry/areas/:code/stated-figures/changes/export',
  summary: { zh: '导出一个地区各项数据的更改记录', en: 'The changes of an area’s figures as a file' },
  permission: 'registry.read',
  people: 'none',
  params: areaParams,
  query: areaFigureChangeExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, records, params, query, language }) => {
    if (!(await isArea(tx, params.code))) return refuse('registry.unknown-area', { area: params.code });
    const page = { sort: query.sort, limit: mostExported, offset: 0 };
    const { items } = await readChanges(tx, records, params.code, query.measure, page);
    const rows = items.map(({ by, title, unit, evidence, at, asOf, before, after, source }) => ({
      ...{ at, asOf, before, after, source },
      by: by.map(({ name, id }) => name ?? id).join(' / '),
      title: title[language],
      unit: unit[language],
      evidence: evidence && evidenceTitles[evidence][language],
    }));
    const name = `${params.code}${language === 'zh' ? '地区数据更改记录' : ' figure changes'}`;
    return ok(await exportTable({ name, columns, rows }, query.format, language));
  },
});
