import type { Text } from '@songhua/kernel';
import { z } from 'zod';
import { institutionQuery } from './institutions.ts';
import { areaCode, evidence, exportFormat, isoDay, text } from './words.ts';

/** Figures of areas that are no sums of institutions 地区数据: how many children, how far a station reaches. */

export const areaMeasures = [
  'children',
  'in-county-treatment-rate',
  'station-radius',
  'rescue-minutes',
  'pneumoconiosis-patients',
  'blood-units',
  'blood-units-nat-tested',
  'cdc-establishment',
] as const;
export type AreaMeasure = (typeof areaMeasures)[number];
export type AreaLevel = 'city' | 'urban' | 'county' | 'zone' | 'town';

/** What a figure is, of which areas it is asked, and what it may be: from `least` to `most`, with so many decimals. */
export interface AreaMeasureSpec {
  readonly title: Text;
  readonly unit: Text;
  readonly explain: Text;
  readonly least: number;
  readonly most: number;
  readonly decimals: number;
  readonly levels: readonly AreaLevel[];
}

const people: Text = { zh: '人', en: 'people' };
const counties: readonly AreaLevel[] = ['city', 'urban', 'county'];
const bags: Text = { zh: '单位', en: 'units' };

export const areaMeasureSpecs: Readonly<Record<AreaMeasure, AreaMeasureSpec>> = {
  children: {
    title: { zh: '儿童数', en: 'Children' },
    unit: people,
    explain: { zh: '0 至 14 岁常住人口', en: 'Residents aged 0 to 14' },
    least: 0,
    most: 10_000_000,
    decimals: 0,
    levels: counties,
  },
  'in-county-treatment-rate': {
    title: { zh: '县域就诊率', en: 'Share of visits treated in the county' },
    unit: { zh: '%', en: '%' },
    explain: {
      zh: '本县居民在县内就诊的人次占其全部就诊人次的百分比，如 92.5',
      en: 'Of all visits of the county’s residents, how many per cent were in the county, such as 92.5',
    },
    // A share such as 0.9, or a cell of a spreadsheet that shows it as 90 %, is a slip: no county treats fewer than two in a hundred.
    least: 2,
    most: 100,
    decimals: 2,
    levels: ['county'],
  },
  'station-radius': {
    title: { zh: '急救站服务半径', en: 'Service radius of the emergency stations' },
    unit: { zh: '公里', en: 'km' },
    explain: { zh: '居民点到最近急救站的最远距离', en: 'The farthest that residents are from their nearest station' },
    least: 0,
    most: 500,
    decimals: 2,
    levels: ['urban', 'county', 'town'],
  },
  'rescue-minutes': {
    title: { zh: '救援队伍到达时间', en: 'Arrival time of the nearest rescue team' },
    unit: { zh: '分钟', en: 'minutes' },
    explain: { zh: '最近一支救援队伍到达所需的时间', en: 'How long the nearest rescue team takes to get there' },
    least: 0,
    most: 1440,
    decimals: 1,
    levels: ['town'],
  },
  'pneumoconiosis-patients': {
    title: { zh: '尘肺病患者数', en: 'Pneumoconiosis patients' },
    unit: people,
    explain: { zh: '居住在本乡镇（街道）的患者', en: 'Patients who live in the town' },
    least: 0,
    most: 1_000_000,
    decimals: 0,
    levels: ['town'],
  },
  'blood-units': {
    title: { zh: '采集血液单位数', en: 'Units of blood collected' },
    unit: bags,
    explain: { zh: '截至数据日期一年内采集的单位数', en: 'Collected in the year that ends on the day' },
    least: 0,
    most: 100_000_000,
    decimals: 1,
    levels: ['city'],
  },
  'blood-units-nat-tested': {
    title: { zh: '经核酸检测的血液单位数', en: 'Units of blood tested by nucleic acid' },
    unit: bags,
    explain: { zh: '同期采集的血液中做了核酸检测的', en: 'Of those collected in the same year, how many were tested' },
    least: 0,
    most: 100_000_000,
    decimals: 1,
    levels: ['city'],
  },
  'cdc-establishment': {
    title: { zh: '疾控机构核定编制', en: 'Establishment of the centres for disease control' },
    unit: { zh: '名', en: 'posts' },
    explain: { zh: '编制部门核定的人员编制数', en: 'Posts that the authority has allowed' },
    least: 0,
    most: 100_000,
    decimals: 0,
    levels: counties,
  },
};

