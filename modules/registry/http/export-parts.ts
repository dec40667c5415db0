import { evidenceTitles } from '@songhua/engine-plan/evidence.ts';
import { type Language, ok, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import type { InstitutionParts } from '../contract.ts';
import { institutionParams, partsExportQuery } from '../contract.ts';
import { partsOf } from './read-parts.ts';

type Sheet = Pick<Table, 'columns' | 'rows'>;

const staff = ({ staff: { groups } }: InstitutionParts, language: Language): Sheet => ({
  columns: [
    { key: 'profession', title: { zh: '人员类别', en: 'Profession' }, type: 'text' },
    { key: 'specialty', title: { zh: '专业', en: 'Specialty' }, type: 'text' },
    { key: 'n', title: { zh: '人数', en: 'People' }, type: 'integer' },
    { key: 'established', title: { zh: '在编', en: 'Established' }, type: 'integer' },
  ],
  rows: groups.map(({ profession, specialty, n, established }) => ({
    profession: profession.title?.[language] ?? null,
    specialty: specialty.title?.[language] ?? null,
    n,
    established,
  })),
});

const beds = ({ beds: { groups } }: InstitutionParts, language: Language): Sheet => ({
  columns: [
    { key: 'class', title: { zh: '床位类别', en: 'Class of bed' }, type: 'text' },
    { key: 'department', title: { zh: '科室', en: 'Department' }, type: 'text' },
    { key: 'n', title: { zh: '床位', en: 'Beds' }, type: 'integer' },
    { key: 'convertible', title: { zh: '可转重症', en: 'Convertible to ICU' }, type: 'integer' },
    { key: 'openable', title: { zh: '疫情时可启用', en: 'To open in an outbreak' }, type: 'integer' },
  ],
  rows: groups.map(({ class: cls, department, ...group }) => ({
    ...group,
    class: cls.title?.[language] ?? null,
    department: department.title?.[language] ?? null,
  })),
});

const thingTitles = {
  services: { zh: '服务', en: 'Services' },
  departments: { zh: '科室', en: 'Departments' },
  laboratories: { zh: '实验室', en: 'Laboratories' },
  equipment: { zh: '设备', en: 'Equipment' },
  teams: { zh: '队伍', en: 'Teams' },
  stations: { zh: '急救站点', en: 'Ambulance stations' },
} as const;
const stateTitles = { yes: { zh: '有', en: 'yes' }, no: { zh: '无', en: 'no' } } as const;

const things = (parts: InstitutionParts, language: Language): Sheet => {
  const named = (['departments', 'laboratories', 'equipment', 'teams'] as const).flatMap((of) =>
    parts[of].map(({ title, name, evidence }) => ({ of, title: title[language], name, there: 'yes' as const, evidence })),
  );
  const services = parts.services.map(({ title, offered, evidence }) => ({
    ...{ of: 'services' as const, title: title[language], name: null, evidence },
    there: offered ? ('yes' as const) : ('no' as const),
  }));
  const stations = parts.stations.map(({ name, evidence }) => ({
    ...{ of: 'stations' as const, title: thingTitles.stations[language], name, evidence },
    there: 'yes' as const,
  }));
  return {
    columns: [
      { key: 'of', title: { zh: '分类', en: 'What' }, type: 'text' },
      { key: 'title', title: { zh: '项目', en: 'Item' }, type: 'text' },
      { key: 'name', title: { zh: '名称', en: 'Name' }, type: 'text' },
      { key: 'there', title: { zh: '有无', en: 'There' }, type: 'text' },
      { key: 'evidence', title: { zh: '数据依据', en: 'Evidence' }, type: 'text' },
    ],
    rows: [...services, ...named, ...stations].map((row) => ({
      ...row,
      of: thingTitles[row.of][language],
      there: stateTitles[row.there][language],
      evidence: evidenceTitles[row.evidence][language],
    })),
  };
};

const sheets = { staff, beds, things };

export const exportParts = route({
  method: 'GET',
  path: '/api/registry/institutions/:id/parts/export',
  summary: {
    zh: '导出一个机构的人员分组、床位分组或科室设备',
    en: 'People or beds in groups, or the things of one institution, as a file',
  },
  permission: 'registry.read',
  people: 'none',
  params: institutionParams,
  query: partsExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, now, params, query, language }) => {
    const found = await partsOf(tx, params.id, now);
    if (!found.ok) return found;
    const { name, parts } = found.value;
    return ok(await exportTable({ name, ...sheets[query.table](parts, language) }, query.format, language));
  },
});
