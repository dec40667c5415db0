import { evidenceTitles } from '@songhua/engine-plan';
import type { Language, Text } from '@songhua/kernel';
import type { Cell, Column, Table } from '@songhua/tables';
import type { AreaVerdicts, ClauseItem, FindingList, RuleItem, RuleResult } from '../contract.ts';
import { clauseStatusNames, clauseTypeNames, severityNames, verdictNames } from '../domain/name-words.ts';

const column = (key: string, zh: string, en: string, type: Column['type'] = 'text'): Column => ({
  key,
  title: { zh, en },
  type,
});

const weights: Readonly<Record<FindingList['items'][number]['severity'], Text>> = {
  high: { zh: '重要', en: 'major' },
  medium: { zh: '一般', en: 'moderate' },
  low: { zh: '轻微', en: 'minor' },
};

/** What is inconsistent in a plan as a sheet, one finding to a row. */
export const findingSheet = ({ plan, items }: FindingList, language: Language): Table => ({
  name: `${plan}-${{ zh: '规划自身核对', en: 'findings' }[language]}`,
  columns: [
    column('id', '编号', 'Id'),
    column('kind', '类型', 'Kind'),
    column('severity', '程度', 'Weight'),
    column('summary', '发现', 'Finding'),
    column('arithmetic', '算式', 'Arithmetic'),
    column('clauses', '条款', 'Clauses'),
  ],
  rows: items.map(({ id, kind, severity, summary, arithmetic, clauses }) => ({
    id,
    kind,
    severity: weights[severity][language],
    summary: summary[language],
    arithmetic,
    clauses: clauses.join(' '),
  })),
});

/** Rules as a sheet, one to a row. */
export const ruleSheet = (name: string, items: readonly RuleItem[], language: Language): Table => ({
  name,
  columns: [
    column('id', '编号', 'Id'),
    column('summary', '要求', 'What is asked'),
    column('scope', '对象', 'Of whom'),
    column('severity', '力度', 'Force'),
    column('status', '结果', 'Verdict'),
    column('fail', '不符合', 'Failing', 'integer'),
    column('unknown', '未知', 'Unknown', 'integer'),
    column('pass', '符合', 'Passing', 'integer'),
    column('deadline', '期限', 'Due', 'date'),
    column('readings', '不同读法', 'Readings'),
    column('expression', '判定式', 'Expression'),
    column('clauses', '条款', 'Clauses'),
    column('source', '出处', 'Source'),
  ],
  rows: items.map((item) => ({
    id: item.id,
    summary: item.summary[language],
    scope: item.scope[language],
    severity: severityNames[item.severity][language],
    status: verdictNames[item.status][language],
    fail: item.counts.fail ?? 0,
    unknown: item.counts.unknown ?? 0,
    pass: item.counts.pass ?? 0,
    deadline: item.deadline?.date,
    readings: item.readings.map(({ text, status }) => `${text[language]}: ${verdictNames[status][language]}`).join('; '),
    expression: item.expression,
    clauses: item.clauses.join(' '),
    source: `${item.source.document} ${item.source.section}`,
  })),
});

const sayFact = ({ name, value, unit }: RuleResult['facts'][number], language: Language): string =>
  `${name[language]} ${value ?? '—'}${unit ? ` ${unit[language]}` : ''}`;

/** The results of one rule as a sheet, one subject to a row. */
export const resultSheet = (name: string, results: readonly RuleResult[], unit: Text | null, language: Language): Table => ({
  name,
  columns: [
    column('type', '对象类型', 'Kind of subject'),
    column('id', '编号', 'Id'),
    column('subject', '对象', 'Subject'),
    column('status', '结果', 'Verdict'),
    { ...column('margin', '余量', 'Margin', 'number'), ...(unit && { unit }) },
    column('facts', '起决定作用的数据', 'Facts that decided'),
    column('evidence', '依据', 'Evidence'),
    column('reason', '原因', 'Reason'),
  ],
  rows: results.map(
    ({ subject, status, margin, facts, evidence, reason }): Record<string, Cell> => ({
      type: subject.type,
      id: subject.id,
      subject: subject.name[language],
      status: verdictNames[status][language],
      margin,
      facts: facts.map((fact) => sayFact(fact, language)).join('; '),
      evidence: evidence && evidenceTitles[evidence][language],
      reason: reason?.[language],
    }),
  ),
});

/** Clauses as a sheet, one to a row. */
export const clauseSheet = (name: string, items: readonly ClauseItem[], language: Language): Table => ({
  name,
  columns: [
    column('id', '编号', 'Id'),
    column('document', '文件', 'Document'),
    column('section', '章节', 'Section'),
    column('type', '类型', 'Type'),
    column('summary', '要求（概括）', 'What is asked (summary)'),
    column('status', '状态', 'State'),
    column('embodied', '由什么落实', 'Embodied by'),
    column('due', '任务期限', 'Task due', 'date'),
    column('percent', '任务进度（%）', 'Task done (%)', 'integer'),
  ],
  rows: items.map((item) => ({
    id: item.id,
    document: item.document,
    section: item.section,
    type: clauseTypeNames[item.type][language],
    summary: item.summary[language],
    status: clauseStatusNames[item.status][language],
    embodied: item.embodiedBy.map(({ kind, ref }) => `${kind}:${ref}`).join(' '),
    due: item.task?.due,
    percent: item.task?.percent,
  })),
});

/** What the rules give in each area as a sheet, one area to a row. */
export const areaVerdictSheet = ({ plan, at, items }: AreaVerdicts, language: Language): Table => ({
  name: `${plan}-${{ zh: '各地规则核查', en: 'rules-by-area' }[language]}-${at}`,
  columns: [
    column('code', '地区代码', 'Area code'),
    column('area', '地区', 'Area'),
    column('must', '必须而不符合', 'Failing musts', 'integer'),
    column('fail', '不符合', 'Failing', 'integer'),
    column('unknown', '未知', 'Unknown', 'integer'),
    column('pass', '符合', 'Passing', 'integer'),
  ],
  rows: items.map(({ area, counts, mustFailing }) => ({
    code: area.code,
    area: area.name[language],
    must: mustFailing,
    fail: counts.fail,
    unknown: counts.unknown,
    pass: counts.pass,
  })),
});
