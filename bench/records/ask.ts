/** The bench's side of its clients' process. */
import { fork } from 'node:child_process';
import { join } from 'node:path';

/** Method, path below the server's address, body. */
export type Sent = readonly [method: string, path: string, body?: string];

export interface Job {
  readonly address: string;
  /** Several servers, taken in turns by the clients. */
  readonly addresses?: readonly string[];
  readonly token: string;
  /** How many ask at once. */
  readonly clients: number;
  /** Requests of one sequence follow each other; each client takes one sequence after the other. */
  readonly sequences: readonly (readonly Sent[])[];
}

export interface Answered {
  /** Of each request, ms. */
  readonly latencies: number[];
  bytes: number;
  readonly statuses: Record<number, number>;
  /** Per sequence, the id that each answer's Location gave. */
  readonly ids: string[][];
  readonly refused: string[];
  /** Matches in each answer to a search. */
  readonly entries: number[];
  wall: number;
}

export interface Clients {
  run(job: Job): Promise<Answered>;
  stop(): void;
}

export function startClients(): Clients {
  const child = fork(join(import.meta.dirname, 'client.ts'), { serialization: 'advanced' });
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        const ended = (): void => reject(new Error('the clients ended'));
        child.once('exit', ended);
        child.once('message', (said: { answered?: Answered; failed?: string }) => {
          child.off('exit', ended);
          if (said.answered) resolve(said.answered);
          else reject(new Error(said.failed));
        });
        child.send(job);
      }),
    stop: () => void child.kill(),
  };
}
