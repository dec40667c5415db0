import { finished } from 'node:stream';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyReply {
    /** Code of the problem that was answered; empty when there was none. */
    problem: string;
  }
}

/** What a process has answered since it was last asked. */
export interface Tally {
  readonly requests: number;
  /** Requests that failed by our fault. */
  readonly faults: number;
  /** Refusals and faults by code; never by whom. */
  readonly problems: ReadonlyMap<string, number>;
}

export interface Tallies {
  /** Requests that are being answered now. */
  open(): number;
  /** The counts so far, which begin anew. */
  drain(): Tally;
}

/** Counts what is answered. */
export function tallyAnswers(app: FastifyInstance): Tallies {
  let open = 0;
  let requests = 0;
  let problems = new Map<string, number>();
  app.decorateReply('problem', '');
  app.addHook('onRequest', async (request, reply) => {
    // Streams of events stay open as long as a page does: nobody waits for them.
    if (request.url.startsWith('/events')) return;
    open += 1;
    // Of a request that its client broke off the hook below is not told.
    finished(reply.raw, () => {
      open -= 1;
    });
  });
  app.addHook('onResponse', async (_request, reply) => {
    requests += 1;
    if (reply.problem !== '') problems.set(reply.problem, (problems.get(reply.problem) ?? 0) + 1);
  });
  return {
    open: () => open,
    drain: () => {
      const tally = { requests, faults: problems.get('kernel.unexpected') ?? 0, problems };
      requests = 0;
      problems = new Map();
      return tally;
    },
  };
}
