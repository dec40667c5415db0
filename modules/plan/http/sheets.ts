import { evidenceTitles, roundAsPrinted } from '@songhua/engine-plan';
import type { Language, Text } from '@songhua/kernel';
import type { Cell, Column, Table } from '@songhua/tables';
import type { DocumentRow, PlanSummary, PlanTable } from '../contract.ts';
import { natureNames, statusNames } from '../domain/name-words.ts';
import type { SaidCurrent, SaidDetail, SaidItem, SaidList } from '../domain/speak-answer.ts';

/** What stands where a figure is not known; the reason stands in its own column. */
const unknown = '—';

const column = (key: string, zh: string, en: string, type: Column['type'] = 'text', unit?: Text): Column => ({
  key,
  title: { zh, en },
  type,
  ...(unit && { unit }),
});

const figure = (value: number | null, decimals: number): Cell => (value === null ? unknown : roundAsPrinted(value, decimals));

const valueColumns = [
  column('value', '现值', 'Today', 'number'),
  column('asOf', '数据日期', 'As of', 'date'),
  column('evidence', '依据', 'Evidence'),
  column('reason', '缺数原因', 'Why unknown'),
];

const valueCells = (current: SaidCurrent, decimals: number, language: Language): Record<string, Cell> => ({
  value: figure(current.value, decimals),
  asOf: current.asOf,
  evidence: current.evidence && evidenceTitles[current.evidence][language],
  reason: current.reason?.[language],
});

/** Plans as a sheet, one to a row. */
export function planSheet(items: readonly PlanSummary[], language: Language): Table {
  return {
    name: { zh: '规划', en: 'plans' }[language],
    columns: [
      column('id', '编号', 'Id'),
      column('title', '名称', 'Title'),
      column('number', '文号', 'Document number'),
      column('issued', '印发日期', 'Issued', 'date'),
      column('area', '地区代码', 'Area code'),
      column('start', '起', 'From', 'date'),
      column('end', '止', 'To', 'date'),
      column('today', '最新数据日期', 'Newest figure', 'date'),
    ],
    rows: items.map(({ id, title, document, area, start, end, today }) => ({
      id,
      title: title[language],
      number: document.number,
      issued: document.issued,
      area,
      start,
      end,
      today,
    })),
  };
}

/** Loaded documents as a sheet, one to a row. */
export function documentSheet(rows: readonly DocumentRow[], language: Language): Table {
  return {
    name: { zh: '规划文件', en: 'documents' }[language],
    columns: [
      column('id', '编号', 'Id'),
      column('plan', '规划', 'Plan'),
      column('number', '文号', 'Document number'),
      column('title', '名称', 'Title'),
      column('found', '找到的条款', 'Clauses found', 'integer'),
      column('wanted', '条款总数', 'Clauses wanted', 'integer'),
      column('missing', '未找到的条款', 'Clauses not found'),
      column('characters', '字数', 'Characters', 'integer'),
      column('addedBy', '载入人', 'Loaded by'),
      column('addedAt', '载入时间', 'Loaded at'),
    ],
    rows: rows.map(({ missing, ...row }) => ({ ...row, missing: missing.join(language === 'zh' ? '、' : ', ') })),
  };
}

const indicatorCells = (item: SaidItem, language: Language): Record<string, Cell> => ({
  id: item.id,
  dimension: item.dimension[language],
  name: item.name[language],
  unit: item.unit[language],
  nature: natureNames[item.nature][language],
  baseline: item.baseline.value === null ? (item.baseline.printed ?? unknown) : figure(item.baseline.value, item.decimals),
  ...valueCells(item.current, item.decimals, language),
  operator: item.target.operator,
  target: figure(item.target.value, item.decimals),
  targetText: item.target.text?.[language],
  due: item.target.date,
  expected: figure(item.expected, item.decimals),
  progress: item.progress === null ? unknown : Math.round(item.progress * 1000) / 10,
  gap: item.gap?.value,
  gapUnit: item.gap?.unit[language],
  status: statusNames[item.status][language],
  why: item.why[language],
  source: `${item.source.document} ${item.source.section}`,
});

