import { randomBytes } from 'node:crypto';
import { withTx } from '@songhua/kernel';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { type ClientMetadata, errors, type JWKS, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider';
import type pg from 'pg';
import { backendScopes, grantableScopes } from './domain/permit.ts';
import { findAccount } from './store/accounts.ts';
import { oidcAdapter } from './store/oidc-adapter.ts';
import { keptSecret } from './store/secrets.ts';

/** The client that stands for the web page; the server itself is its backend and keeps its tokens. */
export const webClientId = 'songhua-web';

/** Where the web client is sent back to, on whatever host the page was opened. */
export const webCallback = '/session/callback';

export interface ProviderOptions {
  readonly pool: pg.Pool;
  readonly clock: () => Date;
  /** Address of this server as its users see it, e.g. `http://127.0.0.1:8080`. */
  readonly publicUrl: string;
  /** Whether only that address may be used, as in production. */
  readonly strictOrigin: boolean;
  /** Whether demonstration accounts are let in. */
  readonly allowDemo: boolean;
  /** A session or token was ended by this process. */
  readonly onRevoked?: () => void;
  /** How long somebody stays signed in, s. */
  readonly sessionSeconds: number;
  readonly backendClient?: { readonly id: string; readonly secret: string };
}

async function makeKeys(): Promise<JWKS> {
  const make = async (alg: 'RS256' | 'ES256') => {
    const { privateKey } = await generateKeyPair(alg, { extractable: true });
    return { ...(await exportJWK(privateKey)), alg, use: 'sig', kid: randomBytes(8).toString('hex') };
  };
  return { keys: [await make('RS256'), await make('ES256')] } as JWKS;
}

const webClient = (publicUrl: string): ClientMetadata => ({
  client_id: webClientId,
  client_name: '松花 Songhua',
  application_type: 'web',
  redirect_uris: [new URL(webCallback, publicUrl).href],
  post_logout_redirect_uris: [new URL('/', publicUrl).href],
  response_types: ['code'],
  grant_types: ['authorization_code'],
  token_endpoint_auth_method: 'none',
  scope: 'openid profile',
});

const backend = ({ id, secret }: { id: string; secret: string }): ClientMetadata => ({
  client_id: id,
  client_secret: secret,
  redirect_uris: [],
  response_types: [],
  grant_types: ['client_credentials'],
  token_endpoint_auth_method: 'client_secret_basic',
});

const asksAsBackend = ({ oidc }: KoaContextWithOIDC): boolean => oidc.params?.['grant_type'] === 'client_credentials';

/**
 * The scopes of a backend's token, which are too many to be listed: one for each type and way of using it. The client itself has no list
 * of scopes: the provider would refuse every request that names one it knows, such as `openid`, and the list does not.
 */
function backendResource({ oidc }: KoaContextWithOIDC): ResourceServer {
  const asked = String(oidc.params?.['scope'] ?? '');
  const scope = grantableScopes(asked.split(' ')).join(' ');
  if (scope === '') throw new errors.InvalidScope('none of the scopes asked for can be granted', asked);
  return { scope, accessTokenFormat: 'opaque', accessTokenTTL: 3600 };
}

/** The OpenID provider of this install: authorization code with PKCE for the page, client credentials for backends. */
export async function createProvider(options: ProviderOptions): Promise<Provider> {
  const { pool, clock, publicUrl, backendClient } = options;
  const now = clock();
  /** What a backend's token is for: this server, all of it. */
  const resource = new URL('/', publicUrl).href;
  const [jwks, cookieKeys] = await withTx(pool, 'write', async (tx) => [
    await keptSecret(tx, 'jwks', now, makeKeys),
    await keptSecret(tx, 'cookie-keys', now, () => [randomBytes(32).toString('base64url')]),
  ]);
  const provider = new Provider(new URL('/auth', publicUrl).href, {
    adapter: oidcAdapter(pool, clock, options.onRevoked),
    clients: [webClient(publicUrl), ...(backendClient ? [backend(backendClient)] : [])],
    jwks,
    cookies: { keys: cookieKeys, short: { signed: true, sameSite: 'lax' }, long: { signed: true, sameSite: 'lax' } },
    scopes: ['openid', 'offline_access', ...backendScopes],
    claims: { openid: ['sub'], profile: ['name'] },
    responseTypes: ['code'],
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx) => (asksAsBackend(ctx) ? resource : undefined),
        getResourceServerInfo: (ctx, asked) => {
          if (!asksAsBackend(ctx) || asked !== resource) throw new errors.InvalidTarget();
          return backendResource(ctx);
        },
      },
      introspection: { enabled: true },
      revocation: { enabled: true },
      userinfo: { enabled: true },
      rpInitiatedLogout: { enabled: false },
    },
    ttl: {
      AccessToken: options.sessionSeconds,
      ClientCredentials: 3600,
      AuthorizationCode: 60,
      Interaction: 3600,
      Session: options.sessionSeconds,
      Grant: options.sessionSeconds,
      IdToken: 3600,
    },
    interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    findAccount: async (_ctx, id) => {
      const account = await withTx(pool, 'read', (tx) => findAccount(tx, id, options.allowDemo));
      return account ? { accountId: id, claims: async () => ({ sub: id, name: account.name }) } : undefined;
    },
    // The page is this server's own: nobody is asked whether Songhua may talk to Songhua.
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      if (!client || !session?.accountId || client.clientId !== webClientId) return undefined;
      const known = session.grantIdFor(client.clientId);
      const existing = known ? await ctx.oidc.provider.Grant.find(known) : undefined;
      if (existing) return existing;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    renderError: async (ctx, out) => {
      ctx.type = 'json';
      ctx.body = out;
    },
  });
  // The server in front of the provider has settled who asks and by which address, and says so in these headers.
  provider.proxy = true;
  if (!options.strictOrigin) allowAnyHost(provider);
  return provider;
}

/**
 * Outside production the page may be opened as localhost, 127.0.0.1 or a LAN address: the web client may come
 * back to the callback of the very host that the request came to, and to no other.
 */
function allowAnyHost(provider: Provider): void {
  const { prototype } = provider.Client;
  const strict = prototype.redirectUriAllowed;
  prototype.redirectUriAllowed = function redirectUriAllowed(uri: string): boolean {
    if (this.clientId !== webClientId) return strict.call(this, uri);
    const context = Provider.ctx;
    const host = `${context?.protocol}://${context?.host}`;
    return URL.canParse(uri) && URL.canParse(host) && uri === new URL(webCallback, host).href;
  };
}
