import { type Actor, type Language, maskPhone, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import {
  assignInput,
  type Contact,
  changed,
  contactDraft,
  contactList,
  contactsExportQuery,
  contactsQuery,
  countedTo,
  made,
  outbreakParams,
} from '../contract.ts';
import { dueOn, planFollowUp } from '../domain/plan-follow-up.ts';
import { kindWords, stateWords } from '../domain/word-titles.ts';
import { findCase } from '../store/cases.ts';
import {
  countContacts,
  findWorker,
  holdContacts,
  insertContact,
  listContacts,
  listWorkers,
  type StoredContact,
  signOn,
  updateContact,
} from '../store/contacts.ts';
import { cut, mostRows } from './list-cases.ts';
import { fieldWorkByLaw, holdOutbreak, openOutbreak, tell } from './load-outbreak.ts';

function sayContact(one: StoredContact, today: string): Contact {
  const { number: _, source, sourceSerial, sourceName, phone, ...rest } = one;
  return {
    ...rest,
    phone: phone && maskPhone(phone),
    source: source === null ? null : { id: source, serial: sourceSerial ?? 0, name: sourceName },
    due: dueOn(one, today),
  };
}

export const listContactsRoute = route({
  method: 'GET',
  path: '/api/investigation/outbreaks/:id/contacts',
  summary: { zh: '密切接触者名单', en: 'Contacts of an investigation' },
  permission: 'investigation.read',
  people: fieldWorkByLaw,
  params: outbreakParams,
  query: contactsQuery,
  response: contactList,
  handle: async ({ tx, actor, now, params: { id }, query: { limit, offset, ...filter } }) => {
    const opened = await openOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const { today } = opened.value;
    const found = await countContacts(tx, id, filter, { today, most: countedTo + 1 });
    const contacts = await listContacts(tx, id, filter, { today, limit, offset });
    const items = contacts.map((one) => sayContact(one, today));
    const workers = await listWorkers(tx, id, today);
    return ok({ total: Math.min(found, countedTo), more: found > countedTo, items, workers });
  },
});

const columns: Table['columns'] = [
  { key: 'name', title: { zh: '姓名', en: 'Name' }, type: 'text' },
  { key: 'kind', title: { zh: '接触方式', en: 'Kind' }, type: 'text' },
  { key: 'of', title: { zh: '关联病例', en: 'Contact of' }, type: 'text' },
  { key: 'place', title: { zh: '地点', en: 'Place' }, type: 'text' },
  { key: 'phone', title: { zh: '电话', en: 'Phone' }, type: 'text' },
  { key: 'address', title: { zh: '住址', en: 'Address' }, type: 'text' },
  { key: 'lastExposure', title: { zh: '末次接触', en: 'Last exposure' }, type: 'date' },
  { key: 'until', title: { zh: '随访至', en: 'Followed until' }, type: 'date' },
  { key: 'nextDue', title: { zh: '下次应随访', en: 'Next due' }, type: 'date' },
  { key: 'workerName', title: { zh: '随访人', en: 'Followed by' }, type: 'text' },
  { key: 'state', title: { zh: '状态', en: 'State' }, type: 'text' },
];

const toRow = (one: Contact, language: Language) => ({
  ...{ name: one.name, place: one.place, phone: one.phone, address: one.address, workerName: one.workerName },
  ...{ lastExposure: one.lastExposure, until: one.until, nextDue: one.due === 'over' ? null : one.nextDue },
  kind: kindWords[one.kind][language],
  state: stateWords[one.state][language],
  of: one.source && `#${one.source.serial} ${one.source.name ?? ''}`.trim(),
});

export const exportContacts = route({
  method: 'GET',
  path: '/api/investigation/outbreaks/:id/contacts/export',
  summary: { zh: '导出密切接触者名单', en: 'Export the contacts under the filter' },
  permission: 'investigation.read',
  people: fieldWorkByLaw,
  params: outbreakParams,
  query: contactsExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, actor, now, language, params: { id }, query: { format, ...filter } }) => {
    const opened = await openOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const { today } = opened.value;
    const found = await listContacts(tx, id, filter, { today, limit: mostRows + 1 });
    const rows = [
      ...found.slice(0, mostRows).map((one) => toRow(sayContact(one, today), language)),
      ...(found.length > mostRows ? [{ name: cut[language] }] : []),
    ];
    return ok(await exportTable({ name: language === 'zh' ? '密切接触者' : 'contacts', columns, rows }, format, language));
  },
});

