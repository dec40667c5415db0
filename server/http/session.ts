import { createHash, randomBytes } from 'node:crypto';
import {
  beginSession,
  cookieAt,
  endSessionOf,
  findSession,
  hashedDevice,
  noteSecurityEvent,
  sessionCookie,
  webCallback,
  webClientId,
} from '@songhua/access';
import { findOpenEmergencies } from '@songhua/access/store/emergencies.ts';
import { type ModuleManifest, may, roles, withTx } from '@songhua/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { localPath } from './local-path.ts';
import { sendUnknown } from './not-found.ts';
import type { Server } from './server.ts';

/** Tells a browser that has signed in before from one that has not; it opens nothing by itself. */
export const deviceCookie = 'songhua_device';

/** Holds state and PKCE verifier between leaving for the provider and coming back; 10 minutes. */
const flightCookie = 'songhua_flight';

const random = (): string => randomBytes(32).toString('base64url');

/** The address a request came to, as its sender sees it. */
export const originOf = (request: FastifyRequest, { config }: Pick<Server, 'config'>): string =>
  config.SONGHUA_MODE === 'production' ? config.publicOrigin : `${request.protocol}://${request.host}`;

/** A cookie of ours as this request carries it. */
export const cookieOf = (request: FastifyRequest, server: Pick<Server, 'config'>, name: string): string | undefined =>
  request.cookies[cookieAt(originOf(request, server), name)];

/** `secure` by what users see, not by what reaches us: a proxy in front may have ended HTTPS. */
export const cookieOptions = (request: FastifyRequest, server: Server, maxAge: number) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: originOf(request, server).startsWith('https:'), maxAge }) as const;

const menuFor = (manifests: readonly ModuleManifest[], request: FastifyRequest) =>
  manifests
    .flatMap(({ menu }) => menu)
    .filter(({ permission }) => may(request.actor, permission))
    .sort((a, b) => a.order - b.order || (a.path < b.path ? -1 : 1))
    .map(({ path, title, icon, summary, home }) => ({
      path,
      title,
      ...(icon && { icon }),
      ...(summary && { summary }),
      ...(home && { home }),
    }));

interface Flight {
  readonly state: string;
  readonly verifier: string;
  readonly returnTo: string;
}

/** The page's sign-in: authorization code with PKCE made and redeemed by the server, so that no script ever holds a token. */
export function mountSession(server: Server): void {
  const { app, provider, pool, house, config, clock } = server;
  const longest = config.SONGHUA_SESSION_HOURS * 60 * 60;

  /** Takes a cookie back; one with the prefix is taken back with the words it was given with, or not at all. */
  const clear = (request: FastifyRequest, reply: FastifyReply, name: string): void => {
    const { maxAge: _, ...words } = cookieOptions(request, server, 0);
    void reply.clearCookie(cookieAt(originOf(request, server), name), words);
  };

  // Each start leaves a row with the provider: nobody needs many of them in a minute.
  app.get('/session/start', { config: { rateLimit: { max: 60, timeWindow: '1 minute' } } }, async (request, reply) => {
    const flight: Flight = {
      state: random(),
      verifier: random(),
      returnTo: localPath((request.query as { returnTo?: unknown }).returnTo),
    };
    const challenge = createHash('sha256').update(flight.verifier).digest('base64url');
    const query = new URLSearchParams({
      client_id: webClientId,
      response_type: 'code',
      scope: 'openid profile',
      redirect_uri: `${originOf(request, server)}${webCallback}`,
      state: flight.state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    void reply.setCookie(
      cookieAt(originOf(request, server), flightCookie),
      Buffer.from(JSON.stringify(flight)).toString('base64url'),
      cookieOptions(request, server, 600),
    );
    return reply.redirect(`/auth/auth?${query}`);
  });

  app.get(webCallback, async (request, reply) => {
    const { code, state } = request.query as { code?: string; state?: string };
    const flight = readFlight(cookieOf(request, server, flightCookie));
    clear(request, reply, flightCookie);
    if (!flight || !code || state !== flight.state) return reply.redirect('/session/start');
    const token = await redeem(code, flight, request);
    if (!token) return reply.redirect('/session/start');
    await begin(token, request);
    return reply
      .setCookie(cookieAt(originOf(request, server), sessionCookie), token, cookieOptions(request, server, longest))
      .redirect(localPath(flight.returnTo));
  });

  /** Notes the session, for its owner's list and for the limits on it. */
  async function begin(token: string, request: FastifyRequest): Promise<void> {
    const access = await provider.AccessToken.find(token);
    if (!access) return;
    const { accountId: account, grantId, sessionUid } = access;
    const now = clock();
    const until = new Date(Math.min((access.exp ?? 0) * 1000 || Number.POSITIVE_INFINITY, now.getTime() + longest * 1000));
    const cookie = cookieOf(request, server, deviceCookie);
    const session = {
      account,
      token,
      grantId,
      sessionUid,
      until,
      address: request.ip,
      agent: request.headers['user-agent'] ?? '',
      device: cookie ? hashedDevice(cookie) : null,
    };
    await withTx(pool, 'write', (tx) => beginSession(tx, session, now));
  }

  /** The provider's own token endpoint, asked in-process: same checks, no network. */
  async function redeem(code: string, { verifier }: Flight, request: FastifyRequest): Promise<string | undefined> {
    const form = {
      grant_type: 'authorization_code',
      client_id: webClientId,
      code,
      code_verifier: verifier,
      redirect_uri: `${originOf(request, server)}${webCallback}`,
    };
    const answer = await app.inject({
      method: 'POST',
      url: '/auth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded', host: request.host },
      payload: new URLSearchParams(form).toString(),
    });
    const { access_token: token } = answer.json<{ access_token?: string }>();
    if (!token) request.log.warn({ answer: answer.body.slice(0, 500) }, 'the sign-in code was not accepted');
    return token;
  }

  app.post('/session/end', async (request, reply) => {
    const token = cookieOf(request, server, sessionCookie);
    if (token)
      await withTx(pool, 'write', async (tx) => {
        const session = await findSession(tx, token);
        await endSessionOf(tx, token);
        if (!session) return;
        const actor = { kind: 'person', id: session.account } as const;
        noteSecurityEvent(tx, { at: clock(), actor, event: 'sign-out', address: request.ip });
      });
    server.actors.forget();
    clear(request, reply, sessionCookie);
    return reply.send({ returnTo: '/' });
  });

  app.get('/api/session', async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const { actor } = request;
    if (actor.kind === 'anonymous') return { signedIn: false, mode: config.SONGHUA_MODE };
    const { id, name, area, permissions } = actor;
    const roleTitles = actor.roles.flatMap((role) => (role in roles ? [roles[role as keyof typeof roles]] : []));
    return {
      signedIn: true,
      mode: config.SONGHUA_MODE,
      actor: { id, name, roles: actor.roles, roleTitles, permissions: [...permissions].sort(), area: area ?? null },
      menu: menuFor(house.manifests, request),
      // While emergency access lasts, every page says so.
      emergencies: may(actor, 'access.break-glass')
        ? await withTx(pool, 'read', (tx) => findOpenEmergencies(tx, id, clock()))
        : [],
    };
  });

  app.setNotFoundHandler((request, reply) => sendUnknown(server, request, reply));
}

function readFlight(cookie: string | undefined): Flight | undefined {
  try {
    return JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString('utf8')) as Flight;
  } catch {
    return undefined;
  }
}
