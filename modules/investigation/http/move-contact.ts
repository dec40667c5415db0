import { ok, refuse, route } from '@songhua/kernel';
import { becomeInput, caseFields, contactParams, endInput, made } from '../contract.ts';
import { insertCases } from '../store/cases.ts';
import { holdContacts, updateContact } from '../store/contacts.ts';
import { takeSerials } from '../store/outbreaks.ts';
import { fieldWorkByLaw, holdOutbreak, tell } from './load-outbreak.ts';
import { countyOf } from './say-case.ts';

export const becomeCase = route({
  method: 'POST',
  path: '/api/investigation/outbreaks/:id/contacts/:contact/case',
  summary: { zh: '密切接触者转为病例，不必重新录入', en: 'A contact becomes a case, linked and not entered again' },
  permission: 'investigation.write',
  people: fieldWorkByLaw,
  params: contactParams,
  body: becomeInput,
  response: made,
  handle: async ({ tx, actor, now, newId, params: { id, contact }, body: { version, onset } }) => {
    const opened = await holdOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const { today, areas } = opened.value;
    if (onset !== null && onset > today) return refuse('investigation.onset-ahead', { onset, today });
    const [held] = await holdContacts(tx, id, [contact]);
    if (!held) return refuse('investigation.unknown-contact', { id: contact });
    if (held.asCase !== null) return refuse('investigation.is-case', { name: held.name });
    if (held.version !== version) return refuse('investigation.changed-meanwhile', { version: held.version, seen: version });
    const person = newId();
    const { name, number, sex, age, phone, town, address } = held;
    const fields = caseFields.parse({ name, sex, age, town, address, onset, exposure: held.place });
    const one = {
      ...{ ...fields, number, phone, id: person, serial: (await takeSerials(tx, id, 1)) + 1, card: null, patient: null },
      ...{ county: countyOf(areas, town), reported: today },
      classified: { classification: 'suspected', kind: 'person', by: actor.name },
    } as const;
    await insertCases(tx, id, [one], actor.name, now);
    await updateContact(tx, id, { ...held, state: 'case', asCase: person });
    await tell(tx, id, now);
    return ok({ id: person });
  },
});

export const endContact = route({
  method: 'POST',
  path: '/api/investigation/outbreaks/:id/contacts/:contact/end',
  summary: { zh: '失访、误列，或恢复随访', en: 'Lost, listed in error, or followed again' },
  permission: 'investigation.write',
  people: 'none',
  params: contactParams,
  body: endInput,
  response: made,
  handle: async ({ tx, actor, now, params: { id, contact }, body: { version, state } }) => {
    const opened = await holdOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const [held] = await holdContacts(tx, id, [contact]);
    if (!held) return refuse('investigation.unknown-contact', { id: contact });
    if (held.state === 'case') return refuse('investigation.is-case', { name: held.name });
    if (held.version !== version) return refuse('investigation.changed-meanwhile', { version: held.version, seen: version });
    await updateContact(tx, id, { ...held, state });
    await tell(tx, id, now);
    return ok({ id: contact });
  },
});
