import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** What an application elsewhere may call: the interfaces and the sign-in, never the pages and their session. */
const open = /^\/(fhir|api|auth)(\/|\?|$)/;

/**
 * Lets pages of these origins read answers of the interfaces, with a token of their own in the header. Cookies stay out: without
 * `access-control-allow-credentials` a browser neither sends the session along nor shows what came of it.
 */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    delegator: (request, done) =>
      done(null, {
        origin: open.test(request.url ?? '') ? [...origins] : false,
        methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
        allowedHeaders: [
          'authorization',
          'content-type',
          'accept',
          'prefer',
          'if-match',
          'if-none-match',
          'if-none-exist',
          'if-modified-since',
        ],
        exposedHeaders: ['etag', 'location', 'content-location', 'last-modified', 'x-songhua-read-only'],
        maxAge: 600,
      }),
  });
}
