import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { sendUnknown } from './not-found.ts';
import type { Server } from './server.ts';

/** Addresses that are never a page. */
const machine = /^\/(api|fhir|auth|session|events|healthz|readyz|metrics|assets)(\/|\?|$)/;

/** The workers of pages that can be used without a connection, by the address beside their page. */
async function readWorkers(folder: string): Promise<readonly (readonly [string, Buffer])[]> {
  if (!existsSync(folder)) return [];
  const found = await readdir(folder, { recursive: true });
  const workers = found.filter((name) => name.endsWith('.worker.js'));
  return Promise.all(
    workers.map(async (name) => [`/${name.replaceAll('\\', '/')}`, await readFile(join(folder, name))] as const),
  );
}

/** The built web page: hashed assets cached for good, every page address answered with the shell. */
export async function mountPage(server: Server): Promise<void> {
  const { app, house } = server;
  const dist = join(house.root, 'web', 'dist');
  if (!existsSync(join(dist, 'index.html'))) return;
  const shell = await readFile(join(dist, 'index.html'), 'utf8');
  await app.register(fastifyStatic, {
    root: join(dist, 'assets'),
    prefix: '/assets/',
    index: false,
    immutable: true,
    maxAge: '365d',
  });
  for (const name of ['favicon.svg', 'favicon.ico']) {
    if (!existsSync(join(dist, name))) continue;
    const content = await readFile(join(dist, name));
    app.get(`/${name}`, (_request, reply) =>
      reply.header('content-type', name.endsWith('svg') ? 'image/svg+xml' : 'image/x-icon').send(content),
    );
  }
  const workers = new Map(await readWorkers(join(dist, 'workers')));
  app.get('/*', (request, reply) => {
    if (machine.test(request.url)) return sendUnknown(server, request, reply);
    // Asked for anew at each visit of its page: an old worker would keep an old page.
    void reply.header('cache-control', 'no-cache');
    const worker = workers.get(request.url);
    if (worker) return reply.header('content-type', 'text/javascript; charset=utf-8').send(worker);
    return reply.header('content-type', 'text/html; charset=utf-8').send(shell);
  });
}
