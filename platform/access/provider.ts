import { randomBytes } from 'node:crypto';
import { withTx } from '@songhua/kernel';
import Provider, { type ClientMetadata, errors, type JWKS, type KoaContextWithOIDC } from 'oidc-provider';
import type pg from 'pg';
import { backendScopes } from './domain/permit.ts';
import { launchScopes } from './domain/read-scope.ts';
import { keysAt, type SigningKey } from './domain/signing-keys.ts';
import { tokenNoter } from './note-tokens.ts';
import { appResource, asksAsApp, asksAsBackend, backendResource, webClientId } from './provider-scopes.ts';
import { findOpenAccount } from './store/accounts.ts';
import { noteClientUse } from './store/client-tokens.ts';
import { hashSecret, scopesProperty } from './store/clients.ts';
import { findKeys } from './store/keys.ts';
import { grantedContext } from './store/launches.ts';
import { oidcAdapter } from './store/oidc-adapter.ts';
import { keptSecret } from './store/secrets.ts';
import { findWhoIs } from './store/who-is.ts';
import { strengths } from './strength.ts';

export { webClientId } from './provider-scopes.ts';

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
  /** Whether keys of clients may be fetched from addresses of private networks, and by plain http. */
  readonly privateKeys?: boolean;
  readonly backendClient?: { readonly id: string; readonly secret: string };
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

/** Longest life of an assertion by which a client proves itself, s (SMART App Launch 2.2: five minutes; half a one for clocks). */
const assertionLives = 330;

/** How long an app may renew its token: as long as nobody has asked it for a day, and no longer than the user's consent is good, s. */
const refreshLives = 30 * 24 * 60 * 60;

const secureNames = {
  session: '__Secure-_session',
  interaction: '__Secure-_interaction',
  resume: '__Secure-_interaction_resume',
};

