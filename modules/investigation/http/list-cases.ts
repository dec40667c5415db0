import { type Language, ok, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { type CaseLine, caseList, casesExportQuery, casesQuery, countedTo, outbreakParams } from '../contract.ts';
import { classWords, outcomeWords, sexWords } from '../domain/word-titles.ts';
import { countCases, listCases } from '../store/cases.ts';
import { fieldWorkByLaw, openOutbreak } from './load-outbreak.ts';
import { sayCase } from './say-case.ts';

export const listCasesRoute = route({
  method: 'GET',
  path: '/api/investigation/outbreaks/:id/cases',
  summary: { zh: '病例一览表', en: 'The line list' },
  permission: 'investigation.read',
  people: fieldWorkByLaw,
  params: outbreakParams,
  query: casesQuery,
  response: caseList,
  handle: async ({ tx, actor, now, params: { id }, query: { sort, limit, offset, ...filter } }) => {
    const opened = await openOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const found = await countCases(tx, id, filter, countedTo + 1);
    const cases = await listCases(tx, id, filter, { sort, limit, offset });
    const items = cases.map((one) => sayCase(opened.value.areas, one));
    return ok({ total: Math.min(found, countedTo), more: found > countedTo, items });
  },
});

const columns: Table['columns'] = [
  { key: 'serial', title: { zh: '序号', en: 'No.' }, type: 'integer' },
  { key: 'name', title: { zh: '姓名', en: 'Name' }, type: 'text' },
  { key: 'sex', title: { zh: '性别', en: 'Sex' }, type: 'text' },
  { key: 'age', title: { zh: '年龄', en: 'Age' }, type: 'integer' },
  { key: 'number', title: { zh: '证件号码', en: 'Number' }, type: 'text' },
  { key: 'phone', title: { zh: '电话', en: 'Phone' }, type: 'text' },
  { key: 'town', title: { zh: '现住乡镇', en: 'Town' }, type: 'text' },
  { key: 'address', title: { zh: '住址', en: 'Address' }, type: 'text' },
  { key: 'work', title: { zh: '工作单位', en: 'Work' }, type: 'text' },
  { key: 'school', title: { zh: '学校', en: 'School' }, type: 'text' },
  { key: 'exposure', title: { zh: '暴露', en: 'Exposure' }, type: 'text' },
  { key: 'onset', title: { zh: '发病日期', en: 'Onset' }, type: 'date' },
  { key: 'reported', title: { zh: '报告日期', en: 'Reported' }, type: 'date' },
  { key: 'classification', title: { zh: '病例分类', en: 'Classification' }, type: 'text' },
  { key: 'classified', title: { zh: '分类依据', en: 'Classified by' }, type: 'text' },
  { key: 'outcome', title: { zh: '转归', en: 'Outcome' }, type: 'text' },
  { key: 'died', title: { zh: '死亡日期', en: 'Died' }, type: 'date' },
];

const toRow = (one: CaseLine, language: Language) => ({
  ...one,
  sex: one.sex && sexWords[one.sex][language],
  town: one.townName?.[language] ?? null,
  townName: null,
  classification: classWords[one.classification][language],
  classified: one.classified.by,
  outcome: outcomeWords[one.outcome][language],
});

/** More than this a file does not hold; its last line says that there are more. */
export const mostRows = 50_000;
export const cut = {
  zh: `还有更多，仅列出前 ${mostRows} 行：请缩小筛选范围后分次导出`,
  en: `There are more; these are the first ${mostRows}. Narrow the filter and export in parts.`,
} as const;

export const exportCases = route({
  method: 'GET',
  path: '/api/investigation/outbreaks/:id/cases/export',
  summary: { zh: '导出病例一览表（号码部分隐去）', en: 'Export the line list under the filter, numbers in part' },
  permission: 'investigation.read',
  people: fieldWorkByLaw,
  params: outbreakParams,
  query: casesExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, actor, now, language, params: { id }, query: { sort, format, columns: asked, ...filter } }) => {
    const opened = await openOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const found = await listCases(tx, id, filter, { sort, limit: mostRows + 1 });
    const cases = found.slice(0, mostRows);
    const keys = asked?.split(',');
    const chosen = columns.filter(({ key }) => key === 'serial' || key === 'name' || (keys?.includes(key) ?? true));
    const rows = [
      ...cases.map((one) => toRow(sayCase(opened.value.areas, one), language)),
      ...(found.length > mostRows ? [{ name: cut[language] }] : []),
    ];
    const name = language === 'zh' ? '病例一览表' : 'line-list';
    return ok({
      ...(await exportTable({ name, columns: chosen, rows }, format, language)),
      shown: [...new Set(cases.flatMap(({ patient }) => patient ?? []))],
    });
  },
});
