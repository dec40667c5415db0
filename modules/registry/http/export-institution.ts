import { evidenceTitles } from '@songhua/engine-plan/evidence.ts';
import { ok, refuse, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { institutionParams, plainExportQuery } from '../contract.ts';
import { findInstitution } from '../store/institutions.ts';
import { titledFacts } from './read-institution.ts';

const columns: Table['columns'] = [
  { key: 'title', title: { zh: '项目', en: 'Measure' }, type: 'text' },
  { key: 'value', title: { zh: '数值', en: 'Value' }, type: 'number' },
  { key: 'unit', title: { zh: '单位', en: 'Unit' }, type: 'text' },
  { key: 'asOf', title: { zh: '数据日期', en: 'As of' }, type: 'date' },
  { key: 'evidence', title: { zh: '数据依据', en: 'Evidence' }, type: 'text' },
  { key: 'source', title: { zh: '来源', en: 'Source' }, type: 'text' },
];

export const exportInstitution = route({
  method: 'GET',
  path: '/api/registry/institutions/:id/export',
  summary: { zh: '导出一个机构的数据', en: 'The figures of one institution as a file' },
  permission: 'registry.read',
  people: 'none',
  params: institutionParams,
  query: plainExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, params, query, language }) => {
    const detail = await findInstitution(tx, params.id);
    if (!detail) return refuse('registry.unknown-institution', { id: params.id });
    const rows = titledFacts(detail).map(({ title, unit, value, asOf, evidence, source }) => ({
      title: title[language],
      value,
      unit: unit[language],
      asOf,
      evidence: evidenceTitles[evidence][language],
      source,
    }));
    return ok(await exportTable({ name: detail.institution.name, columns, rows }, query.format, language));
  },
});
