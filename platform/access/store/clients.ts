import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Tx } from '@songhua/kernel';
import type { ClientMetadata, JWKS } from 'oidc-provider';
import type pg from 'pg';

/** A program that is known here. */
export interface Client {
  readonly id: string;
  readonly name: string;
  readonly kind: 'backend' | 'app';
  readonly method: 'private_key_jwt' | 'client_secret_basic' | 'none';
  readonly secretAt: Date | null;
  readonly jwks: JWKS | null;
  readonly jwksUri: string | null;
  readonly redirectUris: readonly string[];
  readonly launchUri: string | null;
  readonly scopes: readonly string[];
  /** Who answers for it: names, addresses, phones. */
  readonly contacts: readonly string[];
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  /** When it last got a token. */
  readonly lastUsedAt: Date | null;
  /** Counts its changes. */
  readonly version: number;
}

export type ClientInput = Pick<
  Client,
  'name' | 'kind' | 'method' | 'jwks' | 'jwksUri' | 'redirectUris' | 'launchUri' | 'scopes'
> & { readonly contacts?: readonly string[] };

const columns = `id, name, kind, method, secret_at as "secretAt", jwks, jwks_uri as "jwksUri", redirect_uris as "redirectUris",
  launch_uri as "launchUri", scopes, contacts, created_at as "createdAt", disabled_at as "disabledAt", last_used_at as "lastUsedAt", version`;

/** A secret of 256 bits: too many to be found by trying, so that a plain hash will do. */
export const hashSecret = (secret: string): string => `sha256:${createHash('sha256').update(secret).digest('base64url')}`;

/** Name under which the provider carries a client's scopes. */
export const scopesProperty = 'songhua_scopes';

