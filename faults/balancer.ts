import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

export interface Balancer {
  readonly port: number;
  close(): Promise<void>;
}

/** How often each server is asked whether it is ready, ms. */
const probeEvery = 100;

interface Upstream {
  readonly port: number;
  ready: boolean;
}

/**
 * As little of a load balancer as one needs: asks each server's `/readyz`, sends requests in turn to those that are ready, keeps
 * connections, and asks another server only when a connection was refused, which is when nothing can have been sent.
 */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const upstreams: Upstream[] = ports.map((port) => ({ port, ready: true }));
  const agent = new Agent({ keepAlive: true });
  const probe = setInterval(() => {
    for (const upstream of upstreams) {
      fetch(`http://127.0.0.1:${upstream.port}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
        async (answer) => {
          await answer.arrayBuffer();
          upstream.ready = answer.ok;
        },
        () => {
          upstream.ready = false;
        },
      );
    }
  }, probeEvery);
  let turn = 0;
  const pass = (incoming: IncomingMessage, body: Buffer, reply: ServerResponse, tried: ReadonlySet<Upstream>): void => {
    const open = upstreams.filter((one) => one.ready && !tried.has(one));
    turn += 1;
    const chosen = open[turn % Math.max(open.length, 1)];
    if (!chosen) {
      reply.writeHead(502).end('no server is ready');
      return;
    }
    const { method, url: path, headers } = incoming;
    const outgoing = request({ host: '127.0.0.1', port: chosen.port, method, path, headers, agent }, (answer) => {
      const { connection: _, ...passed } = answer.headers;
      reply.writeHead(answer.statusCode ?? 502, passed);
      answer.pipe(reply);
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') {
        chosen.ready = false;
        pass(incoming, body, reply, new Set([...tried, chosen]));
      } else if (!reply.headersSent) reply.writeHead(502).end(String(error.code));
    });
    outgoing.end(body);
  };
  const server = createServer((incoming, reply) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => pass(incoming, Buffer.concat(chunks), reply, new Set()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    port: address.port,
    close: async () => {
      clearInterval(probe);
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
