import { evidenceTitles } from '@songhua/engine-plan/evidence.ts';
import { ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import type { z } from 'zod';
import {
  areaMeasureSpecs,
  statedFigureQuery as query,
  type StatedFigure,
  statedFigureExportQuery,
  statedFigureList,
  type statedFigureQuery,
} from '../contract.ts';
import { type FigureFilter, type FigureRow, findFigures } from '../store/area-figures.ts';
import { subtree } from '../store/areas.ts';

/** A figure with the words of its measure. */
export function sayFigure({ name_zh, name_en, ...row }: FigureRow): StatedFigure {
  const { title, unit, decimals } = areaMeasureSpecs[row.measure];
  return { ...row, areaName: { zh: name_zh, en: name_en }, title, unit, decimals };
}

type Asked = Pick<z.output<typeof statedFigureQuery>, 'area' | 'parts' | 'measure' | 'evidence' | 'at'>;

async function filterOf(tx: Tx, { area, parts, ...rest }: Asked): Promise<Result<FigureFilter>> {
  if (area === undefined) return ok(rest);
  const codes = await subtree(tx, area);
  if (codes.length === 0) return refuse('registry.unknown-area', { area });
  return ok({ ...rest, areas: parts === 'true' ? codes : [area] });
}

export const listFigures = route({
  method: 'GET',
  path: '/api/registry/area-figures',
  summary: {
    zh: '地区数据：儿童数、就诊率、急救半径等',
    en: 'Figures of areas: children, treatment rates, station radius and more',
  },
  permission: 'registry.read',
  people: 'none',
  query,
  response: statedFigureList,
  handle: async ({ tx, query: asked }) => {
    const filter = await filterOf(tx, asked);
    if (!filter.ok) return filter;
    const { total, items } = await findFigures(tx, filter.value, asked);
    return ok({ total, items: items.map(sayFigure) });
  },
});

const columns: Table['columns'] = [
  { key: 'area', title: { zh: '区划代码', en: 'Area code' }, type: 'text' },
  { key: 'areaName', title: { zh: '地区', en: 'Area' }, type: 'text' },
  { key: 'measure', title: { zh: '代码', en: 'Code' }, type: 'text' },
  { key: 'title', title: { zh: '项目', en: 'Measure' }, type: 'text' },
  { key: 'value', title: { zh: '数值', en: 'Value' }, type: 'number' },
  { key: 'unit', title: { zh: '单位', en: 'Unit' }, type: 'text' },
  { key: 'asOf', title: { zh: '数据日期', en: 'As of' }, type: 'date' },
  { key: 'evidence', title: { zh: '数据依据', en: 'Evidence' }, type: 'text' },
  { key: 'source', title: { zh: '来源', en: 'Source' }, type: 'text' },
];

export const exportFigures = route({
  method: 'GET',
  path: '/api/registry/area-figures/export',
  summary: { zh: '导出地区数据', en: 'Figures of areas as a file' },
  permission: 'registry.read',
  people: 'none',
  query: statedFigureExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, query: asked, language }) => {
    const filter = await filterOf(tx, asked);
    if (!filter.ok) return filter;
    const { items } = await findFigures(tx, filter.value, { sort: asked.sort });
    const rows = items.map(sayFigure).map(({ areaName, title, unit, evidence, version: _, decimals: __, ...row }) => ({
      ...row,
      areaName: areaName[language],
      title: title[language],
      unit: unit[language],
      evidence: evidenceTitles[evidence][language],
    }));
    const name = language === 'zh' ? '地区数据' : 'Area figures';
    return ok(await exportTable({ name, columns, rows }, asked.format, language));
  },
});
