import { demoAccounts, signIn } from '@songhua/access';
import { withTx } from '@songhua/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sendProblem } from './problems.ts';
import type { Server } from './server.ts';
import { validate } from './validate.ts';

const credentials = z.strictObject({ username: z.string().min(1).max(64), password: z.string().min(1).max(256) });

/** Attempts from one address in a minute. Throttling per account comes with the full sign-in. */
const perMinute = 20;

/** The provider's login step: the page shows the form, this takes the answer. Everything here is before sign-in, hence public. */
export function mountSignIn({ app, provider, pool, house, config }: Server): void {
  const demo = config.SONGHUA_MODE === 'demo';

  const interaction = async (request: FastifyRequest, reply: FastifyReply) =>
    provider.interactionDetails(request.raw, reply.raw).catch(() => undefined);

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
    const account = await withTx(pool, 'read', (tx) => signIn(tx, username, password, demo));
    if (!account.ok) return sendProblem(request, reply, account.error, house.problems);
    const returnTo = await provider.interactionResult(
      request.raw,
      reply.raw,
      { login: { accountId: account.value.id } },
      { mergeWithLastSubmission: false },
    );
    return { returnTo };
  });
}
