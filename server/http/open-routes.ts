import type { House } from '../discover.ts';

/**
 * The server's own addresses that answer without a declared permission, each for a reason. Whatever else is
 * registered must be declared by a manifest: a forgotten permission stops the start.
 */
export const openRoutes: Readonly<Record<string, string>> = {
  '/auth/*': 'the OpenID provider decides itself',
  '/session/start': 'before sign-in',
  '/session/callback': 'before sign-in',
  '/session/end': 'ends the caller’s own session',
  '/sign-in/:uid': 'before sign-in; throttled',
  '/sign-in/:uid/details': 'before sign-in; demonstration accounts in demo mode only',
  '/sign-in/:uid/patients': 'the provider’s consent step; asks for its interaction and who has signed in to it',
  '/sign-in/:uid/consent': 'the provider’s consent step; asks for its interaction and who has signed in to it',
  '/fhir/R4/.well-known/smart-configuration': 'how apps find their way in, holds no data',
  '/set-up': 'before there is any account; wants the code of the server’s console',
  '/session/password': 'the caller’s own account; wants the password',
  '/session/second-factor': 'the caller’s own account; wants the password',
  '/session/second-factor/confirm': 'the caller’s own account; wants the password and a code',
  '/session/second-factor/remove': 'the caller’s own account; wants the password and a code',
  '/session/recovery-codes': 'the caller’s own account; wants the password and a code',
  '/api/session': 'tells the caller who they are',
  '/events': 'signed-in only, each event by its own permission',
  '/healthz': 'liveness, no data',
  '/readyz': 'readiness, no data',
  '/metrics': 'the permission server.metrics; in demo mode this machine, too',
  '/api/openapi.json': 'describes interfaces, holds no data',
  '/assets/*': 'the built page',
  '/favicon.svg': 'the built page',
  '/favicon.ico': 'the built page',
  '/*': 'the built page; any other address is a 404',
};

/** Throws for an address that neither a manifest declares nor the list above names. */
export function refuseUndeclared(house: House, url: string, method: string | readonly string[]): void {
  if (url in openRoutes) return;
  const methods = [method].flat();
  // The question before a question of a page elsewhere (http/cors.ts): its answer names origins and methods, and no data.
  if (url === '*' && methods.join() === 'OPTIONS') return;
  const declared = house.manifests.some(({ routes }) =>
    routes.some((route) => route.path === url && (methods.includes(route.method) || methods.includes('HEAD'))),
  );
  if (!declared) throw new Error(`route ${methods.join()} ${url} declares no permission`);
}
