import { evidenceTitles } from '@songhua/engine-plan/evidence.ts';
import { type Language, ok, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import type { AreaDetail } from '../contract.ts';
import { areaExportQuery, areaParams } from '../contract.ts';
import { classTitles } from '../domain/word-titles.ts';
import { readDetail } from './read-area.ts';

const institutions: Table['columns'] = [
  { key: 'institutions', title: { zh: '机构', en: 'Institutions' }, type: 'integer' },
  { key: 'beds', title: { zh: '床位', en: 'Beds' }, type: 'integer' },
];
const staff: Table['columns'][number] = { key: 'staff', title: { zh: '卫生人员', en: 'Health staff' }, type: 'integer' };
const evidence: Table['columns'][number] = { key: 'evidence', title: { zh: '数据依据', en: 'Evidence' }, type: 'text' };

const parts = ({ parts: rows }: AreaDetail, language: Language): Pick<Table, 'columns' | 'rows'> => ({
  columns: [
    { key: 'code', title: { zh: '区划代码', en: 'Area code' }, type: 'text' },
    { key: 'name', title: { zh: '地区', en: 'Area' }, type: 'text' },
    { key: 'population', title: { zh: '常住人口', en: 'Residents' }, type: 'integer' },
    ...institutions,
    { key: 'bedsPer1000', title: { zh: '每千人口床位', en: 'Beds per 1,000' }, type: 'number' },
    staff,
    { key: 'staffPer1000', title: { zh: '每千人口卫生人员', en: 'Staff per 1,000' }, type: 'number' },
    evidence,
  ],
  rows: rows.map(({ name, type: _, evidence: on, ...part }) => ({
    ...part,
    name: name[language],
    evidence: on && evidenceTitles[on][language],
  })),
});

const figures = ({ figures: rows }: AreaDetail, language: Language): Pick<Table, 'columns' | 'rows'> => ({
  columns: [
    { key: 'title', title: { zh: '项目', en: 'Measure' }, type: 'text' },
    { key: 'value', title: { zh: '数值', en: 'Value' }, type: 'number' },
    { key: 'unit', title: { zh: '单位', en: 'Unit' }, type: 'text' },
    { key: 'per1000', title: { zh: '每千人口', en: 'Per 1,000 residents' }, type: 'number' },
    { key: 'asOf', title: { zh: '数据日期', en: 'As of' }, type: 'date' },
    { key: 'missing', title: { zh: '未报数据的机构', en: 'Gave no figure' }, type: 'integer' },
    evidence,
  ],
  rows: rows.map(({ title, unit, evidence: on, value, per1000, asOf, missing }) => ({
    ...{ value, per1000, asOf, missing },
    title: title[language],
    unit: unit[language],
    evidence: evidenceTitles[on][language],
  })),
});

const classes = ({ classes: rows }: AreaDetail, language: Language): Pick<Table, 'columns' | 'rows'> => ({
  columns: [{ key: 'class', title: { zh: '大类', en: 'Class' }, type: 'text' }, ...institutions, staff],
  rows: rows.map((row) => ({ ...row, class: classTitles[row.class][language] })),
});

const tables = { parts, figures, classes };

export const exportArea = route({
  method: 'GET',
  path: '/api/registry/areas/:code/export',
  summary: { zh: '导出一个地区的下辖地区、数据或机构大类', en: 'The parts, figures or classes of an area as a file' },
  permission: 'registry.read',
  people: 'none',
  params: areaParams,
  query: areaExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, now, params, query, language }) => {
    const found = await readDetail(tx, params.code, now);
    if (!found.ok) return found;
    const table = { name: found.value.name[language], ...tables[query.table](found.value, language) };
    return ok(await exportTable(table, query.format, language));
  },
});