type Worker = { readonly id: string; readonly name: string } | null;

/** Whom `worker` names: nobody, oneself, who signs on with it, or one who has signed on. */
async function workerOf(tx: Tx, asked: string | null, actor: Actor, now: Date): Promise<Result<Worker>> {
  if (asked === null) return ok(null);
  if (asked === 'me') {
    await signOn(tx, actor, now);
    return ok({ id: actor.id, name: actor.name });
  }
  const found = await findWorker(tx, asked);
  return found ? ok(found) : refuse('investigation.unknown-worker', { worker: asked });
}

export const createContact = route({
  method: 'POST',
  path: '/api/investigation/outbreaks/:id/contacts',
  summary: { zh: '登记密切接触者，可关联已有病例', en: 'List a contact, perhaps one who is a case already' },
  permission: 'investigation.write',
  people: fieldWorkByLaw,
  params: outbreakParams,
  body: contactDraft,
  response: made,
  handle: async ({ tx, actor, now, newId, params: { id }, body: { existing, worker: asked, ...draft } }) => {
    const opened = await holdOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const { outbreak, today } = opened.value;
    if (draft.lastExposure > today) return refuse('investigation.exposure-ahead', { day: draft.lastExposure, today });
    const source = draft.source === null ? null : await findCase(tx, id, draft.source);
    if (draft.source !== null && !source) return refuse('investigation.unknown-case', { id: draft.source });
    const known = existing === null ? null : await findCase(tx, id, existing);
    if (existing !== null && !known) return refuse('investigation.unknown-case', { id: existing });
    if (known && known.id === source?.id) return refuse('investigation.own-contact', { serial: known.serial });
    const name = known?.name ?? draft.name;
    if (name === null) return refuse('investigation.contact-unnamed');
    const worker = await workerOf(tx, asked, actor, now);
    if (!worker.ok) return worker;
    const { begins, until } = planFollowUp(draft.lastExposure, outbreak.followDays, today);
    const contact = newId();
    const { number, sex, age, phone, town, address } = known ?? draft;
    await insertContact(
      tx,
      id,
      {
        ...{ ...draft, name, number, sex, age, phone, town, address, id: contact, begins, until, nextDue: begins },
        ...{ worker: worker.value?.id ?? null, workerName: worker.value?.name ?? null, asCase: known?.id ?? null },
        state: known ? 'case' : begins > until ? 'finished' : 'following',
      },
      actor.name,
      now,
    );
    await tell(tx, id, now);
    return ok({ id: contact });
  },
});

export const assignContacts = route({
  method: 'POST',
  path: '/api/investigation/outbreaks/:id/contacts/assign',
  summary: { zh: '把密切接触者交给随访人', en: 'Give contacts to whoever follows them up' },
  permission: 'investigation.write',
  people: 'none',
  params: outbreakParams,
  body: assignInput,
  response: changed,
  handle: async ({ tx, actor, now, params: { id }, body: { contacts, worker: asked } }) => {
    const opened = await holdOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const worker = await workerOf(tx, asked, actor, now);
    if (!worker.ok) return worker;
    const held = await holdContacts(tx, id, contacts);
    const missing = contacts.find((one) => !held.some((contact) => contact.id === one));
    if (missing) return refuse('investigation.unknown-contact', { id: missing });
    for (const one of held)
      await updateContact(tx, id, { ...one, worker: worker.value?.id ?? null, workerName: worker.value?.name ?? null });
    await tell(tx, id, now);
    return ok({ changed: held.length });
  },
});
