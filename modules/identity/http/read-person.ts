import { ok, refuse, route } from '@songhua/kernel';
import { personDetail, personParams } from '../contract.ts';
import { goldenRecord } from '../domain/golden-record.ts';
import { showWhole, stateOf } from '../domain/show-registration.ts';
import { findDecisions } from '../store/decisions.ts';
import { openReviewsOf } from '../store/reviews.ts';
import { findMembers, findSources } from '../store/sources.ts';
import { keepsTheRegister } from './looks-after.ts';
import { nameInstitutions } from './name-institutions.ts';
import { showDecisions } from './show-decision.ts';

/** So many of the latest decisions are shown with a person; all are in the log. */
const mostDecisions = 100;

export const readPerson = route({
  method: 'GET',
  path: '/api/identity/people/:patient',
  summary: { zh: '一位居民：主索引信息、各机构登记、判定记录', en: 'One person: golden record, registrations, decisions' },
  permission: 'identity.read',
  people: keepsTheRegister,
  params: personParams,
  response: personDetail,
  handle: async ({ tx, records, params: { patient }, now }) => {
    const [source] = await findSources(tx, [patient]);
    if (!source) return refuse('identity.unknown-person', { id: patient });
    const { person } = source;
    const members = (await findMembers(tx, [person])).toSorted(
      (a, b) => Number(b.patient === person) - Number(a.patient === person) || a.registered.getTime() - b.registered.getTime(),
    );
    const ids = members.map((one) => one.patient);
    const names = await nameInstitutions(
      tx,
      records,
      members.map(({ institution }) => institution),
    );
    const decisions = await findDecisions(tx, { patients: ids }, { sort: '-at', limit: mostDecisions });
    const reviews = await openReviewsOf(tx, ids);
    return ok({
      asOf: now.toISOString(),
      person,
      state: stateOf(members),
      golden: goldenRecord(members),
      members: members.map((one) => ({ ...showWhole(one, names), mother: one.mother })),
      decisions: await showDecisions(tx, decisions),
      reviews: reviews.map(({ id, grade, weight, one, other, opened }) => ({
        ...{ id, grade, weight, one, other },
        opened: opened.toISOString(),
      })),
    });
  },
});
