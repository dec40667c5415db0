import { authenticate, sessionCookie } from '@songhua/access';
import { anonymous } from '@songhua/kernel';
import type { FastifyRequest } from 'fastify';
import { languageOf } from './language.ts';
import { sendProblem } from './problems.ts';
import type { Server } from './server.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The token a request carries: in the Authorization header (clients) or the session cookie (the page). */
function tokenOf(request: FastifyRequest): { token?: string | undefined; fromCookie: boolean } {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return bearer ? { token: bearer, fromCookie: false } : { token: request.cookies[sessionCookie], fromCookie: true };
}

/**
 * Puts `actor` and `language` on every request. A cookie comes along with requests that another site makes the
 * browser send, so one that would change something must also carry `x-songhua`, which no other site can add.
 */
export function identifyRequests({ app, provider, pool, house }: Server): void {
  const permissions = house.manifests.flatMap((manifest) => manifest.permissions);
  app.decorateRequest('language', 'zh');
  app.decorateRequest('actor', undefined as never);
  app.addHook('onRequest', async (request, reply) => {
    request.language = languageOf(request);
    request.actor = anonymous;
    const { token, fromCookie } = tokenOf(request);
    if (!token || request.url.startsWith('/auth/')) return;
    if (fromCookie && !safe.has(request.method) && request.headers['x-songhua'] === undefined) {
      return sendProblem(request, reply, { code: 'kernel.cross-site' }, house.problems);
    }
    request.actor = await authenticate(provider, pool, permissions, token);
  });
}
