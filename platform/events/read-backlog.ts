import type { Tx } from '@songhua/kernel';

/** What waits to reach its handlers. */
export interface Backlog {
  readonly waiting: number;
  /** When the oldest of them happened. */
  readonly oldestAt: Date | null;
  readonly retrying: number;
  /** Laid before a person. */
  readonly dead: number;
}

/** Counting stops here: of more it is enough to know that they are many. */
const countedTo = 100_000;

export async function readBacklog(tx: Tx): Promise<Backlog> {
  const count = (state: string): string =>
    `(select count(*)::int from (select 1 from events.delivery where state = '${state}' limit ${countedTo}) as counted)`;
  const [row] = await tx.query<Backlog>(
    `select ${count('waiting')} as waiting, ${count('retry')} as retrying, ${count('dead')} as dead,
            (select o.happened_at from (select event_id from events.delivery where state = 'waiting' order by seq limit 1) as d
               join events.outbox o on o.id = d.event_id) as "oldestAt"`,
  );
  return row ?? { waiting: 0, oldestAt: null, retrying: 0, dead: 0 };
}

/** A job as its last runs left it. */
export interface JobState {
  readonly name: string;
  readonly ranAt: Date | null;
  readonly dueAt: Date;
  readonly failures: number;
}

export const listJobStates = (tx: Tx): Promise<JobState[]> =>
  tx.query<JobState>('select name, ran_at as "ranAt", due_at as "dueAt", failures from events.job order by name');
