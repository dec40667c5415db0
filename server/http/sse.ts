import { sseMessage } from '@songhua/events';
import type { Actor } from '@songhua/kernel';
import { identifier } from './identify.ts';
import { sendProblem } from './problems.ts';
import type { Server } from './server.ts';

/** Seconds between two comments that keep proxies from closing a quiet stream and tell us of a page that went away. */
const heartbeat = 15;

/** Bytes that may wait for a page to read them. */
const mostUnread = 1024 * 1024;

const sameRights = (a: Actor, b: Actor): boolean =>
  a.permissions.size === b.permissions.size && a.permissions.isSubsetOf(b.permissions);

/** `/events`: server-sent events, to each signed-in page only those its permissions allow. */
export function mountEvents(server: Server): void {
  const { app, streams, house } = server;
  const identify = identifier(server);
  app.get('/events', async (request, reply) => {
    const { actor } = request;
    if (actor.kind === 'anonymous') return sendProblem(request, reply, { code: 'kernel.not-signed-in' }, house.problems);
    if (!streams.hasRoom(actor))
      return sendProblem(request, reply, { code: 'kernel.too-many-requests', params: { seconds: 60 } }, house.problems);
    reply.hijack();
    const { raw } = reply;
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.write(`retry: 2000\n${sseMessage('message', { type: 'events.connected' })}`);
    // Between being ended and being closed an event may still come: written after the end it would be an error nobody hears.
    const send = (message: string): void => {
      if (raw.writableEnded || raw.destroyed) return;
      // A page that does not read would fill our memory; when it wakes it comes back and refreshes.
      if (raw.writableLength > mostUnread) raw.destroy();
      else raw.write(message);
    };
    const close = streams.open({ actor, send, end: () => raw.end() });
    const timer = setInterval(async () => {
      // Signed out, disabled, or of other roles by now: the page comes back and is judged anew.
      const still = await identify(request).catch(() => actor);
      if (still.kind === 'anonymous' || !sameRights(still, actor)) raw.end();
      else send(': still here\n\n');
    }, heartbeat * 1000);
    raw.on('close', () => {
      clearInterval(timer);
      close();
    });
    return reply;
  });
}
