import { ok, refuse, route, type StoredResource, spellName } from '@songhua/kernel';
import { peopleWriter } from '@songhua/records';
import { countFinds, findPath } from '../audit/finds.ts';
import { foundPerson, personInput } from '../contract.ts';
import { list, referenceOf } from '../relations/read-element.ts';
import { noteSecurityEvent } from '../store/access-log.ts';

/** A name as it is written on a card: without spaces. */
const plain = (name: string): string => name.replace(/\s/g, '');

const isNamed = (patient: StoredResource, name: string): boolean =>
  list(patient['name']).some((one) => {
    const whole = plain(spellName(one));
    return whole !== '' && whole === plain(name);
  });

/** How often one account may look in a minute: more are written down from no cards. */
const mostAMinute = 30;

/** More registrations with one identifier are a matter of whoever merges them. */
const enough = 20;

/**
 * Whom somebody with a card in hand is in this system: by the whole identifier and the whole name together, so that neither is guessed
 * by the other. It tells an id and nothing else, and what is there cannot be told from what is not: the record opens by a visit.
 */
export const findPerson = route({
  method: 'POST',
  path: findPath,
  summary: {
    zh: '按证件号码和姓名查找前来就诊的居民（只返回编号）',
    en: 'Find somebody who walks in by identifier and name; answers an id alone',
  },
  permission: 'access.find-person',
  people: {
    oversight: 'finds somebody to whom nobody here stands in a relation yet: an id, for who has number and name in hand',
  },
  body: personInput,
  response: foundPerson,
  handle: async ({ tx, records, actor, now, body: { system, value, name } }) => {
    if (actor.kind !== 'person' || actor.institution === undefined) return refuse('access.acts-for-nobody');
    if ((await countFinds(tx, actor.id, new Date(now.getTime() - 60_000))) >= mostAMinute)
      return refuse('access.too-many-finds', { most: mostAMinute });
    const escaped = (text: string): string => text.replace(/[\\,$|]/g, '\\$&');
    const found = await records.search(tx, 'Patient', { identifier: `${escaped(system)}|${escaped(value)}`, limit: enough });
    const named = found.items.filter((patient) => patient['active'] !== false && isNamed(patient, name));
    const people = await peopleWriter.membersOf(
      tx,
      named.map(({ id }) => id),
    );
    // Registrations of one person are that person: the one of one's own house, or else the one by which the person is called.
    const isOwn = (patient: StoredResource): boolean =>
      referenceOf(patient['managingOrganization'], 'Organization') === actor.institution;
    const one = named.find(isOwn) ?? named.find(({ id }) => people.get(id)?.person === id) ?? named[0];
    if (!one || new Set(named.map(({ id }) => people.get(id)?.person)).size > 1) return refuse('access.nobody-found');
    const patient = `Patient/${one.id}`;
    noteSecurityEvent(tx, { event: 'person-found', at: now, actor, about: patient, patients: [patient] });
    return ok({ patient });
  },
});
