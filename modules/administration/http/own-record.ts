import {
  addObjection,
  countEntries,
  type Entry,
  type EntryFilter,
  interactionOf,
  listEntries,
  listObjections,
  noteSecurityEvent,
  ownedBy,
  recordsOfOwner,
} from '@songhua/access';
import { append } from '@songhua/events';
import { type Call, type Language, ok, purposes, refuse, relations, roles, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { z } from 'zod';
import { type OwnAccess, objectionInput, ownAccessExportQuery, ownAccessList, ownAccessQuery } from '../contract.ts';
import { tellTypes } from '../domain/type-titles.ts';
import { nameOf } from './show-account.ts';
import { daysAsked, looksAt } from './show-entry.ts';

const permission = 'administration.read-own-accesses';
const countedTo = 10_000;

const titleIn = (table: Readonly<Record<string, { readonly zh: string; readonly en: string }>>, key: string | null) =>
  key !== null && key in table ? (table[key] ?? null) : null;

/** Several relations in one: an entry names each that could have led there. */
const wayIn = (way: string | null): OwnAccess['way'] => {
  const titles = (way ?? '').split(' ').flatMap((one) => titleIn(relations, one) ?? []);
  if (titles.length === 0) return null;
  return { zh: titles.map(({ zh }) => zh).join('、'), en: titles.map(({ en }) => en).join(', ') };
};

/** Ids of the people of whom an entry showed something. */
const shownIn = ({ patients, onlyAsked }: Entry): readonly string[] => (onlyAsked > 0 ? patients.slice(0, -onlyAsked) : patients);

const kindOf = (entry: Entry, members: readonly string[]): OwnAccess['what'] => {
  const asked = entry.onlyAsked > 0 ? entry.patients.slice(-entry.onlyAsked) : [];
  if (asked.some((id) => members.includes(id)) && !shownIn(entry).some((id) => members.includes(id))) return 'asked';
  if (entry.event === 'person-found') return 'search';
  if (entry.event === 'visit-opened') return 'visit-opened';
  if (entry.event === 'emergency-access') return 'emergency-opened';
  if (entry.event === 'records-exported' || entry.route.includes('/$export/')) return 'export';
  const interaction = interactionOf(entry);
  if (['create', 'update', 'patch', 'delete', 'transaction'].includes(interaction)) return 'change';
  return interaction === 'read' || interaction === 'vread' ? 'read' : 'search';
};

interface Known {
  readonly own: string;
  /** Ids of all Patients that are the person. */
  readonly members: readonly string[];
  readonly objections: ReadonlyMap<number, OwnAccess['objection']>;
  /** Names of institutions. */
  readonly institutions: ReadonlyMap<string, string>;
}

/** What of an entry a resident is told: who, when, for whom, why and what kind of data; not whom else it was about. */
function show(entry: Entry, { own, members, objections, institutions }: Known): OwnAccess {
  const what = kindOf(entry, members);
  const shown = shownIn(entry);
  const isOfOthers =
    entry.patientCount - entry.onlyAsked > shown.length || (shown.length > 1 && !shown.every((id) => members.includes(id)));
  return {
    entry: entry.entry,
    at: entry.at.toISOString(),
    who: entry.actorName ?? entry.actorId,
    own: entry.actorId === own,
    roles: entry.roles.flatMap((role) => titleIn(roles, role) ?? []),
    institution: entry.institution && (institutions.get(entry.institution) ?? entry.institution),
    purpose: titleIn(purposes, entry.purpose),
    way: wayIn(entry.way),
    what,
    // What somebody else's record held is none of theirs: an entry does not say whose of several people each resource is.
    held: what === 'asked' || isOfOthers ? [] : [...tellTypes(entry.resources)],
    emergency: entry.emergency,
    objection: objections.get(entry.entry) ?? null,
  };
}

type Asked = Pick<Call<unknown, unknown, unknown>, 'tx' | 'actor' | 'now' | 'records'>;
type Filter = Omit<z.output<typeof ownAccessExportQuery>, 'format'>;

async function load(
  { tx, actor, now, records }: Asked,
  { patient, from, to, others }: Filter,
  { withObjections, ...page }: { limit: number; offset: number; withObjections: boolean },
) {
  const mine = await recordsOfOwner(tx, actor.id, now);
  const person = patient === undefined ? mine[0] : ownedBy(mine, patient);
  const named = await Promise.all(
    mine.map(async (one) => ({
      patient: one.patient,
      kind: one.kind,
      name: await nameOf(tx, records, `Patient/${one.patient}`),
    })),
  );
  if (!person && patient !== undefined) return refuse('administration.not-your-record');
  if (!person) return ok({ total: 0, countedTo, records: named, patient: null, items: [] });
  const { members } = person;
  const filter: EntryFilter = {
    ...daysAsked({ from, to }),
    ...looksAt(members),
    ...(others === 'true' && { otherThan: actor.id }),
  };
  const entries = await listEntries(tx, filter, page);
  const raised = { entries: entries.map(({ entry }) => entry), patients: members };
  const { items } = withObjections ? await listObjections(tx, raised, { limit: 500, offset: 0 }) : { items: [] };
  const objections = new Map(items.map(({ entry, state }) => [entry, state]));
  const institutions = new Map<string, string>();
  for (const one of new Set(entries.flatMap(({ institution }) => institution ?? [])))
    institutions.set(one, (await nameOf(tx, records, one)) ?? one);
  return ok({
    total: await countEntries(tx, filter, countedTo),
    countedTo,
    records: named,
    patient: person.patient,
    items: entries.map((entry) => show(entry, { own: actor.id, members, objections, institutions })),
  });
}

export const listOwnAccesses = route({
  method: 'GET',
  path: '/api/administration/my-record/accesses',
  summary: { zh: '谁看过我的档案', en: 'Who saw my record' },
  permission,
  people: 'own',
  query: ownAccessQuery,
  response: ownAccessList,
  handle: ({ query: { limit, offset, ...filter }, ...call }) => load(call, filter, { limit, offset, withObjections: true }),
});

const columns: Table['columns'] = [
  { key: 'at', title: { zh: '时间', en: 'Time' }, type: 'text' },
  { key: 'who', title: { zh: '谁', en: 'Who' }, type: 'text' },
  { key: 'roles', title: { zh: '身份', en: 'As' }, type: 'text' },
  { key: 'institution', title: { zh: '机构', en: 'Institution' }, type: 'text' },
  { key: 'purpose', title: { zh: '目的', en: 'Purpose' }, type: 'text' },
  { key: 'way', title: { zh: '关系', en: 'Relation' }, type: 'text' },
  { key: 'what', title: { zh: '做了什么', en: 'Did' }, type: 'text' },
  { key: 'held', title: { zh: '内容', en: 'Content' }, type: 'text' },
];

const whats = {
  read: { zh: '查看', en: 'read' },
  search: { zh: '检索', en: 'searched' },
  change: { zh: '变更', en: 'changed' },
  asked: { zh: '检索过，没有看到内容', en: 'looked for, and saw nothing' },
  'visit-opened': { zh: '登记了就诊', en: 'opened a visit' },
  export: { zh: '批量导出（含您的档案）', en: 'exported in bulk, with your record among others' },
  'emergency-opened': { zh: '开启紧急调阅', en: 'opened emergency access' },
} as const;

const toRow = (one: OwnAccess, language: Language) => ({
  at: one.at,
  who: one.who,
  roles: one.roles.map((role) => role[language]).join(language === 'zh' ? '、' : ', '),
  institution: one.institution,
  purpose: one.purpose?.[language],
  way: one.way?.[language],
  what: whats[one.what][language],
  held: one.held.map(({ title, count }) => `${title[language]} ${count}`).join(language === 'zh' ? '、' : ', '),
});

export const exportOwnAccesses = route({
  method: 'GET',
  path: '/api/administration/my-record/accesses/export',
  summary: { zh: '导出谁看过我的档案', en: 'Export who saw my record' },
  permission,
  people: 'own',
  query: ownAccessExportQuery,
  response: { file: exportTypes },
  handle: async ({ query: { format, ...filter }, language, ...call }) => {
    const list = await load(call, filter, { limit: countedTo, offset: 0, withObjections: false });
    if (!list.ok) return list;
    const rows = list.value.items.map((one) => toRow(one, language));
    return ok(await exportTable({ name: language === 'zh' ? '谁看过我的档案' : 'accesses', columns, rows }, format, language));
  },
});

export const objectToAccess = route({
  method: 'POST',
  path: '/api/administration/my-record/objections',
  summary: { zh: '对一次访问提出异议', en: 'Object to an access' },
  permission,
  people: 'own',
  body: objectionInput,
  response: z.object({ id: z.string() }),
  handle: async ({ tx, body, actor, now, newId }) => {
    const mine = await recordsOfOwner(tx, actor.id, now);
    const person = ownedBy(mine, body.patient);
    if (!person) return refuse('administration.not-your-record');
    const [entry] = await listEntries(tx, { ...looksAt(person.members), entry: body.entry }, { limit: 1, offset: 0 });
    if (!entry) return refuse('administration.unknown-entry', { number: body.entry });
    const id = newId();
    // It belongs to the registration that the entry names: should that turn out to be somebody else's, it goes along.
    const patient = person.members.find((one) => entry.patients.includes(one)) ?? body.patient;
    const raised = await listObjections(tx, { entries: [body.entry], patients: person.members }, { limit: 1, offset: 0 });
    const isRaised = raised.items.some(({ account }) => account === actor.id);
    const made = !isRaised && (await addObjection(tx, { ...body, patient, id, account: actor.id }, now));
    if (!made) return refuse('administration.objected-already');
    noteSecurityEvent(tx, { at: now, actor, event: 'objection-raised', about: `objection/${id}`, note: `entry ${body.entry}` });
    await append(tx, 'administration.objection-changed', { id }, now);
    return ok({ id });
  },
});
