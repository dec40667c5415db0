import { anonymous, type Permission, withTx } from '@songhua/kernel';
import type Provider from 'oidc-provider';
import type pg from 'pg';
import { permissionsOf, permissionsOfScopes } from './domain/permit.ts';
import type { Known } from './remember-actors.ts';
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
): Promise<Known> {
  if (!token) return { actor: anonymous };
  const access = await provider.AccessToken.find(token);
  if (access) {
    const account = await withTx(pool, 'read', (tx) => findAccount(tx, access.accountId, allowDemo));
    if (!account) return { actor: anonymous };
    const actor = {
      kind: 'person' as const,
      id: account.id,
      name: account.name,
      roles: account.roles,
      permissions: permissionsOf(account.roles, permissions),
      ...(account.area && { area: account.area }),
    };
    return { actor, ...expiry(access.exp) };
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
  };
  return { actor, ...expiry(client.exp) };
}

const expiry = (seconds: number | undefined): { expires?: number } => (seconds === undefined ? {} : { expires: seconds * 1000 });
