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
  /** The counts so far, which begin anew. */
  drain(): Tally;
}

/** Counts what is answered. */
export function tallyAnswers(app: FastifyInstance): Tallies {
  let requests = 0;
  let problems = new Map<string, number>();
  app.decorateReply('problem', '');
  app.addHook('onResponse', async (_request, reply) => {
    requests += 1;
    if (reply.problem !== '') problems.set(reply.problem, (problems.get(reply.problem) ?? 0) + 1);
  });
  return {
    drain: () => {
      const tally = { requests, faults: problems.get('kernel.unexpected') ?? 0, problems };
      requests = 0;
      problems = new Map();
      return tally;
    },
  };
}
