import { anonymous, may } from '@songhua/kernel';
import type { FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { healthMetrics } from './health-metrics.ts';
import { identifier } from './identify.ts';
import { sendProblem } from './problems.ts';
import type { Server } from './server.ts';

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** `/healthz` (the process lives), `/readyz` (it can answer: database there, not shutting down), `/metrics` (Prometheus). */
export function mountHealth(server: Server): void {
  const { app, pool, streams, house } = server;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const tell = healthMetrics(registry);
  let audit:
    | undefined
    | { readonly verifiedAt: string | null; readonly ok: boolean | null; readonly bad: number | null; readonly behind: boolean };
  server.tellMetrics = (facts) => {
    tell(facts);
    const { verified, behind } = facts.audit;
    audit = { verifiedAt: verified?.at ?? null, ok: verified?.ok ?? null, bad: verified?.bad ?? null, behind: behind !== null };
  };
  const seconds = new Histogram({
    name: 'songhua_http_request_seconds',
    help: 'Time to answer, by declared route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 1, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'songhua_open_pages',
    help: 'Pages listening to server-sent events',
    registers: [registry],
    collect() {
      this.set(streams.size());
    },
  });
  new Gauge({
    name: 'songhua_pool_waiting',
    help: 'Requests waiting for a database connection',
    registers: [registry],
    collect() {
      this.set(pool.waitingCount);
    },
  });

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    seconds.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });

  new Gauge({
    name: 'songhua_read_only',
    help: '1 while the primary database is gone and a standby answers',
    registers: [registry],
    collect() {
      this.set(server.isReadOnly() ? 1 : 0);
    },
  });

  app.get('/healthz', async () => ({ status: 'ok' }));

  // In demo mode a collector on this machine may read. In production anybody may stand behind a proxy on this machine.
  const isCollector = (request: FastifyRequest): boolean =>
    server.config.SONGHUA_MODE === 'demo' && loopback.has(request.ip) && request.headers['x-forwarded-for'] === undefined;
  const identify = identifier(server);
  /** Whether details may be told; a token that cannot be looked at now tells nobody anything. */
  const mayKnow = async (request: FastifyRequest): Promise<boolean> =>
    isCollector(request) || may(await identify(request).catch(() => anonymous), 'server.metrics');

  app.get('/readyz', async (request, reply) => {
    const database = await pool.query('select 1').then(
      () => true,
      () => false,
    );
    const ready = server.ready && database;
    return reply.status(ready ? 200 : 503).send({
      status: ready ? 'ready' : 'not-ready',
      database,
      accepting: server.ready,
      readOnly: server.isReadOnly(),
      // Told and not judged: a log that does not verify is no reason to turn people away. Whoever tampered is not to learn that it was noticed.
      ...(audit && database && (await mayKnow(request)) && { audit }),
    });
  });

  app.get('/metrics', async (request, reply) => {
    if (!isCollector(request) && !may(request.actor, 'server.metrics')) {
      const code = request.actor.kind === 'anonymous' ? 'kernel.not-signed-in' : 'kernel.not-permitted';
      return sendProblem(request, reply, { code, params: { permission: 'server.metrics' } }, house.problems);
    }
    return reply.header('content-type', registry.contentType).send(await registry.metrics());
  });
}
