import { randomBytes } from 'node:crypto';
import { cookieAt, demoAccounts, hashedDevice, isSetUpOpen, type SignInStep, setUp, signIn, strengthOf } from '@songhua/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { mountConsent } from './consent.ts';
import { sendProblem } from './problems.ts';
import type { Server } from './server.ts';
import { cookieOf, cookieOptions, deviceCookie, originOf } from './session.ts';
import { validate } from './validate.ts';

const password = z.string().min(1).max(1024);
const code = z.string().min(1).max(64);
const credentials = z.strictObject({
  username: z.string().min(1).max(64),
  password,
  code: code.optional(),
  newPassword: password.optional(),
});
const firstAdministrator = z.strictObject({ code, username: z.string().max(64), name: z.string().max(100), password });

/** Requests from one address in a minute: a hospital behind one address begins its shift. Guesses are counted per account and address. */
const perMinute = 120;

/** How long a browser is known after it was last used. */
const deviceSeconds = 400 * 24 * 60 * 60;

/** The provider's login step: the page shows the form, this takes the answer. Everything here is before sign-in, hence public. */
export function mountSignIn(server: Server): void {
  const { app, provider, pool, house, config, clock, logAccess } = server;
  const mode = config.SONGHUA_MODE;
  const limited = { config: { rateLimit: { max: perMinute, timeWindow: '1 minute' } } };

  const interaction = async (request: FastifyRequest, reply: FastifyReply) =>
    provider.interactionDetails(request.raw, reply.raw).catch((error: Error) => {
      if (error.name === 'SessionNotFound') return undefined;
      throw error;
    });

  const refuse = (request: FastifyRequest, reply: FastifyReply, error: Parameters<typeof sendProblem>[2]) => {
    const seconds = error.params?.['seconds'];
    if (seconds !== undefined) void reply.header('retry-after', String(seconds));
    return sendProblem(request, reply, error, house.problems);
  };

  const consent = mountConsent(server);

  app.get('/sign-in/:uid/details', async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const begun = await interaction(request, reply);
    if (begun?.prompt.name === 'consent') return consent.detailsOf(begun);
    return {
      prompt: 'login',
      demoAccounts: mode === 'demo' ? demoAccounts.map(({ username, password, title }) => ({ username, password, title })) : [],
      setUp: await isSetUpOpen(pool, mode),
    };
  });

  /** Writes down who came in and hands the provider its answer; where the browser goes next. */
  const letIn = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { account, twice }: Extract<SignInStep, { step: 'in' }>,
    device: string,
  ): Promise<string> => {
    const actor = { kind: 'person', id: account.id } as const;
    const at = clock();
    const { id: requestId, ip: address } = request;
    await logAccess({ at, actor, method: 'POST', path: '/sign-in', route: '/sign-in/:uid', status: 200, requestId, address });
    void reply.setCookie(
      cookieAt(originOf(request, server), deviceCookie),
      device,
      cookieOptions(request, server, deviceSeconds),
    );
    const login = { accountId: account.id, ...strengthOf(twice) };
    return provider.interactionResult(request.raw, reply.raw, { login }, { mergeWithLastSubmission: false });
  };

  app.post('/sign-in/:uid', limited, async (request, reply) => {
    const input = validate(credentials, request.body, 'body');
    if (!input.ok) return sendProblem(request, reply, input.error, house.problems);
    if (request.headers['x-songhua'] === undefined) return refuse(request, reply, { code: 'kernel.cross-site' });
    if (!(await interaction(request, reply))) return refuse(request, reply, { code: 'access.sign-in-expired' });
    const device = cookieOf(request, server, deviceCookie) || randomBytes(32).toString('base64url');
    const place = { now: clock(), mode, address: request.ip, device: hashedDevice(device) };
    const step = await signIn(pool, input.value, place);
    if (!step.ok) {
      // Without the name: people type their password into it.
      request.log.warn({ ip: request.ip, code: step.error.code }, 'a sign-in was refused');
      return refuse(request, reply, step.error);
    }
    void reply.header('cache-control', 'no-store');
    if (step.value.step !== 'in') return step.value;
    const { recoveryCodes } = step.value;
    const returnTo = await letIn(request, reply, step.value, device);
    return { step: 'in', returnTo, ...(recoveryCodes && { recoveryCodes }) };
  });

  app.post('/set-up', limited, async (request, reply) => {
    const input = validate(firstAdministrator, request.body, 'body');
    if (!input.ok) return sendProblem(request, reply, input.error, house.problems);
    if (request.headers['x-songhua'] === undefined) return refuse(request, reply, { code: 'kernel.cross-site' });
    const made = await setUp(pool, mode, input.value, clock(), request.ip);
    if (!made.ok) {
      request.log.warn({ ip: request.ip, code: made.error.code }, 'a first set-up was refused');
      return refuse(request, reply, made.error);
    }
    request.log.warn({ ip: request.ip }, 'the first administrator was made');
    return { returnTo: '/session/start' };
  });
}
