import type { Tx } from '@songhua/kernel';
import type { Sight } from '../domain/decide-sight.ts';

const waits = `c.state = 'following' and c.next_due <= $1::date and c.next_due <= c.until and o.state = 'open'`;
const from = 'investigation.contact c join investigation.outbreak o on o.id = c.investigation';
const counts = `count(*) filter (where c.next_due = $1::date)::int as due, count(*) filter (where c.next_due < $1::date)::int as overdue`;

/** How many contacts wait for a worker on a day, in all open investigations. */
export async function countWaiting(tx: Tx, worker: string, today: string): Promise<{ due: number; overdue: number }> {
  const [row] = await tx.query<{ due: number; overdue: number }>(
    `select ${counts} from ${from} where ${waits} and c.worker = $2`,
    [today, worker],
  );
  return row ?? { due: 0, overdue: 0 };
}

interface Missed {
  readonly worker: string | null;
  readonly name: string | null;
  readonly due: number;
  readonly overdue: number;
  readonly since: string | null;
}

/** For whom contacts of the investigations in sight wait, the most overdue first. */
export const listMissed = (tx: Tx, sight: Sight, today: string, limit: number): Promise<Missed[]> =>
  tx.query<Missed>(
    `select c.worker, max(c.worker_name) as name, ${counts}, (min(c.next_due) filter (where c.next_due < $1::date))::text as since
       from ${from} where ${waits} and ($2::text[] is null or o.area = any($2) or o.shared && $2)
      group by c.worker order by 4 desc, 3 desc, 1 limit $3`,
    [today, sight.of === 'city' ? null : sight.codes, limit],
  );