/** All indicators of one area as a sheet, one to a row. */
export function indicatorSheet(list: SaidList, language: Language): Table {
  return {
    name: `${list.plan}-${list.area.code}-${list.at}`,
    columns: [
      column('id', '编号', 'Id'),
      column('dimension', '指标维度', 'Dimension'),
      column('name', '指标名称', 'Indicator'),
      column('unit', '单位', 'Unit'),
      column('nature', '指标性质', 'Nature'),
      column('baseline', '基期数值', 'Baseline', 'number'),
      ...valueColumns,
      column('operator', '目标关系', 'Operator'),
      column('target', '目标值', 'Target', 'number'),
      column('targetText', '目标表述', 'Target as stated'),
      column('due', '期限', 'Due', 'date'),
      column('expected', `${list.at} 应达到`, `Expected by ${list.at}`, 'number'),
      column('progress', '进度', 'Progress', 'number', { zh: '%', en: '%' }),
      column('gap', '差额', 'Gap', 'integer'),
      column('gapUnit', '差额单位', 'Unit of gap'),
      column('status', '状态', 'Status'),
      column('why', '判定依据', 'Why'),
      column('source', '出处', 'Source'),
    ],
    rows: list.items.map((item) => indicatorCells(item, language)),
  };
}

/** One indicator by area as a sheet; the area asked about comes first. */
export function areaSheet({ item, area, at, byArea }: SaidDetail, language: Language): Table {
  const rows = [
    { area, current: item.current, target: item.target.value, status: item.status },
    ...byArea.filter((row) => row.area.code !== area.code),
  ];
  return {
    name: `${item.id}-${at}`,
    columns: [
      column('code', '地区代码', 'Area code'),
      column('area', '地区', 'Area'),
      { ...column('value', '现值', 'Today', 'number'), unit: item.unit },
      ...valueColumns.slice(1),
      column('numerator', '分子', 'Numerator', 'integer'),
      column('denominator', '分母', 'Denominator', 'integer'),
      { ...column('target', '目标值', 'Target', 'number'), unit: item.unit },
      column('status', '状态', 'Status'),
    ],
    rows: rows.map((row) => ({
      code: row.area.code,
      area: row.area.name[language],
      ...valueCells(row.current, item.decimals, language),
      numerator: row.current.numerator,
      denominator: row.current.denominator,
      target: figure(row.target, item.decimals),
      status: statusNames[row.status][language],
    })),
  };
}

/** A table in the plan's layout as a sheet: groups and columns in one heading, notes at the end of each row. */
export function layoutSheet(table: PlanTable, language: Language): Table {
  const join = language === 'zh' ? '：' : ': ';
  const columns = table.groups.flatMap((group) =>
    group.columns.map((c) => ({
      ...c,
      heading: { zh: `${group.title.zh} ${c.title.zh}`, en: `${group.title.en}, ${c.title.en}` },
    })),
  );
  const notes = (cells: PlanTable['rows'][number]['cells']): string =>
    columns
      .flatMap(({ key, heading }) => {
        const cell = cells[key];
        const said = [cell?.misprint?.note, cell?.reason].flatMap((note) => note?.[language] ?? []);
        return said.map((note) => `${heading[language]}${join}${note}`);
      })
      .join(language === 'zh' ? '；' : '; ');
  return {
    name: `${table.title[language]} ${table.asOf}`,
    columns: [
      column('code', '地区代码', 'Area code'),
      column('area', '县（市）区', 'Area'),
      ...columns.map(
        (c): Column => ({ key: c.key, title: c.heading, unit: c.unit, type: c.decimals === 0 ? 'integer' : 'number' }),
      ),
      column('notes', '说明', 'Notes'),
    ],
    rows: table.rows.map(({ area, cells }) => ({
      code: area.code,
      area: area.name[language],
      ...Object.fromEntries(columns.map(({ key, decimals }) => [key, figure(cells[key]?.value ?? null, decimals)])),
      notes: notes(cells),
    })),
  };
}
