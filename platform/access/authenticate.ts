import { type Actor, anonymous, type Permission, withTx } from '@songhua/kernel';
import type Provider from 'oidc-provider';
import type pg from 'pg';
import { actAs } from './domain/act-as.ts';
import { permissionsOf, permissionsOfScopes } from './domain/permit.ts';
import { decideReach } from './policy/decide-reach.ts';
import { reachOfScopes } from './policy/reach-of-scopes.ts';
import type { Known } from './remember-actors.ts';
import { type Account, findAccount } from './store/accounts.ts';
import { findMemberships, type Membership } from './store/memberships.ts';
import { findSession } from './store/sessions.ts';
import { findWhoIs, type WhoIs } from './store/who-is.ts';

/** The cookie that holds the page's access token; no script can read it. */
export const sessionCookie = 'songhua_session';

/** An account as it stands: who it is in the records and where it works. */
export interface Standing {
  readonly account: Account;
  readonly is: WhoIs;
  readonly memberships: readonly Membership[];
}

/** What a person may do and reach, acting for the institution they chose. */
export function actorOf(
  { account, is, memberships }: Standing,
  permissions: readonly Permission[],
  chosen?: string | null,
): Actor {
  const { roles, institution } = actAs(account.roles, memberships, chosen);
  return {
    kind: 'person',
    id: account.id,
    name: account.name,
    roles,
    permissions: permissionsOf(roles, permissions),
    ...(account.area && { area: account.area }),
    ...(institution && { institution }),
    reach: decideReach({
      account: account.id,
      roles,
      ...(institution && { institution }),
      ...(is.practitioner && { practitioner: is.practitioner }),
      ...(is.patient && { patient: is.patient }),
      ...(account.area && { area: account.area }),
    }),
  };
}

/** Who stands behind an opaque access token: a person, a client, or nobody when it is unknown, expired or revoked, or its account may not be used here. */
export async function authenticate(
  provider: Provider,
  pool: pg.Pool,
  permissions: readonly Permission[],
  token: string | undefined,
  allowDemo: boolean,
  now: Date,
): Promise<Known> {
  if (!token) return { actor: anonymous };
  const access = await provider.AccessToken.find(token);
  if (access) {
    const standing = await withTx(pool, 'read', async (tx) => {
      const account = await findAccount(tx, access.accountId, allowDemo);
      if (!account) return null;
      const memberships = await findMemberships(tx, account.id, now);
      return { account, is: await findWhoIs(tx, account.id), memberships, session: await findSession(tx, token) };
    });
    if (!standing) return { actor: anonymous };
    return { actor: actorOf(standing, permissions, standing.session?.institution), ...expiry(access.exp) };
  }
  const client = await provider.ClientCredentials.find(token);
  if (!client?.clientId) return { actor: anonymous };
  const scopes = [...client.scopes];
  const actor = {
    kind: 'client' as const,
    id: client.clientId,
    name: client.clientId,
    roles: [],
    scopes,
    permissions: permissionsOfScopes(scopes, permissions),
    reach: reachOfScopes(scopes),
  };
  return { actor, ...expiry(client.exp) };
}

const expiry = (seconds: number | undefined): { expires?: number } => (seconds === undefined ? {} : { expires: seconds * 1000 });
