import {
  beginLaunch,
  findClient,
  findKeys,
  keysAt,
  listLaunchableClients,
  noteSecurityEvent,
  renewKeys,
  type SigningKey,
} from '@songhua/access';
import { ok, refuse, route } from '@songhua/kernel';
import { nothingMore } from '../contract/accounts.ts';
import { clientParams, keyList, launchAddress, launchableList, launchableQuery, launchInput } from '../contract/clients.ts';

function showKeys(keys: readonly SigningKey[], now: Date) {
  const shown = keysAt(keys, now);
  const signing = new Set(['RS256', 'ES256'].map((alg) => shown.find((jwk) => jwk.alg === alg)?.kid));
  const items = keys
    .filter(({ jwk }) => shown.some(({ kid }) => kid === jwk.kid))
    .map(({ jwk: { kid = '', alg = '' }, madeAt, goneAt }) => ({ kid, alg, madeAt, goneAt, signs: signing.has(kid) }));
  return { items };
}

export const listKeys = route({
  method: 'GET',
  path: '/api/administration/keys',
  summary: { zh: '登录服务的签名密钥', en: 'The keys with which sign-ins are signed' },
  permission: 'administration.read-clients',
  people: 'none',
  // They are made when they are first asked for.
  transaction: 'write',
  response: keyList,
  handle: async ({ tx, now }) => ok(showKeys(await findKeys(tx, now), now)),
});

export const renewKeysRoute = route({
  method: 'POST',
  path: '/api/administration/keys/renew',
  summary: { zh: '更换签名密钥', en: 'Make new signing keys' },
  permission: 'administration.manage-clients',
  people: 'none',
  body: nothingMore,
  response: keyList,
  handle: async ({ tx, actor, now }) => {
    const keys = await renewKeys(tx, now);
    noteSecurityEvent(tx, { at: now, actor, event: 'key-changed', note: 'signing keys' });
    return ok(showKeys(keys, now));
  },
});

export const listLaunchable = route({
  method: 'GET',
  path: '/api/administration/apps',
  summary: { zh: '可为居民打开的应用', en: 'Apps that can be opened with a patient in view' },
  permission: 'administration.see-apps',
  people: 'none',
  query: launchableQuery,
  response: launchableList,
  handle: async ({ tx, query: { q, limit, offset } }) => ok(await listLaunchableClients(tx, { q, limit, offset })),
});

export const launchApp = route({
  method: 'POST',
  path: '/api/administration/clients/:id/launch',
  summary: { zh: '为一位居民打开应用', en: 'Open an app with a patient in view' },
  permission: 'administration.launch-apps',
  people: 'none',
  params: clientParams,
  body: launchInput,
  response: launchAddress,
  handle: async ({ tx, actor, now, params, body, origin }) => {
    const client = await findClient(tx, params.id);
    if (!client?.launchUri || client.disabledAt) return refuse('administration.unknown-client', { id: params.id });
    if (actor.kind !== 'person' || actor.scopes !== undefined) return refuse('administration.people-only');
    // Whether the patient may be seen is asked when the app is consented to, by the reach of that moment.
    const launch = await beginLaunch(tx, { account: actor.id, client: client.id, patient: body.patient }, now);
    const url = new URL(client.launchUri);
    url.searchParams.set('iss', `${origin}/fhir/R4`);
    url.searchParams.set('launch', launch);
    return ok({ url: url.href });
  },
});
