import {
  beginOwnSecondFactor,
  changeOwnPassword,
  confirmOwnSecondFactor,
  findAccount,
  findSession,
  knowsDevice,
  type Owner,
  removeOwnSecondFactor,
  renewOwnRecoveryCodes,
} from '@songhua/access';
import { ok, type Result, refuse, withTx } from '@songhua/kernel';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { tokenOf } from './identify.ts';
import { sendProblem } from './problems.ts';
import type { Server } from './server.ts';
import { validate } from './validate.ts';

const password = z.string().min(1).max(1024);
const code = z.string().min(1).max(64);
const proof = z.strictObject({ password, code });

/**
 * What somebody does to their own account. Not routes of a module: the password is verified outside any transaction, and tries that were
 * refused must stay counted.
 */
export function mountOwnAccount(server: Server): void {
  const { app, pool, house, config, clock, logAccess } = server;

  const ownerOf = async (request: FastifyRequest): Promise<Result<Owner>> => {
    const { token, fromCookie } = tokenOf(request, server);
    if (request.actor.kind !== 'person' || !token || !fromCookie) return refuse('kernel.not-signed-in');
    const mode = config.SONGHUA_MODE;
    return withTx(pool, 'read', async (tx): Promise<Result<Owner>> => {
      const account = await findAccount(tx, request.actor.id, mode === 'demo');
      const session = await findSession(tx, token);
      if (!account || !session) return refuse('kernel.not-signed-in');
      const { username } = account;
      const { id, uid } = session;
      const known = session.device !== null && (await knowsDevice(tx, username, session.device));
      // The provider's session, not the page's: that is renewed without a password, as often as somebody likes.
      const device = known ? session.device : uid && `session ${uid}`;
      return ok({ username, mode, address: request.ip, session: id, device, now: clock() });
    });
  };

  const mount = <S extends z.ZodType>(
    path: string,
    schema: S,
    act: (owner: Owner, given: z.output<S>) => Promise<Result<unknown>>,
  ) =>
    app.post(path, { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } }, async (request, reply) => {
      const input = validate(schema, request.body, 'body');
      if (!input.ok) return sendProblem(request, reply, input.error, house.problems);
      const owner = await ownerOf(request);
      if (!owner.ok) return sendProblem(request, reply, owner.error, house.problems);
      const result = await act(owner.value, input.value as z.output<S>);
      const status = result.ok ? 200 : (house.problems[result.error.code]?.status ?? 500);
      const { actor, id: requestId } = request;
      await logAccess({ at: clock(), actor, method: 'POST', path, route: path, status, requestId, address: request.ip });
      if (!result.ok) return sendProblem(request, reply, result.error, house.problems);
      return reply.header('cache-control', 'no-store').send(result.value ?? {});
    });

  mount('/session/password', z.strictObject({ password, newPassword: password }), (owner, given) =>
    changeOwnPassword(pool, owner, given),
  );
  mount('/session/second-factor', z.strictObject({ password }), (owner, given) =>
    beginOwnSecondFactor(pool, owner, given.password),
  );
  mount('/session/second-factor/confirm', proof, (owner, given) => confirmOwnSecondFactor(pool, owner, given));
  mount('/session/second-factor/remove', proof, (owner, given) => removeOwnSecondFactor(pool, owner, given));
  mount('/session/recovery-codes', proof, (owner, given) => renewOwnRecoveryCodes(pool, owner, given));
}
