import { askConsent } from '@songhua/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from './server.ts';

/** Hands `/auth/…` to the OpenID provider, which reads and answers the raw request itself. */
export async function mountProvider({ app, answerAuth }: Server): Promise<void> {
  await app.register(async (scope) => {
    // The provider parses bodies itself: leave the stream untouched.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.route({
      method: ['GET', 'POST', 'DELETE', 'PUT', 'OPTIONS', 'HEAD'],
      url: '/auth/*',
      // Authorization requests leave rows behind; backends fetch tokens here too, hence more than people need.
      config: { rateLimit: { max: 600, timeWindow: '1 minute' } },
      handler: (request: FastifyRequest, reply: FastifyReply) => {
        reply.hijack();
        const raw = request.raw as typeof request.raw & { originalUrl?: string };
        // The provider believes these headers; they say what was settled here, whatever the client had put in them.
        Object.assign(raw.headers, {
          'x-forwarded-proto': request.protocol,
          'x-forwarded-host': request.host,
          'x-forwarded-for': request.ip,
        });
        raw.originalUrl = askConsent(raw.url ?? '/');
        raw.url = raw.originalUrl.slice('/auth'.length);
        // Headers set by hooks (security headers) belong to this answer as well.
        for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
        void answerAuth(raw, reply.raw);
      },
    });
  });
}