/** The OpenID provider of this install: authorization code with PKCE for the page and apps, client credentials for backends. */
export async function createProvider(options: ProviderOptions, keys?: readonly SigningKey[]): Promise<Provider> {
  const { pool, clock, publicUrl, backendClient } = options;
  const now = clock();
  const jwks = { keys: keysAt(keys ?? (await withTx(pool, 'write', (tx) => findKeys(tx, now))), now) } as JWKS;
  /** What a backend's token is for: this server, all of it. */
  const resource = new URL('/', publicUrl).href;
  const fhir = new URL('/fhir/R4', publicUrl).href;
  const cookieKeys = await withTx(pool, 'write', (tx) =>
    keptSecret(tx, 'cookie-keys', now, () => [randomBytes(32).toString('base64url')]),
  );
  const provider = new Provider(new URL('/auth', publicUrl).href, {
    adapter: oidcAdapter(pool, clock, options.onRevoked),
    clients: [webClient(publicUrl), ...(backendClient ? [backend(backendClient)] : [])],
    jwks,
    cookies: {
      keys: cookieKeys,
      // Over https alone: by this prefix browsers refuse them from anywhere else. They are for single paths, hence not of one host.
      ...(options.strictOrigin && publicUrl.startsWith('https:') && { names: secureNames }),
      short: { signed: true, sameSite: 'lax' },
      long: { signed: true, sameSite: 'lax' },
    },
    scopes: [...launchScopes, ...backendScopes],
    // How somebody signed in is said with who they are.
    claims: { openid: ['sub', 'acr', 'amr'], profile: ['name'], fhirUser: ['fhirUser'] },
    // The context of a launch, as SMART hands it over.
    extraParams: {
      launch: null,
      aud: (ctx: KoaContextWithOIDC, aud: string | undefined) => {
        // Outside production the page may be opened by another address, and opens apps by that.
        const here = options.strictOrigin ? fhir : new URL('/fhir/R4', `${ctx.protocol}://${ctx.host}`).href;
        if (asksAsApp(ctx) && ![fhir, here].includes(aud?.replace(/\/$/, '') ?? ''))
          throw new errors.InvalidRequest(`aud must be ${fhir}`);
      },
    },
    acrValues: [...strengths],
    clientAuthMethods: ['none', 'client_secret_basic', 'private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['RS384', 'ES384'] },
    assertJwtClientAuthClaimsAndHeader: (_ctx, { iat, exp }) => {
      const begins = typeof iat === 'number' ? iat : Math.floor(clock().getTime() / 1000);
      if (typeof exp !== 'number' || exp - begins > assertionLives)
        throw new errors.InvalidClientAuth('a client assertion may live for five minutes');
    },
    extraClientMetadata: { properties: [scopesProperty] },
    rotateRefreshToken: true,
    issueRefreshToken: (_ctx, client, code) => client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
    extraTokenClaims: async (_ctx, token) => {
      if (token.kind !== 'AccessToken' || !token.grantId || token.clientId === webClientId) return undefined;
      const { grantId } = token;
      const { patient, institution } = await withTx(pool, 'read', (tx) => grantedContext(tx, grantId));
      return { ...(patient !== null && { patient }), ...(institution !== null && { institution }) };
    },
    ...(options.privateKeys && {
      // Without the guard that the provider puts on what it fetches.
      fetch: (input: string | URL | Request, init?: RequestInit) => {
        const { dispatcher: _, ...rest } = (init ?? {}) as RequestInit & { dispatcher?: unknown };
        return fetch(input, rest);
      },
    }),
    responseTypes: ['code'],
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx) => (asksAsBackend(ctx) || asksAsApp(ctx) ? resource : undefined),
        useGrantedResource: () => true,
        getResourceServerInfo: (ctx, asked) => {
          if (asked !== resource) throw new errors.InvalidTarget();
          if (asksAsBackend(ctx)) return backendResource(ctx);
          if (asksAsApp(ctx)) return appResource(ctx, options.sessionSeconds);
          throw new errors.InvalidTarget();
        },
      },
      // Of a token nobody is told but the program that holds it: what it says of a person is none of the others'.
      introspection: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      revocation: { enabled: true },
      userinfo: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = logoutPage(form);
        },
        postLogoutSuccessSource: (ctx) => ctx.redirect('/'),
      },
    },
    ttl: {
      AccessToken: options.sessionSeconds,
      ClientCredentials: 3600,
      AuthorizationCode: 60,
      Interaction: 3600,
      Session: options.sessionSeconds,
      Grant: (_ctx, { clientId }) => (clientId === webClientId ? options.sessionSeconds : refreshLives),
      RefreshToken: refreshLives,
      IdToken: 3600,
    },
    interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    findAccount: async (_ctx, id) => {
      const account = await withTx(pool, 'read', (tx) => findOpenAccount(tx, id, options.allowDemo, clock()));
      if (!account) return undefined;
      const claims = async () => {
        const { practitioner, patient } = await withTx(pool, 'read', (tx) => findWhoIs(tx, id));
        const who = practitioner ?? patient;
        return { sub: id, name: account.name, ...(who && { fhirUser: `${fhir}/${who}` }) };
      };
      return { accountId: id, claims };
    },
    // The page is this server's own: nobody is asked whether Songhua may talk to Songhua.
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      if (!client || !session?.accountId) return undefined;
      if (client.clientId !== webClientId) {
        // An app is consented to each time: with another patient in view it would be another consent.
        const consented = ctx.oidc.result?.consent?.grantId;
        return consented ? ctx.oidc.provider.Grant.find(consented) : undefined;
      }
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
  // What lies in the database of a secret is its hash.
  const { prototype } = provider.Client as unknown as {
    prototype: { clientSecret?: string; compareClientSecret(given: string): boolean };
  };
  const plain = prototype.compareClientSecret;
  prototype.compareClientSecret = function compareClientSecret(given: string): boolean {
    return plain.call(this, this.clientSecret?.startsWith('sha256:') ? hashSecret(given) : given);
  };
  const noteToken = tokenNoter(pool, clock);
  // The patient in context is told by its id, as in the answer that gave the token (SMART App Launch 2.2, 7.1).
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path !== '/token/introspection' || ctx.status !== 200) return;
    const { patient } = ctx.body as { readonly patient?: unknown };
    if (typeof patient === 'string') ctx.body = { ...(ctx.body as object), patient: patient.replace(/^Patient\//, '') };
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path !== '/token') return;
    await noteToken(ctx as unknown as KoaContextWithOIDC);
    if (ctx.status !== 200) return;
    const { client, entities } = (ctx as unknown as KoaContextWithOIDC).oidc;
    const { AccessToken: token } = entities;
    const used = client?.clientId;
    if (used && used !== webClientId) await withTx(pool, 'write', (tx) => noteClientUse(tx, used, token?.grantId, clock()));
    const patient = token?.extra?.['patient'];
    if (typeof patient === 'string')
      ctx.body = { ...(ctx.body as object), patient: patient.slice('Patient/'.length), need_patient_banner: true };
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

/** Asked of somebody whom an app signs out: a form without scripts. */
const logoutPage = (form: string): string => `<!doctype html><html lang="zh"><meta charset="utf-8"><title>退出 Sign out</title>
<body style="font-family:sans-serif;max-width:28rem;margin:4rem auto"><h1>退出登录 Sign out</h1>${form}
<p>同时退出松花？ Sign out of Songhua, too?</p>
<button type="submit" form="op.logoutForm" name="logout" value="yes">退出 Sign out</button>
<button type="submit" form="op.logoutForm">保持登录 Stay</button></body></html>`;
