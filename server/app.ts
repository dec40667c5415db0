import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyBaseLogger, type FastifyError, LogController } from 'fastify';
import type { Logger } from 'pino';
import { answerBrokenRequest } from './http/broken-request.ts';
import { allowOrigins } from './http/cors.ts';
import { mountHealth } from './http/health.ts';
import { identifyRequests } from './http/identify.ts';
import { createJoin } from './http/join-requests.ts';
import { registerRoute } from './http/module-routes.ts';
import { isFhir } from './http/not-found.ts';
import { mountProvider } from './http/oidc.ts';
import { refuseUndeclared } from './http/open-routes.ts';
import { mountOwnAccount } from './http/own-account.ts';
import { mountPage } from './http/page.ts';
import { refusalOf, sendProblem } from './http/problems.ts';
import { refuseNul } from './http/refuse-nul.ts';
import { sendSecureHeaders } from './http/secure-headers.ts';
import type { Server } from './http/server.ts';
import { mountSession } from './http/session.ts';
import { mountSignIn } from './http/sign-in.ts';
import { mountSmart } from './http/smart.ts';
import { mountEvents } from './http/sse.ts';
import { tallyAnswers } from './http/tallies.ts';
import { openapi } from './openapi.ts';

/**
 * How long whoever is connected may take. A body must have arrived within `arrival`, ms, and headers, which are small, sooner. A
 * socket on which nothing moves is closed after five minutes: the longest transactions answer before that, open pages hear a sign of
 * life far more often, and a client that does not read its answer is let go. A kept connection waits a little longer than the minute
 * after which usual proxies close theirs, so that none sends a request into a connection that is just being closed; for the same
 * reason no number of requests closes one.
 */
const patience = (arrival: number) => ({
  requestTimeout: arrival,
  connectionTimeout: 300_000,
  keepAliveTimeout: 72_000,
  maxRequestsPerSocket: 0,
  http: {
    headersTimeout: Math.min(arrival, 20_000),
    connectionsCheckingInterval: Math.min(arrival / 4, 5_000),
    // A search for a thousand ids fits into an address.
    maxHeaderSize: 128 * 1024,
  },
});

/** Builds the HTTP server over what it is given; it neither listens nor starts workers. */
export async function buildApp(
  parts: Omit<Server, 'app' | 'ready' | 'wake' | 'join' | 'tallies' | 'tellMetrics'>,
  logger: Logger,
): Promise<Server> {
  const { config, house } = parts;
  const app = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    genReqId: () => randomUUID(),
    trustProxy: (_address, hop) => hop < config.SONGHUA_TRUST_PROXY,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    // A line a request only when asked for: who saw what stands in the access log, how long it took in the metrics.
    logController: new LogController({ disableRequestLogging: logger.level !== 'debug' && logger.level !== 'trace' }),
    ...patience(config.SONGHUA_REQUEST_SECONDS * 1000),
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => {
      const refusal = { code: 'kernel.malformed-body', params: { reason: error.message } };
      return sendProblem(request as never, reply as never, refusal, house.problems, isFhir(request.url)) as never;
    },
    // Idle connections are closed at shutdown, open requests are let finish.
    forceCloseConnections: 'idle',
  });
  const join = createJoin(parts.pool, parts.clock);
  const tallies = tallyAnswers(app);
  const server: Server = { ...parts, app, join, tallies, ready: true, wake: () => {}, tellMetrics: () => {} };
  app.addHook('preClose', async () => {
    parts.streams.endAll();
    // A connection whose last answer has just left is kept alive by its client; closing must not wait for that.
    setInterval(() => app.server.closeIdleConnections(), 100).unref();
  });
  app.addHook('onRoute', ({ url, method }) => refuseUndeclared(house, url, method));

  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['text/plain', 'application/json']);
  // A raw route reads the text itself: its numbers as written, a key twice in one object, the place of a fault.
  app.addContentTypeParser(
    [
      'application/json',
      'text/json',
      'application/fhir+json',
      'application/json-patch+json',
      'application/merge-patch+json',
      'application/fhir+ndjson',
      'application/x-www-form-urlencoded',
    ],
    { parseAs: 'buffer' },
    (request, body, done) => {
      // Read as text, broken bytes would silently become replacement characters.
      if (typeof body !== 'string' && !isUtf8(body))
        return done(Object.assign(new Error('the body is not UTF-8'), { statusCode: 400 }));
      const text = body.toString();
      return request.routeOptions.config.raw ? done(null, text) : parseJson(request, text, done);
    },
  );
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (request, body, done) =>
    request.routeOptions.config.bytes
      ? done(null, body)
      : done(Object.assign(new Error('no file is taken here'), { statusCode: 415 })),
  );
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOf(error, request, request.routeOptions.config.bodyLimit ?? 1024 * 1024);
    if (refusal.code === 'kernel.unexpected' || refusal.code === 'kernel.unavailable')
      request.log.error({ err: error }, 'request failed');
    return sendProblem(request, reply, refusal, house.problems, isFhir(request.url));
  });

  sendSecureHeaders(app, config.publicUrl.startsWith('https:'));
  await allowOrigins(app, config.SONGHUA_CORS_ORIGINS ?? []);
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  await app.register(compress, {
    threshold: 2048,
    customTypes:
      /^(application\/(json|fhir\+json|fhir\+ndjson|problem\+json|openapi\+json)|text\/(html|css|csv|javascript)|image\/svg\+xml)/,
  });
  refuseNul(app, parts);
  identifyRequests(server);
  mountHealth(server);
  await mountProvider(server);
  mountSession(server);
  mountSignIn(server);
  mountSmart(server);
  mountOwnAccount(server);
  mountEvents(server);
  // Made when it is first asked for: turning all schemas takes a tenth of a second of each start.
  let document: string | undefined;
  app.get('/api/openapi.json', (_request, reply) => {
    document ??= JSON.stringify(openapi(house.manifests, config.publicUrl));
    return reply.header('content-type', 'application/json; charset=utf-8').send(document);
  });
  for (const { routes } of house.manifests) for (const route of routes) registerRoute(server, route);
  await mountPage(server);
  return server;
}