/** Adds a client and, where it proves itself by one, its secret: told this once. */
export async function addClient(
  tx: Tx,
  client: ClientInput,
  by: string,
  now: Date,
): Promise<{ readonly id: string; readonly secret: string | null }> {
  const id = randomUUID();
  await tx.query(
    `insert into access.client (id, name, kind, method, jwks, jwks_uri, redirect_uris, launch_uri, scopes, created_at, created_by, contacts)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      client.name,
      client.kind,
      client.method,
      client.jwks === null ? null : JSON.stringify(client.jwks),
      client.jwksUri,
      client.redirectUris,
      client.launchUri,
      client.scopes,
      now,
      by,
      client.contacts ?? [],
    ],
  );
  return { id, secret: client.method === 'client_secret_basic' ? await renewClientSecret(tx, id, now) : null };
}

/** Another secret in the place of the present one, which opens nothing from now on. */
export async function renewClientSecret(tx: Tx, id: string, now: Date): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await tx.query('update access.client set secret_hash = $2, secret_at = $3, version = version + 1 where id = $1', [
    id,
    hashSecret(secret),
    now,
  ]);
  return secret;
}

/** Changes all but how the client proves itself; false when it is not the version any more that was looked at. Its tokens stay. */
export async function editClient(
  tx: Tx,
  id: string,
  version: number,
  client: Omit<ClientInput, 'kind' | 'method'>,
): Promise<boolean> {
  const changed = await tx.query(
    `update access.client set name = $2, jwks = $3, jwks_uri = $4, redirect_uris = $5, launch_uri = $6, scopes = $7, contacts = $8,
       version = version + 1
      where id = $1 and version = $9 returning id`,
    [
      id,
      client.name,
      client.jwks === null ? null : JSON.stringify(client.jwks),
      client.jwksUri,
      client.redirectUris,
      client.launchUri,
      client.scopes,
      client.contacts ?? [],
      version,
    ],
  );
  return changed.length > 0;
}

export async function disableClient(tx: Tx, id: string, at: Date | null): Promise<void> {
  await tx.query('update access.client set disabled_at = $2, version = version + 1 where id = $1', [id, at]);
  if (at) await endClientTokens(tx, id);
}

/** Ends what a program holds, and what its users granted it; how many of its tokens that were. */
export async function endClientTokens(tx: Tx, id: string): Promise<number> {
  const ended = await tx.query<{ kind: string }>(`delete from access.oidc where payload->>'clientId' = $1 returning kind`, [id]);
  return ended.filter(({ kind }) => tokenKinds.includes(kind)).length;
}

const tokenKinds: readonly string[] = ['AccessToken', 'RefreshToken', 'ClientCredentials'];

export interface ClientFilter {
  readonly id?: string | undefined;
  readonly q?: string | undefined;
  readonly kind?: 'backend' | 'app' | undefined;
}

const where = `where ($1::text is null or id = $1) and ($2::text is null or position(lower($2) in lower(name)) > 0)
  and ($3::text is null or kind = $3)`;
const valuesOf = ({ id, q, kind }: ClientFilter): unknown[] => [id ?? null, q ?? null, kind ?? null];

export const clientOrders = {
  name: 'name, id',
  '-name': 'name desc, id',
  createdAt: 'created_at, id',
  '-createdAt': 'created_at desc, id',
};

export const listClients = (
  tx: Tx,
  filter: ClientFilter,
  { order, limit, offset }: { readonly order: keyof typeof clientOrders; readonly limit: number; readonly offset: number },
): Promise<Client[]> =>
  tx.query<Client>(`select ${columns} from access.client ${where} order by ${clientOrders[order]} limit $4 offset $5`, [
    ...valuesOf(filter),
    limit,
    offset,
  ]);

export async function countClients(tx: Tx, filter: ClientFilter): Promise<number> {
  const [row] = await tx.query<{ total: number }>(`select count(*)::int as total from access.client ${where}`, valuesOf(filter));
  return row?.total ?? 0;
}

/** Apps that can be opened out of this system: with an address to launch and the scope that says so. */
export async function listLaunchableClients(
  tx: Tx,
  { q, limit, offset }: { readonly q?: string | undefined; readonly limit: number; readonly offset: number },
): Promise<{ readonly total: number; readonly items: readonly { id: string; name: string; scopes: string[] }[] }> {
  const asked = `from access.client where kind = 'app' and launch_uri is not null and disabled_at is null and 'launch' = any(scopes)
    and ($1::text is null or position(lower($1) in lower(name)) > 0)`;
  const [counted] = await tx.query<{ total: number }>(`select count(*)::int as total ${asked}`, [q ?? null]);
  const items = await tx.query<{ id: string; name: string; scopes: string[] }>(
    `select id, name, scopes ${asked} order by name, id limit $2 offset $3`,
    [q ?? null, limit, offset],
  );
  return { total: counted?.total ?? 0, items };
}

export async function findClient(tx: Tx, id: string): Promise<Client | null> {
  const [row] = await tx.query<Client>(`select ${columns} from access.client where id = $1`, [id]);
  return row ?? null;
}

/** What the provider must know of an enabled client. */
export async function clientMetadata(pool: pg.Pool, id: string): Promise<ClientMetadata | undefined> {
  // No text of PostgreSQL holds this character: no client goes by such a name.
  if (id.includes('\0')) return undefined;
  const { rows } = await pool.query<Client & { secret_hash: string | null }>(
    `select ${columns}, secret_hash from access.client where id = $1 and disabled_at is null`,
    [id],
  );
  const [row] = rows;
  if (!row) return undefined;
  const backend = row.kind === 'backend';
  const refreshes = row.scopes.includes('offline_access');
  return {
    client_id: row.id,
    client_name: row.name,
    redirect_uris: [...row.redirectUris],
    response_types: backend ? [] : ['code'],
    grant_types: backend ? ['client_credentials'] : ['authorization_code', ...(refreshes ? ['refresh_token'] : [])],
    token_endpoint_auth_method: row.method,
    ...(row.method === 'client_secret_basic' && { client_secret: row.secret_hash ?? hashSecret(randomUUID()) }),
    ...(row.jwksUri ? { jwks_uri: row.jwksUri } : row.jwks && { jwks: row.jwks }),
    [scopesProperty]: row.scopes.join(' '),
  } as ClientMetadata;
}
