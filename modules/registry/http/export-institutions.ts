import { evidenceTitles } from '@songhua/engine-plan/evidence.ts';
import type { Language } from '@songhua/kernel';
import { ok, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import type { Institution } from '../contract.ts';
import { institutionExportQuery } from '../contract.ts';
import { classTitles, kindTitles, levelTitles, ownershipTitles } from '../domain/word-titles.ts';
import { findInstitutions } from '../store/institutions.ts';
import { readFilter } from './read-filter.ts';

const columns: Table['columns'] = [
  { key: 'id', title: { zh: '机构编号', en: 'Id' }, type: 'text' },
  { key: 'name', title: { zh: '机构名称', en: 'Name' }, type: 'text' },
  { key: 'class', title: { zh: '大类', en: 'Class' }, type: 'text' },
  { key: 'kind', title: { zh: '类别', en: 'Kind' }, type: 'text' },
  { key: 'level', title: { zh: '等级', en: 'Level' }, type: 'text' },
  { key: 'ownership', title: { zh: '举办主体', en: 'Run by' }, type: 'text' },
  { key: 'area', title: { zh: '区划代码', en: 'Area code' }, type: 'text' },
  { key: 'areaName', title: { zh: '县（市）区', en: 'Area' }, type: 'text' },
  { key: 'town', title: { zh: '乡镇街道代码', en: 'Town code' }, type: 'text' },
  { key: 'townName', title: { zh: '乡镇街道', en: 'Town' }, type: 'text' },
  { key: 'beds', title: { zh: '床位', en: 'Beds' }, unit: { zh: '张', en: 'beds' }, type: 'integer' },
  { key: 'staff', title: { zh: '卫生人员', en: 'Health staff' }, unit: { zh: '人', en: 'people' }, type: 'integer' },
  { key: 'evidence', title: { zh: '数据依据', en: 'Evidence' }, type: 'text' },
];

const toRow = (institution: Institution, language: Language) => ({
  ...institution,
  class: classTitles[institution.class][language],
  kind: kindTitles[institution.kind][language],
  level: levelTitles[institution.level][language],
  ownership: ownershipTitles[institution.ownership][language],
  areaName: institution.areaName[language],
  evidence: evidenceTitles[institution.evidence][language],
});

export const exportInstitutions = route({
  method: 'GET',
  path: '/api/registry/institutions/export',
  summary: { zh: '导出筛选出的全部机构', en: 'Export every institution under the filter' },
  permission: 'registry.read',
  people: 'none',
  query: institutionExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, query, language }) => {
    const filter = await readFilter(tx, query);
    if (!filter.ok) return filter;
    const rows = (await findInstitutions(tx, filter.value, { sort: query.sort })).map((i) => toRow(i, language));
    const name = language === 'zh' ? '机构' : 'institutions';
    return ok(await exportTable({ name, columns, rows }, query.format, language));
  },
});
