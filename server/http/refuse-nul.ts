import type { FastifyInstance } from 'fastify';
import { isFhir } from './not-found.ts';
import { sendProblem } from './problems.ts';
import type { Server } from './server.ts';

/**
 * An address whose path holds U+0000 names nothing: PostgreSQL keeps that character in no text, so neither a record nor the audit log could bear it. Of
 * parameters the routes say it themselves, by name.
 */
export function refuseNul(app: FastifyInstance, { house }: Pick<Server, 'house'>): void {
  app.addHook('onRequest', async (request, reply) => {
    const [path = ''] = request.url.split('?', 1);
    // What the provider of sign-in is asked it keeps as it came.
    const kept = path.startsWith('/auth/') ? request.url : path;
    if (!kept.includes('%00')) return;
    const message = { zh: '地址中不能含有空字符（U+0000）', en: 'an address must not contain the character U+0000' };
    const errors = [{ field: 'path', rule: 'no-nul', message }];
    return sendProblem(request, reply, { code: 'kernel.invalid-input', errors }, house.problems, isFhir(request.url));
  });
}
