import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { sendUnknown } from './not-found.ts';
import type { Server } from './server.ts';

/** Addresses that are never a page. */
const machine = /^\/(api|fhir|auth|session|events|healthz|readyz|metrics|assets)(\/|\?|$)/;

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
  app.get('/*', (request, reply) => {
    if (machine.test(request.url)) return sendUnknown(server, request, reply);
    return reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-cache').send(shell);
  });
}