/** Where a figure that is counted in `parts` of another cannot be more than it. */
export const areaMeasureParts: readonly { readonly part: AreaMeasure; readonly whole: AreaMeasure }[] = [
  { part: 'blood-units-nat-tested', whole: 'blood-units' },
];

export const areaMeasure = z.enum(areaMeasures);

/** One figure of an area on one day. */
export const statedFigure = z.object({
  id: z.string(),
  area: areaCode,
  areaName: text,
  measure: areaMeasure,
  title: text,
  unit: text,
  decimals: z.number().int(),
  value: z.number(),
  asOf: z.string(),
  evidence,
  source: z.string().nullable(),
  /** For whoever corrects it: somebody else may have done so meanwhile. */
  version: z.string(),
});

const listFilter = z.object({
  /** The area alone; with `parts` also all that lies in it. */
  area: areaCode.optional(),
  parts: z.enum(['true', 'false']).default('false'),
  measure: areaMeasure.optional(),
  evidence: evidence.optional(),
  /** Of each figure the newest not after this day; all of them unless said. */
  at: isoDay.optional(),
});
const sort = z.enum(['measure', 'area', '-asOf', 'asOf', 'value', '-value']).default('measure');
export const statedFigureQuery = listFilter.extend({
  sort,
  limit: institutionQuery.shape.limit,
  offset: institutionQuery.shape.offset,
});
export const statedFigureExportQuery = listFilter.extend({ sort, format: exportFormat.default('csv') });
export const statedFigureList = z.object({ total: z.number().int(), items: z.array(statedFigure) });

/** The figures of one area: each measure that is asked of it, with its newest figure or without one. */
export const areaFigureSheet = z.object({
  area: areaCode,
  at: z.string(),
  /** Whether the reader may enter and correct. */
  mayEnter: z.boolean(),
  items: z.array(
    z.object({
      measure: areaMeasure,
      title: text,
      unit: text,
      explain: text,
      decimals: z.number().int(),
      least: z.number(),
      most: z.number(),
      /** The newest figure not after the day. */
      figure: statedFigure.nullable(),
    }),
  ),
});

export const areaFigureInput = z.object({
  measure: areaMeasure,
  value: z.number(),
  asOf: isoDay,
  /** published: a document states it, which `source` names. */
  evidence: z.enum(['entered', 'published', 'computed']).default('entered'),
  /** The document, register or reckoning it comes from. */
  source: z.string().trim().min(2).max(300),
  /** Of the figure of that day as it was seen; left out where there was none. */
  version: z.string().max(64).optional(),
});
export const areaFigureUndo = z.object({
  measure: areaMeasure,
  /** The newest change as it was seen. */
  change: z.string().max(200),
});

export const areaFigureChange = z.object({
  /** Names the change, for its undoing. */
  change: z.string(),
  measure: areaMeasure,
  title: text,
  unit: text,
  asOf: z.string(),
  at: z.string(),
  what: z.enum(['created', 'changed', 'deleted', 'restored']),
  before: z.number().nullable(),
  after: z.number().nullable(),
  evidence: evidence.nullable(),
  source: z.string().nullable(),
  by: z.array(z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() })),
});
const changeFilter = z.object({ measure: areaMeasure.optional() });
const changeSort = z.enum(['-at', 'at']).default('-at');
export const areaFigureChangeQuery = changeFilter.extend({
  sort: changeSort,
  limit: institutionQuery.shape.limit,
  offset: institutionQuery.shape.offset,
});
export const areaFigureChangeExportQuery = changeFilter.extend({ sort: changeSort, format: exportFormat.default('csv') });
export const areaFigureChanges = z.object({ total: z.number().int(), items: z.array(areaFigureChange) });

export type StatedFigure = z.infer<typeof statedFigure>;
export type AreaFigureSheet = z.infer<typeof areaFigureSheet>;
export type AreaFigureInput = z.infer<typeof areaFigureInput>;
export type AreaFigureChange = z.infer<typeof areaFigureChange>;
export type AreaFigureChanges = z.infer<typeof areaFigureChanges>;
