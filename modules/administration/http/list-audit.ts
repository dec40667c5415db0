import {
  countEntries,
  type EntryFilter,
  listEntries,
  noteSecurityEvent,
  proveConsistency,
  proveInclusion,
  readLogState,
  securityEvents,
} from '@songhua/access';
import { fileReply, ok, refuse, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import type { z } from 'zod';
import { auditExportQuery, auditList, auditQuery, auditState, consistencyQuery, numberParams, proofQuery } from '../contract.ts';
import { looksAfterAccesses } from './looks-after.ts';
import { daysAsked, showEntry } from './show-entry.ts';

/** Counted no further than this: a year's log may hold millions. */
const countedTo = 10_000;
const mostRows = 100_000;

type Asked = Omit<z.output<typeof auditExportQuery>, 'sort' | 'format'>;

const filterOf = ({ from, to, request, emergency, ...rest }: Asked): EntryFilter => ({
  ...rest,
  ...daysAsked({ from, to }),
  requestId: request,
  emergency: emergency === undefined ? undefined : emergency === 'true',
});

const events = [
  { event: 'request', title: { zh: '请求', en: 'Request' } },
  ...Object.entries(securityEvents).map(([event, title]) => ({ event, title })),
];

export const listAudit = route({
  method: 'GET',
  path: '/api/administration/audit',
  summary: { zh: '审计日志', en: 'Audit log' },
  permission: 'administration.read-audit',
  people: looksAfterAccesses,
  query: auditQuery,
  response: auditList,
  handle: async ({ tx, query }) => {
    const { sort, limit, offset, ...asked } = query;
    const filter = filterOf(asked);
    const items = await listEntries(tx, filter, { limit, offset, oldestFirst: sort === 'at' });
    return ok({ total: await countEntries(tx, filter, countedTo), countedTo, events, items: items.map(showEntry) });
  },
});

const columns: Table['columns'] = [
  { key: 'number', title: { zh: '链上编号', en: 'Number' }, type: 'integer' },
  { key: 'entry', title: { zh: '条目', en: 'Entry' }, type: 'integer' },
  { key: 'at', title: { zh: '时间', en: 'Time' }, type: 'text' },
  { key: 'event', title: { zh: '事件', en: 'Event' }, type: 'text' },
  { key: 'actorKind', title: { zh: '主体类别', en: 'Kind' }, type: 'text' },
  { key: 'actorId', title: { zh: '主体编号', en: 'Who (id)' }, type: 'text' },
  { key: 'actorName', title: { zh: '主体', en: 'Who' }, type: 'text' },
  { key: 'roles', title: { zh: '角色', en: 'Roles' }, type: 'text' },
  { key: 'institution', title: { zh: '机构', en: 'Institution' }, type: 'text' },
  { key: 'purpose', title: { zh: '目的', en: 'Purpose' }, type: 'text' },
  { key: 'method', title: { zh: '方法', en: 'Method' }, type: 'text' },
  { key: 'path', title: { zh: '请求', en: 'Asked' }, type: 'text' },
  { key: 'status', title: { zh: '结果', en: 'Status' }, type: 'integer' },
  { key: 'patients', title: { zh: '涉及居民', en: 'Patients' }, type: 'text' },
  { key: 'patientCount', title: { zh: '居民数', en: 'Patients (count)' }, type: 'integer' },
  { key: 'resources', title: { zh: '涉及资源', en: 'Resources' }, type: 'text' },
  { key: 'resourceCount', title: { zh: '资源数', en: 'Resources (count)' }, type: 'integer' },
  { key: 'way', title: { zh: '关系', en: 'Relation' }, type: 'text' },
  { key: 'emergency', title: { zh: '紧急调阅', en: 'Emergency' }, type: 'text' },
  { key: 'address', title: { zh: '来源地址', en: 'Address' }, type: 'text' },
  { key: 'requestId', title: { zh: '请求编号', en: 'Request id' }, type: 'text' },
  { key: 'note', title: { zh: '备注', en: 'Note' }, type: 'text' },
];

export const exportAudit = route({
  method: 'GET',
  path: '/api/administration/audit/export',
  summary: { zh: '导出筛选出的审计日志', en: 'Export the audit entries under the filter' },
  permission: 'administration.read-audit',
  people: looksAfterAccesses,
  query: auditExportQuery,
  response: { file: exportTypes },
  // What leaves the house is an event of its own.
  transaction: 'write',
  handle: async ({ tx, query, language, actor, now }) => {
    const { sort, format, ...asked } = query;
    const items = await listEntries(tx, filterOf(asked), { limit: mostRows, offset: 0, oldestFirst: sort === 'at' });
    const rows = items.map(({ at, roles, patients, resources, emergency, ...rest }) => ({
      ...rest,
      at: at.toISOString(),
      roles: roles.join(' '),
      patients: patients.join(' '),
      resources: resources.join(' '),
      emergency: emergency ? '1' : '',
    }));
    noteSecurityEvent(tx, {
      at: now,
      actor,
      event: 'audit-exported',
      about: 'audit/log',
      note: `${rows.length} entries, ${format}`,
    });
    return ok(await exportTable({ name: language === 'zh' ? '审计日志' : 'audit', columns, rows }, format, language));
  },
});

export const readAuditState = route({
  method: 'GET',
  path: '/api/administration/audit/state',
  summary: { zh: '审计日志的链与核验情况', en: 'How far the audit log is chained, signed and verified' },
  permission: 'administration.read-audit',
  people: looksAfterAccesses,
  response: auditState,
  handle: async ({ tx }) => {
    const { head, wholeAt, dueAt, ...rest } = await readLogState(tx);
    return ok({
      ...rest,
      head: head && { ...head, at: head.at.toISOString() },
      wholeAt: wholeAt?.toISOString() ?? null,
      dueAt: dueAt?.toISOString() ?? null,
    });
  },
});

const proofFile = (name: string, proof: object) => fileReply(name, 'application/json', `${JSON.stringify(proof, null, 2)}\n`);

export const downloadProof = route({
  method: 'GET',
  path: '/api/administration/audit/:number/proof',
  summary: { zh: '下载一条日志的存证，可离线核对', en: 'Download the proof of an entry, to be checked offline' },
  permission: 'administration.read-audit',
  people: looksAfterAccesses,
  params: numberParams,
  query: proofQuery,
  response: { file: ['application/json'] },
  transaction: 'write',
  handle: async ({ tx, params: { number }, query: { size }, actor, now }) => {
    const proof = await proveInclusion(tx, number, size);
    if (proof === 'unknown') return refuse('administration.unknown-entry', { number });
    if (proof === 'unheaded') return refuse('administration.no-head', { number: size ?? number });
    noteSecurityEvent(tx, { at: now, actor, event: 'proof-downloaded', about: `audit/${number}` });
    return ok(proofFile(`songhua-audit-${number}.json`, proof));
  },
});

export const downloadConsistency = route({
  method: 'GET',
  path: '/api/administration/audit/consistency',
  summary: { zh: '下载两个签名头之间的一致性存证', en: 'Download the proof that a later head begins with an earlier one' },
  permission: 'administration.read-audit',
  people: looksAfterAccesses,
  query: consistencyQuery,
  response: { file: ['application/json'] },
  transaction: 'write',
  handle: async ({ tx, query: { from, to }, actor, now }) => {
    const proof = await proveConsistency(tx, from, to);
    if (proof === 'unheaded') return refuse('administration.no-head', { number: from });
    noteSecurityEvent(tx, { at: now, actor, event: 'proof-downloaded', about: `audit/${from}-${to ?? 'now'}` });
    return ok(proofFile(`songhua-audit-${from}-${to ?? 'now'}.json`, proof));
  },
});
