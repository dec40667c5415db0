import { type Actor, anonymous, type Permission, withTx } from '@songhua/kernel';
import type Provider from 'oidc-provider';
import type pg from 'pg';
import { permissionsOf, permissionsOfScopes } from './domain/permit.ts';
import { findAccount } from './store/accounts.ts';

/** The cookie that holds the page's access token; no script can read it. */
export const sessionCookie = 'songhua_session';

/** Who stands behind an opaque access token: a person, a client, or nobody when it is unknown, expired or revoked, or its account may not be used here. */
export async function authenticate(
  provider: Provider,
  pool: pg.Pool,
  permissions: readonly Permission[],
  token: string | undefined,
  allowDemo: boolean,
): Promise<Actor> {
  if (!token) return anonymous;
  const access = await provider.AccessToken.find(token);
  if (access) {
    const account = await withTx(pool, 'read', (tx) => findAccount(tx, access.accountId, allowDemo));
    if (!account) return anonymous;
    return {
      kind: 'person',
      id: account.id,
      name: account.name,
      roles: account.roles,
      permissions: permissionsOf(account.roles, permissions),
      ...(account.area && { area: account.area }),
    };
  }
  const client = await provider.ClientCredentials.find(token);
  if (!client?.clientId) return anonymous;
  const scopes = [...client.scopes];
  return {
    kind: 'client',
    id: client.clientId,
    name: client.clientId,
    roles: [],
    scopes,
    permissions: permissionsOfScopes(scopes, permissions),
  };
}
