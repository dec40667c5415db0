import { append } from '@songhua/events';
import { type Actor, type Language, may, ok, type People, type Result, refuse, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import type { z } from 'zod';
import {
  emergency,
  emergencyExportQuery,
  emergencyInput,
  emergencyList,
  emergencyParams,
  emergencyQuery,
  type emergencyExportQuery as exportQuery,
  ownEmergencies,
  reviewInput,
} from '../contract.ts';
import { endsEmergency, openEmergency, reviewsEmergency } from '../domain/decide-emergency.ts';
import { noteSecurityEvent } from '../store/access-log.ts';
import {
  addEmergency,
  countEmergencies,
  countRecentEmergencies,
  type Emergency,
  type EmergencyState,
  endEmergency,
  findOpenEmergencies,
  holdEmergency,
  keepReview,
  listEmergencies,
} from '../store/emergencies.ts';

/** Rows of one file at most. */
const mostRows = 100_000;

const say = (one: Emergency, now: Date): z.infer<typeof emergency> => ({
  ...one,
  since: one.since.toISOString(),
  until: one.until.toISOString(),
  endedAt: one.endedAt?.toISOString() ?? null,
  reviewedAt: one.reviewedAt?.toISOString() ?? null,
  active: !one.endedAt && one.until > now,
});

const reviews: People = { oversight: 'emergency accesses are reviewed by who was not treating the person' };

const person = ({ kind, id }: Actor): Result<string> => (kind === 'person' ? ok(id) : refuse('access.people-only'));

export const openEmergencyAccess = route({
  method: 'POST',
  path: '/api/access/emergency',
  summary: {
    zh: '紧急调阅一位居民的健康档案（限时，事后审查）',
    en: 'Reach a person’s record in an emergency, for a time; reviewed afterwards',
  },
  permission: 'access.break-glass',
  people: { oversight: 'opens the record of somebody whom nobody here reached before: that there is such a person is told' },
  body: emergencyInput,
  response: emergency,
  handle: async ({ tx, records, actor, now, newId, body: { patient, reason, minutes } }) => {
    const account = person(actor);
    if (!account.ok) return account;
    if (!(await records.read(tx, 'Patient', patient.slice('Patient/'.length))))
      return refuse('access.unknown-patient', { patient });
    const recent = await countRecentEmergencies(tx, account.value, now);
    const opened = openEmergency(await findOpenEmergencies(tx, account.value, now), { patient, minutes }, recent, now);
    if (!opened.ok) return opened;
    const id = newId();
    const { until } = opened.value;
    const institution = actor.institution ?? null;
    await addEmergency(tx, { id, account: account.value, patient, institution, reason, since: now, until });
    noteSecurityEvent(tx, {
      event: 'emergency-access',
      at: now,
      actor,
      about: patient,
      patients: [patient],
      note: `opened ${minutes} min: ${reason}`,
    });
    await append(tx, 'access.emergency-opened', { id, account: account.value, patient, until }, now, patient);
    const kept = await holdEmergency(tx, id);
    return kept ? ok(say(kept, now)) : refuse('access.unknown-emergency');
  },
});

export const listOwnEmergencies = route({
  method: 'GET',
  path: '/api/access/emergency/mine',
  summary: { zh: '我正在进行的紧急调阅', en: 'My emergency accesses that are open' },
  permission: 'access.break-glass',
  people: 'own',
  response: ownEmergencies,
  handle: async ({ tx, actor, now }) => {
    const open = await findOpenEmergencies(tx, actor.id, now);
    return ok({
      items: open.map((one) => ({ ...one, since: one.since.toISOString(), until: one.until.toISOString() })),
    });
  },
});

export const endEmergencyAccess = route({
  method: 'POST',
  path: '/api/access/emergency/:id/end',
  summary: { zh: '提前结束紧急调阅', en: 'End an emergency access early' },
  permission: 'access.end-emergency',
  people: 'own',
  params: emergencyParams,
  response: emergency,
  handle: async ({ tx, actor, now, params: { id } }) => {
    const one = await holdEmergency(tx, id);
    const ends = endsEmergency(one, { id: actor.id, reviews: may(actor, 'access.review') }, now);
    if (!ends.ok || !one) return ends.ok ? refuse('access.unknown-emergency') : ends;
    await endEmergency(tx, id, actor.id, now);
    noteSecurityEvent(tx, {
      event: 'emergency-access',
      at: now,
      actor,
      about: one.patient,
      patients: [one.patient],
      note: 'ended early',
    });
    await append(tx, 'access.emergency-ended', { id, by: actor.id }, now, one.patient);
    return ok(say({ ...one, endedAt: now }, now));
  },
});

export const reviewEmergencyAccess = route({
  method: 'POST',
  path: '/api/access/emergency/:id/review',
  summary: { zh: '审查一次紧急调阅', en: 'Review an emergency access' },
  permission: 'access.review',
  people: reviews,
  params: emergencyParams,
  body: reviewInput,
  response: emergency,
  handle: async ({ tx, actor, now, params: { id }, body: { verdict, note } }) => {
    const one = await holdEmergency(tx, id);
    const reviews = reviewsEmergency(one, actor.id);
    if (!reviews.ok || !one) return reviews.ok ? refuse('access.unknown-emergency') : reviews;
    await keepReview(tx, id, { state: verdict, note, by: actor.id }, now);
    noteSecurityEvent(tx, {
      event: 'emergency-access',
      at: now,
      actor,
      about: one.patient,
      patients: [one.patient],
      note: `${verdict}: ${note}`,
    });
    await append(tx, 'access.emergency-reviewed', { id, verdict, by: actor.id }, now, one.patient);
    const kept = await holdEmergency(tx, id);
    return kept ? ok(say(kept, now)) : refuse('access.unknown-emergency');
  },
});

const filterOf = ({ state, account, patient }: z.infer<typeof exportQuery> | z.infer<typeof emergencyQuery>) => ({
  state: state === 'all' ? undefined : state,
  account,
  patient,
});

export const listEmergencyAccesses = route({
  method: 'GET',
  path: '/api/access/emergency',
  summary: { zh: '紧急调阅的审查清单', en: 'Emergency accesses to be reviewed' },
  permission: 'access.review',
  people: reviews,
  query: emergencyQuery,
  response: emergencyList,
  handle: async ({ tx, query, now }) => {
    const { sort, limit, offset } = query;
    const { state, ...others } = filterOf(query);
    const counts = await countEmergencies(tx, others);
    const items = await listEmergencies(tx, { ...others, state }, { sort, limit, offset });
    const total = state ? counts[state] : Object.values(counts).reduce((sum, n) => sum + n, 0);
    return ok({ asOf: now.toISOString(), total, counts, items: items.map((one) => say(one, now)) });
  },
});

const states: Readonly<Record<EmergencyState, { readonly zh: string; readonly en: string }>> = {
  open: { zh: '待审查', en: 'To be reviewed' },
  justified: { zh: '正当', en: 'Justified' },
  unjustified: { zh: '不正当', en: 'Not justified' },
};

const columns: Table['columns'] = [
  { key: 'since', title: { zh: '开始时间', en: 'Begun at' }, type: 'text' },
  { key: 'until', title: { zh: '截止时间', en: 'Until' }, type: 'text' },
  { key: 'endedAt', title: { zh: '提前结束时间', en: 'Ended early at' }, type: 'text' },
  { key: 'by', title: { zh: '调阅人', en: 'By' }, type: 'text' },
  { key: 'username', title: { zh: '用户名', en: 'Username' }, type: 'text' },
  { key: 'institution', title: { zh: '机构', en: 'Institution' }, type: 'text' },
  { key: 'patient', title: { zh: '居民', en: 'Person' }, type: 'text' },
  { key: 'reason', title: { zh: '原因', en: 'Reason' }, type: 'text' },
  { key: 'state', title: { zh: '审查结论', en: 'Verdict' }, type: 'text' },
  { key: 'note', title: { zh: '审查说明', en: 'Note' }, type: 'text' },
  { key: 'reviewedBy', title: { zh: '审查人', en: 'Reviewed by' }, type: 'text' },
  { key: 'reviewedAt', title: { zh: '审查时间', en: 'Reviewed at' }, type: 'text' },
];

const toRow = (one: Emergency, now: Date, language: Language) => {
  const { active: _, id: __, account: ___, ...row } = say(one, now);
  return { ...row, state: states[one.state][language] };
};

export const exportEmergencyAccesses = route({
  method: 'GET',
  path: '/api/access/emergency/export',
  summary: { zh: '导出筛选出的紧急调阅', en: 'Export the emergency accesses under the filter' },
  permission: 'access.review',
  people: reviews,
  query: emergencyExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, query, now, language }) => {
    const items = await listEmergencies(tx, filterOf(query), { sort: query.sort, limit: mostRows, offset: 0 });
    const rows = items.map((one) => toRow(one, now, language));
    const name = language === 'zh' ? '紧急调阅' : 'emergency-access';
    return ok(await exportTable({ name, columns, rows }, query.format, language));
  },
});
