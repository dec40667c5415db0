import {
  type KeptAnomaly,
  listAnomalies,
  listEntries,
  listObjections,
  listWatched,
  noteSecurityEvent,
  notesOfReview,
  type ReviewNote,
  review,
  unwatch,
  watch,
} from '@songhua/access';
import { append } from '@songhua/events';
import { type Language, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { z } from 'zod';
import {
  type Anomaly,
  type AnomalyDetail,
  anomalyDetail,
  anomalyExportQuery,
  anomalyKind,
  anomalyList,
  anomalyQuery,
  anomalyReview,
  idParams,
  type Objection,
  type ObjectionDetail,
  objectionDetail,
  objectionExportQuery,
  objectionList,
  objectionQuery,
  objectionReview,
  patientParams,
  watchedList,
  watchInput,
} from '../contract.ts';
import { anomalyTitles, objectionTitles } from '../domain/review-titles.ts';
import { looksAfterAccesses } from './looks-after.ts';
import { showEntry } from './show-entry.ts';

const permission = 'administration.review-accesses';
const mostRows = 100_000;

const showNotes = (notes: readonly ReviewNote[]) => notes.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }));

const settledBy = (done: Awaited<ReturnType<typeof review>>, id: string): Result<null> => {
  if (done === 'done') return ok(null);
  return done === 'own' ? refuse('administration.own-review') : refuse('administration.unknown-review', { id });
};

const statesOf = (state: string): string[] | undefined => {
  if (state === 'all') return undefined;
  return state === 'pending' ? ['open', 'reviewing'] : [state];
};

async function objections(
  tx: Tx,
  filter: { readonly states?: readonly string[]; readonly id?: string },
  page: { readonly limit: number; readonly offset: number },
): Promise<{ total: number; items: Objection[] }> {
  const { total, items } = await listObjections(tx, filter, page);
  const shown: Objection[] = [];
  for (const { entry, account, accountName, at, ...rest } of items) {
    const [access] = await listEntries(tx, { entry }, { limit: 1, offset: 0 });
    shown.push({ ...rest, at: at.toISOString(), by: accountName ?? account, access: access ? showEntry(access) : null });
  }
  return { total, items: shown };
}

export const listObjectionsRoute = route({
  method: 'GET',
  path: '/api/administration/objections',
  summary: { zh: '居民对访问的异议', en: 'Objections to accesses' },
  permission,
  people: looksAfterAccesses,
  query: objectionQuery,
  response: objectionList,
  handle: async ({ tx, query: { state, limit, offset } }) => {
    const states = statesOf(state);
    return ok(await objections(tx, { ...(states && { states }) }, { limit, offset }));
  },
});

const objectionColumns: Table['columns'] = [
  { key: 'at', title: { zh: '提出时间', en: 'Raised at' }, type: 'text' },
  { key: 'by', title: { zh: '提出人', en: 'By' }, type: 'text' },
  { key: 'patient', title: { zh: '居民', en: 'Patient' }, type: 'text' },
  { key: 'reason', title: { zh: '理由', en: 'Reason' }, type: 'text' },
  { key: 'state', title: { zh: '状态', en: 'State' }, type: 'text' },
  { key: 'who', title: { zh: '访问者', en: 'Who saw it' }, type: 'text' },
  { key: 'when', title: { zh: '访问时间', en: 'Seen at' }, type: 'text' },
];

export const exportObjections = route({
  method: 'GET',
  path: '/api/administration/objections/export',
  summary: { zh: '导出异议', en: 'Export objections' },
  permission,
  people: looksAfterAccesses,
  query: objectionExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, query: { state, format }, language }) => {
    const states = statesOf(state);
    const { items } = await objections(tx, { ...(states && { states }) }, { limit: 5_000, offset: 0 });
    const rows = items.map(({ access, state: now, id: _, ...rest }) => ({
      ...rest,
      state: objectionTitles[now][language],
      who: access?.actorName ?? access?.actorId,
      when: access?.at,
    }));
    return ok(
      await exportTable({ name: language === 'zh' ? '异议' : 'objections', columns: objectionColumns, rows }, format, language),
    );
  },
});

async function objectionOf(tx: Tx, id: string): Promise<Result<ObjectionDetail>> {
  const { items } = await objections(tx, { id }, { limit: 1, offset: 0 });
  const [one] = items;
  return one
    ? ok({ ...one, notes: showNotes(await notesOfReview(tx, 'objection', id)) })
    : refuse('administration.unknown-review', { id });
}

export const readObjection = route({
  method: 'GET',
  path: '/api/administration/objections/:id',
  summary: { zh: '一项异议及其复核经过', en: 'One objection and its review' },
  permission,
  people: looksAfterAccesses,
  params: idParams,
  response: objectionDetail,
  handle: ({ tx, params: { id } }) => objectionOf(tx, id),
});

export const reviewObjection = route({
  method: 'POST',
  path: '/api/administration/objections/:id/review',
  summary: { zh: '复核一项异议', en: 'Review an objection' },
  permission,
  people: looksAfterAccesses,
  params: idParams,
  body: objectionReview,
  response: objectionDetail,
  handle: async ({ tx, params: { id }, body, actor, now, newId }) => {
    const settled = settledBy(await review(tx, { kind: 'objection', id, ...body }, { actor, now, noteId: newId() }), id);
    if (!settled.ok) return settled;
    noteSecurityEvent(tx, { at: now, actor, event: 'objection-settled', about: `objection/${id}`, note: body.state });
    await append(tx, 'administration.objection-changed', { id }, now);
    return objectionOf(tx, id);
  },
});

