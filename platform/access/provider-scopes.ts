import { errors, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider';
import { grantableScopes } from './domain/permit.ts';
import { coveredScopes, launchScopes, readScope } from './domain/read-scope.ts';
import { scopesProperty } from './store/clients.ts';

/** The client that stands for the web page; the server itself is its backend and keeps its tokens. */
export const webClientId = 'songhua-web';

export const asksAsBackend = ({ oidc }: KoaContextWithOIDC): boolean => oidc.params?.['grant_type'] === 'client_credentials';

/** The scopes a client was given; null of the one that the settings name, which is bounded by nothing. */
function allowedTo({ oidc }: KoaContextWithOIDC): readonly string[] | null {
  const scopes = (oidc.client as Record<string, unknown> | undefined)?.[scopesProperty];
  return typeof scopes === 'string' ? scopes.split(' ') : null;
}

/** An app asks on a user's behalf. */
export const asksAsApp = (ctx: KoaContextWithOIDC): boolean =>
  !asksAsBackend(ctx) && ctx.oidc.client !== undefined && ctx.oidc.client.clientId !== webClientId;

/**
 * The scopes of a backend's token, which are too many to be listed: one for each type and way of using it. The client itself has no list
 * of scopes: the provider would refuse every request that names one it knows, such as `openid`, and the list does not.
 */
export function backendResource(ctx: KoaContextWithOIDC): ResourceServer {
  const asked = String(ctx.oidc.params?.['scope'] ?? '');
  const allowed = allowedTo(ctx);
  const named = asked.split(' ').filter((scope) => grantableScopes([scope]).length > 0 || readScope(scope)?.level === 'system');
  const scope = (allowed ? coveredScopes(named, allowed) : named).join(' ');
  if (scope === '') throw new errors.InvalidScope('none of the scopes asked for can be granted', asked);
  return { scope, accessTokenFormat: 'opaque', accessTokenTTL: 3600 };
}

/** The scopes of an app's token: of those it asks for, or was granted before, what it may have at all. What it may not have is left out. */
export function appResource(ctx: KoaContextWithOIDC, seconds: number): ResourceServer {
  const { params, entities } = ctx.oidc;
  const asked = [params?.['scope'], entities.AuthorizationCode?.scope, entities.RefreshToken?.scope].flatMap((text) =>
    typeof text === 'string' ? text.split(' ') : [],
  );
  const usual: readonly string[] = launchScopes;
  const named = [...new Set(asked)].filter((scope) => {
    const level = readScope(scope)?.level;
    return level === 'patient' || level === 'user' || usual.includes(scope);
  });
  const scope = coveredScopes(named, allowedTo(ctx) ?? []).join(' ');
  if (scope === '') throw new errors.InvalidScope('none of the scopes asked for can be granted', asked.join(' '));
  return { scope, accessTokenFormat: 'opaque', accessTokenTTL: Math.min(3600, seconds) };
}

/** An authorization request as the provider reads it: SMART asks for renewal by the scope alone, the provider wants the consent asked for, too. */
export function askConsent(url: string): string {
  const [path = '', query] = url.split('?');
  if (!path.endsWith('/auth/auth') || query === undefined) return url;
  const asked = new URLSearchParams(query);
  if (asked.has('prompt') || !asked.get('scope')?.split(' ').includes('offline_access')) return url;
  asked.set('prompt', 'consent');
  return `${path}?${asked}`;
}
