import { endOwnApp, listOwnApps, noteSecurityEvent } from '@songhua/access';
import { type Actor, ok, refuse, route } from '@songhua/kernel';
import { done, nothingMore } from '../contract/accounts.ts';
import { type OwnApps, ownAppParams, ownApps } from '../contract/clients.ts';
import { nameOf } from './show-account.ts';

const permission = 'administration.own-account';
const path = '/api/administration/me/apps' as const;

/** In person: an app that holds a token of theirs neither sees nor ends the others. */
const isOwner = ({ kind, scopes }: Actor): boolean => kind === 'person' && scopes === undefined;

export const listOwnAppsRoute = route({
  method: 'GET',
  path,
  summary: { zh: '我授权的应用', en: 'Apps I let act for me' },
  permission,
  people: 'own',
  response: ownApps,
  handle: async ({ tx, records, actor, now }) => {
    if (!isOwner(actor)) return refuse('administration.people-only');
    // A patient whom one reached when one consented may be out of reach now: then the name is not told any more.
    const reached = records.as(actor, now);
    const items: OwnApps['items'] = [];
    for (const { patients, since, lastUsedAt, until, scopes, ...app } of await listOwnApps(tx, actor.id, now))
      items.push({
        ...app,
        scopes: [...scopes],
        patients: await Promise.all(patients.map(async (id) => ({ id, name: await nameOf(tx, reached, id) }))),
        since: since.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
        until: until?.toISOString() ?? null,
      });
    return ok({ items });
  },
});

export const endOwnAppRoute = route({
  method: 'POST',
  path: `${path}/:client/end`,
  summary: { zh: '收回给一个应用的授权', en: 'Take back what an app may do for me' },
  permission,
  people: 'own',
  params: ownAppParams,
  body: nothingMore,
  response: done,
  handle: async ({ tx, actor, now, params: { client } }) => {
    if (!isOwner(actor)) return refuse('administration.people-only');
    if (!(await endOwnApp(tx, actor.id, client))) return refuse('administration.unknown-app');
    noteSecurityEvent(tx, {
      at: now,
      actor,
      event: 'consent-changed',
      about: `client/${client}`,
      note: 'took back an app’s consent',
    });
    return ok({ done: true as const });
  },
});
