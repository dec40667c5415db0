import { authenticate, cookieAt, keepSession, sessionCookie } from '@songhua/access';
import { type Actor, anonymous } from '@songhua/kernel';
import type { FastifyRequest } from 'fastify';
import { languageOf } from './language.ts';
import { sendProblem } from './problems.ts';
import type { Server } from './server.ts';
import { originOf } from './session.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What looks at the actor. Everything else (health, the built page) must answer with the database gone, token or not. */
const asksWho = /^\/(api|fhir|events|metrics|session\/(password|second-factor|recovery-codes))(\/|\?|$)/;

/** Asked by machines that know an address of this process, not the public one. */
const byAnyName = new Set(['/healthz', '/readyz', '/metrics']);

/** The token a request carries: in the Authorization header (clients) or the session cookie (the page). */
export function tokenOf(
  request: FastifyRequest,
  server: Pick<Server, 'config'>,
): { token?: string | undefined; fromCookie: boolean } {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return bearer
    ? { token: bearer, fromCookie: false }
    : { token: request.cookies[cookieAt(originOf(request, server), sessionCookie)], fromCookie: true };
}

/** Says who stands behind a request now. */
export function identifier({
  provider,
  pool,
  house,
  config,
  actors,
  clock,
}: Server): (request: FastifyRequest) => Promise<Actor> {
  const permissions = house.manifests.flatMap((manifest) => manifest.permissions);
  const allowDemo = config.SONGHUA_MODE === 'demo';
  const idleMs = config.SONGHUA_SESSION_IDLE_MINUTES * 60_000;
  return async (request) => {
    const { token } = tokenOf(request, { config });
    if (!token) return anonymous;
    const now = clock();
    return actors.actor(token, now.getTime(), async () => {
      const known = await authenticate(provider, pool, permissions, token, allowDemo, now);
      if (known.actor.kind !== 'person' || (await keepSession(pool, token, now, idleMs))) return known;
      return { actor: anonymous };
    });
  };
}

/**
 * Puts `actor` and `language` on every request. A cookie comes along with requests that another site makes the
 * browser send, so one that would change something must also carry `x-songhua`, which no other site can add.
 * In production the server answers by its public name alone: a forged Host could otherwise end up in links and redirects.
 */
export function identifyRequests(server: Server): void {
  const { app, house, config } = server;
  const identify = identifier(server);
  const publicHost = config.SONGHUA_MODE === 'production' ? new URL(config.publicUrl).host : undefined;
  app.decorateRequest('language', 'zh');
  app.decorateRequest('actor', undefined as never);
  app.addHook('onRequest', async (request, reply) => {
    if (!server.ready) void reply.header('connection', 'close');
    // Pages say it, and clients may: what is read now may lag behind, and nothing can be saved.
    if (server.isReadOnly()) void reply.header('x-songhua-read-only', '1');
    request.language = languageOf(request);
    request.actor = anonymous;
    if (publicHost && request.host !== publicHost && !byAnyName.has(request.url)) {
      return sendProblem(request, reply, { code: 'kernel.wrong-host', params: { host: publicHost } }, house.problems);
    }
    const { token, fromCookie } = tokenOf(request, server);
    if (!token) return;
    if (
      fromCookie &&
      !safe.has(request.method) &&
      request.headers['x-songhua'] === undefined &&
      !request.url.startsWith('/auth/')
    ) {
      return sendProblem(request, reply, { code: 'kernel.cross-site' }, house.problems);
    }
    if (asksWho.test(request.url)) request.actor = await identify(request);
  });
}
