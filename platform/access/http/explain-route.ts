import { type Actor, labels, may, ok, purposes, refuse, relations, roles, route, type Text, type Way } from '@songhua/kernel';
import type { FhirStore } from '@songhua/records';
import { labelsOf } from '@songhua/records/reach/labels-of.ts';
import { patientsOf } from '@songhua/records/reach/people.ts';
import { listStakes } from '@songhua/records/store/list-stakes.ts';
import { standingOf, whoIs } from '../authenticate.ts';
import { explainQuery, explanation } from '../contract.ts';
import { institutionsOf, waysOf } from '../policy/decide-reach.ts';
import { explainWays, mainReason, sayExplanation } from '../policy/explain-reach.ts';
import { sayPolicy } from '../policy/say-policy.ts';
import { findAccountOf } from '../store/who-is.ts';

const titleOf = (role: string): Text | undefined => (Object.hasOwn(roles, role) ? roles[role as keyof typeof roles] : undefined);

/**
 * Whose a record is and what makes it sensitive say who is a patient of what: told to those alone who answer for it, the privacy officers.
 * Whoever else explains accounts learns that a relation is missing or that it is sensitive, and not which or whose.
 */
const mayKnowWhose = (actor: Actor): boolean => may(actor, 'access.explain-whose');

/**
 * What somebody else would see of one record, and why. Nothing of the record itself is told, only whose it is and whether it is sensitive, and
 * that to privacy officers alone; who asked stands in the audit log like every request.
 */
export const explainAccess = route({
  method: 'GET',
  path: '/api/access/explain',
  summary: { zh: '某人能否看到某条记录，为什么', en: 'Whether somebody sees a record, and why' },
  permission: 'access.explain',
  people: {
    oversight:
      'explains what others would see; whose record it is and what makes it sensitive are told to privacy officers alone',
  },
  query: explainQuery,
  response: explanation,
  handle: async ({ tx, records, actor, now, query: { account: asked, institution, resource: reference } }) => {
    const account = await findAccountOf(tx, asked, true);
    if (!account) return refuse('access.unknown-account', { account: asked });
    const standing = await standingOf(tx, account, now);
    if (institution && !standing.memberships.some(({ organization }) => organization === institution))
      return refuse('access.not-a-member', { account: account.username, institution });
    const [type = '', id = ''] = reference.split('/');
    const store = records as FhirStore;
    const resource = store.definitions.resourceTypes.includes(type) ? await store.read(tx, type, id) : null;
    if (!resource) return refuse('access.unknown-resource', { resource: reference });

    const who = whoIs(standing, institution);
    const { purpose, ways } = waysOf(who);
    const able = ways.filter(({ way }) => way.interactions.includes('r') && (way.types === '*' || way.types.includes(type)));
    const patients = patientsOf(store.view.people(type), id, store.extract(type, resource));
    const stakes = await listStakes(tx, store.view.index('Patient').code, patients);
    const reach = (way: Way) => ({ ways: [way], purpose, institutions: institutionsOf(who) });
    const leads = async (way: Way): Promise<boolean> =>
      (await store.reaches(tx, { reach: reach(way), now }, 'r', [{ type, id, resource }]))[0] === true;
    const explained = await explainWays(able, {
      patients: patients.map((one) => `Patient/${one}`),
      known: stakes.map(({ relation, holder, since, until }) => ({ relation, id: holder, since, until })),
      now,
      leads,
    });
    const because = mainReason(explained);
    const told = mayKnowWhose(actor);
    const sensitive = told ? labelsOf(resource) : [];
    return ok({
      account: {
        id: account.id,
        username: account.username,
        name: account.name,
        roles: who.roles.flatMap((role) => titleOf(role) ?? []),
      },
      institution: who.institution ?? null,
      resource: reference,
      purpose: { purpose, title: purposes[purpose] },
      seen: because === null,
      because,
      sentence: sayExplanation(account.name, because, explained),
      withheld: !told,
      patients: told ? patients.map((one) => `Patient/${one}`) : [],
      labels: sensitive.map((label) => ({ label, title: labels[label] })),
      ways: explained.map((one) => ({
        policy: one.policy.id,
        sentence: sayPolicy(one.policy),
        leads: one.because === null,
        because: one.because,
        through: one.through.flatMap(({ relation, id: holder }) =>
          told || !holder.startsWith('Patient/') ? [{ relation, title: relations[relation], holder }] : [],
        ),
      })),
    });
  },
});
