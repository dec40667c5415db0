import { type Language, ok, type RecordStore, route, type Text, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import {
  countedTo,
  type Decision,
  type DecisionKind,
  decisionList,
  decisionsExportQuery,
  decisionsQuery,
  type ListedDecision,
} from '../contract.ts';
import { showInPart } from '../domain/show-registration.ts';
import { countDecisions, type DecisionFilter, findDeciders, findDecisions } from '../store/decisions.ts';
import { findSources } from '../store/sources.ts';
import { shownPatient } from './list-people.ts';
import { keepsTheRegister } from './looks-after.ts';
import { nameInstitutions } from './name-institutions.ts';
import { showDecisions } from './show-decision.ts';

/** Begin of a day of Beijing, and of the day after. */
const dayBegins = (day: string, more = 0): Date => new Date(Date.parse(`${day}T00:00:00+08:00`) + more * 86_400_000);

interface Asked {
  readonly kind?: DecisionKind | undefined;
  readonly patient?: string | undefined;
  readonly by?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const filterOf = ({ kind, patient, by, from, to }: Asked): DecisionFilter => ({
  kind,
  by,
  patients: patient === undefined ? undefined : [patient],
  from: from === undefined ? undefined : dayBegins(from),
  until: to === undefined ? undefined : dayBegins(to, 1),
});

/** With the registrations that each decided about: those of who comes first in it first. */
async function withRegistrations(
  tx: Tx,
  records: RecordStore,
  decisions: readonly Decision[],
): Promise<readonly ListedDecision[]> {
  const sources = await findSources(tx, [...new Set(decisions.flatMap(({ after }) => after.flat()))]);
  const names = await nameInstitutions(
    tx,
    records,
    sources.map(({ institution }) => institution),
  );
  const shown = new Map(sources.map((one) => [one.patient, showInPart(one, names)]));
  return decisions.map((one) => ({ ...one, registrations: one.after.flat().flatMap((patient) => shown.get(patient) ?? []) }));
}

export const listDecisions = route({
  method: 'GET',
  path: '/api/identity/decisions',
  summary: { zh: '判定记录', en: 'Log of decisions' },
  permission: 'identity.read',
  people: keepsTheRegister,
  query: decisionsQuery,
  response: decisionList,
  handle: async ({ tx, records, query: { sort, limit, offset, ...asked } }) => {
    const filter = filterOf(asked);
    const total = await countDecisions(tx, filter, countedTo + 1);
    const found = await findDecisions(tx, filter, { sort, limit, offset });
    return ok({
      total: Math.min(total, countedTo),
      more: total > countedTo,
      deciders: await findDeciders(tx),
      items: await withRegistrations(tx, records, await showDecisions(tx, found)),
    });
  },
});

export const kindTitles: Readonly<Record<DecisionKind, Text>> = {
  auto: { zh: '自动合并', en: 'linked by itself' },
  link: { zh: '合并', en: 'linked' },
  unlink: { zh: '拆分', en: 'taken apart' },
  apart: { zh: '判定为两人', en: 'two people' },
  undo: { zh: '撤销', en: 'undone' },
};

const columns: Table['columns'] = [
  { key: 'at', title: { zh: '时间', en: 'At' }, type: 'text' },
  { key: 'kind', title: { zh: '判定', en: 'Decision' }, type: 'text' },
  { key: 'by', title: { zh: '判定人', en: 'By' }, type: 'text' },
  { key: 'reason', title: { zh: '理由', en: 'Reason' }, type: 'text' },
  { key: 'before', title: { zh: '判定前', en: 'Before' }, type: 'text' },
  { key: 'after', title: { zh: '判定后', en: 'After' }, type: 'text' },
  { key: 'weight', title: { zh: '得分（比特）', en: 'Score, bits' }, type: 'number' },
  { key: 'model', title: { zh: '模型', en: 'Model' }, type: 'text' },
];

const groups = (partition: Decision['before']): string => partition.map((group) => group.join(' + ')).join(' | ');
const machine = { zh: '系统', en: 'by itself' } as const;

const toRow = (one: Decision, language: Language) => ({
  at: one.at,
  kind: kindTitles[one.kind][language],
  by: one.by?.name ?? machine[language],
  reason: one.reason,
  before: groups(one.before),
  after: groups(one.after),
  weight: one.weight,
  model: one.model,
});

export const exportDecisions = route({
  method: 'GET',
  path: '/api/identity/decisions/export',
  summary: { zh: '导出判定记录', en: 'Export the log of decisions' },
  permission: 'identity.read',
  people: keepsTheRegister,
  query: decisionsExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, query: { sort, format, ...asked }, language }) => {
    const found = await showDecisions(tx, await findDecisions(tx, filterOf(asked), { sort, limit: countedTo }));
    const rows = found.map((one) => toRow(one, language));
    const file = await exportTable({ name: language === 'zh' ? '判定记录' : 'decisions', columns, rows }, format, language);
    return ok({ ...file, shown: [...new Set(found.flatMap(({ after }) => after.flat()))].map(shownPatient) });
  },
});
