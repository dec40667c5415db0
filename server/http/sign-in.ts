import { demoAccounts, signIn } from '@songhua/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sendProblem } from './problems.ts';
import type { Server } from './server.ts';
import { validate } from './validate.ts';

const credentials = z.strictObject({ username: z.string().min(1).max(64), password: z.string().min(1).max(256) });

/** Attempts from one address in a minute. Throttling per account comes with the full sign-in. */
const perMinute = 20;

/** The provider's login step: the page shows the form, this takes the answer. Everything here is before sign-in, hence public. */
export function mountSignIn({ app, provider, pool, house, config, clock, logAccess }: Server): void {
  const demo = config.SONGHUA_MODE === 'demo';

  const interaction = async (request: FastifyRequest, reply: FastifyReply) =>
    provider.interactionDetails(request.raw, reply.raw).catch((error: Error) => {
      if (error.name === 'SessionNotFound') return undefined;
      throw error;
    });

  app.get('/sign-in/:uid/details', async (_request, reply) => {
    void reply.header('cache-control', 'no-store');
    return {
      client: '松花 Songhua',
      demoAccounts: demo ? demoAccounts.map(({ username, password, title }) => ({ username, password, title })) : [],
    };
  });

  app.post('/sign-in/:uid', { config: { rateLimit: { max: perMinute, timeWindow: '1 minute' } } }, async (request, reply) => {
    const input = validate(credentials, request.body, 'body');
    if (!input.ok) return sendProblem(request, reply, input.error, house.problems);
    if (request.headers['x-songhua'] === undefined)
      return sendProblem(request, reply, { code: 'kernel.cross-site' }, house.problems);
    const details = await interaction(request, reply);
    if (!details) return sendProblem(request, reply, { code: 'access.sign-in-expired' }, house.problems);
    const { username, password } = input.value;
    const account = await signIn(pool, username, password, demo);
    if (!account.ok) {
      // Without the name: people type their password into it.
      request.log.warn({ ip: request.ip }, 'a sign-in was refused');
      return sendProblem(request, reply, account.error, house.problems);
    }
    const actor = { kind: 'person', id: account.value.id } as const;
    const access = {
      at: clock(),
      actor,
      method: 'POST',
      path: '/sign-in',
      route: '/sign-in/:uid',
      status: 200,
      requestId: request.id,
    };
    await logAccess(access);
    const returnTo = await provider.interactionResult(
      request.raw,
      reply.raw,
      { login: { accountId: account.value.id } },
      { mergeWithLastSubmission: false },
    );
    return { returnTo };
  });
}