const showAnomaly = ({ kind, foundAt: _, evidence, ...rest }: KeptAnomaly): Anomaly => ({
  ...rest,
  kind: anomalyKind.parse(kind),
  evidence: evidence as Anomaly['evidence'],
});

export const listAnomaliesRoute = route({
  method: 'GET',
  path: '/api/administration/anomalies',
  summary: { zh: '异常访问', en: 'Unusual accesses' },
  permission,
  people: looksAfterAccesses,
  query: anomalyQuery,
  response: anomalyList,
  handle: async ({ tx, query: { state, kind, actor, sort, limit, offset } }) => {
    const states = statesOf(state);
    const filter = { ...(states && { states }), ...(kind && { kind }), ...(actor && { actor }) };
    const { total, items } = await listAnomalies(tx, filter, { limit, offset, ...(sort === 'severity' && { sort }) });
    return ok({ total, items: items.map(showAnomaly) });
  },
});

const anomalyColumns: Table['columns'] = [
  { key: 'day', title: { zh: '日期', en: 'Day' }, type: 'text' },
  { key: 'kind', title: { zh: '规则', en: 'Rule' }, type: 'text' },
  { key: 'actorName', title: { zh: '访问者', en: 'Who' }, type: 'text' },
  { key: 'actorId', title: { zh: '账号', en: 'Account' }, type: 'text' },
  { key: 'severity', title: { zh: '程度', en: 'Severity' }, type: 'number' },
  { key: 'state', title: { zh: '状态', en: 'State' }, type: 'text' },
  { key: 'evidence', title: { zh: '依据', en: 'Evidence' }, type: 'text' },
];

const anomalyRow = ({ kind, evidence, ...rest }: Anomaly, language: Language) => ({
  ...rest,
  kind: anomalyTitles[kind][language],
  evidence: JSON.stringify(evidence),
});

export const exportAnomalies = route({
  method: 'GET',
  path: '/api/administration/anomalies/export',
  summary: { zh: '导出异常访问', en: 'Export unusual accesses' },
  permission,
  people: looksAfterAccesses,
  query: anomalyExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, query: { state, kind, actor, format }, language }) => {
    const states = statesOf(state);
    const filter = { ...(states && { states }), ...(kind && { kind }), ...(actor && { actor }) };
    const { items } = await listAnomalies(tx, filter, { limit: mostRows, offset: 0 });
    const rows = items.map((one) => anomalyRow(showAnomaly(one), language));
    return ok(
      await exportTable({ name: language === 'zh' ? '异常访问' : 'anomalies', columns: anomalyColumns, rows }, format, language),
    );
  },
});

async function anomalyOf(tx: Tx, id: string): Promise<Result<AnomalyDetail>> {
  const { items } = await listAnomalies(tx, { id }, { limit: 1, offset: 0 });
  const [one] = items;
  if (!one) return refuse('administration.unknown-review', { id });
  return ok({ ...showAnomaly(one), notes: showNotes(await notesOfReview(tx, 'anomaly', id)) });
}

export const readAnomaly = route({
  method: 'GET',
  path: '/api/administration/anomalies/:id',
  summary: { zh: '一项异常访问及其处理经过', en: 'One unusual access and what was said of it' },
  permission,
  people: looksAfterAccesses,
  params: idParams,
  response: anomalyDetail,
  handle: ({ tx, params: { id } }) => anomalyOf(tx, id),
});

export const reviewAnomaly = route({
  method: 'POST',
  path: '/api/administration/anomalies/:id/review',
  summary: { zh: '处理一项异常访问', en: 'Settle an unusual access' },
  permission,
  people: looksAfterAccesses,
  params: idParams,
  body: anomalyReview,
  response: anomalyDetail,
  handle: async ({ tx, params: { id }, body, actor, now, newId }) => {
    const settled = settledBy(await review(tx, { kind: 'anomaly', id, ...body }, { actor, now, noteId: newId() }), id);
    if (!settled.ok) return settled;
    noteSecurityEvent(tx, { at: now, actor, event: 'anomaly-settled', about: `anomaly/${id}`, note: body.state });
    return anomalyOf(tx, id);
  },
});

export const listWatchedRoute = route({
  method: 'GET',
  path: '/api/administration/watched',
  summary: { zh: '重点保护人员', en: 'People whose records are watched' },
  permission,
  people: looksAfterAccesses,
  response: watchedList,
  handle: async ({ tx }) =>
    ok({ items: (await listWatched(tx)).map(({ since, ...rest }) => ({ ...rest, since: since.toISOString() })) }),
});

export const watchPerson = route({
  method: 'POST',
  path: '/api/administration/watched',
  summary: { zh: '列入重点保护', en: 'Watch a person’s record' },
  permission,
  people: looksAfterAccesses,
  body: watchInput,
  response: z.object({ patient: z.string() }),
  handle: async ({ tx, body: { patient, reason }, actor, now }) => {
    await watch(tx, patient, reason, actor.id, now);
    noteSecurityEvent(tx, {
      at: now,
      actor,
      event: 'watch-changed',
      about: `watched/${patient}`,
      note: `put on the list: ${reason}`,
    });
    return ok({ patient });
  },
});

export const unwatchPerson = route({
  method: 'DELETE',
  path: '/api/administration/watched/:patient',
  summary: { zh: '移出重点保护', en: 'Watch a person’s record no more' },
  permission,
  people: looksAfterAccesses,
  params: patientParams,
  response: z.object({ patient: z.string() }),
  handle: async ({ tx, params: { patient }, actor, now }) => {
    if (!(await unwatch(tx, patient))) return refuse('administration.unknown-review', { id: patient });
    noteSecurityEvent(tx, { at: now, actor, event: 'watch-changed', about: `watched/${patient}`, note: 'taken off the list' });
    return ok({ patient });
  },
});
