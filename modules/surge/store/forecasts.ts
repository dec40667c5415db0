import type { Tx } from '@songhua/kernel';
import type { ForecastDraft, ForecastHead, ForecastResult } from '../contract.ts';

export interface StoredForecast extends ForecastHead {
  readonly draft: ForecastDraft;
  readonly result: ForecastResult | null;
}
type Row = Omit<StoredForecast, 'at'> & { at: Date };

const head = 'id, title, scenario, at, by_name as by, state, done, runs';
const whole = `${head}, draft, result`;
const shown = <R extends { at: Date }>(row: R) => ({ ...row, at: row.at.toISOString() });

export async function listForecasts(tx: Tx, limit: number): Promise<ForecastHead[]> {
  const rows = await tx.query<Omit<ForecastHead, 'at'> & { at: Date }>(
    `select ${head} from surge.forecast order by at desc, id limit $1`,
    [limit],
  );
  return rows.map(shown);
}

export async function findForecast(tx: Tx, id: string): Promise<StoredForecast | null> {
  const [row] = await tx.query<Row>(`select ${whole} from surge.forecast where id = $1`, [id]);
  return row ? shown(row) : null;
}

/** The newest that is done. */
export async function newestForecast(tx: Tx): Promise<StoredForecast | null> {
  const [row] = await tx.query<Row>(`select ${whole} from surge.forecast where state = 'done' order by at desc, id limit 1`);
  return row ? shown(row) : null;
}

export async function insertForecast(tx: Tx, id: string, draft: ForecastDraft, by: string, now: Date): Promise<void> {
  await tx.query(
    `insert into surge.forecast (id, title, scenario, draft, at, by_name, state, done, runs)
     values ($1, $2, $3, $4, $5, $6, 'waiting', 0, $7)`,
    [id, draft.title, draft.scenario, JSON.stringify(draft), now, by, draft.runs],
  );
}

/** Stops one that is not done; false when it is over. */
export async function cancelForecast(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.query(
    `update surge.forecast set state = 'cancelled' where id = $1 and state in ('waiting', 'running') returning id`,
    [id],
  );
  return rows.length > 0;
}

/** Takes the oldest that waits, or whose holder has gone silent, until the lease ends. */
export async function takeForecast(
  tx: Tx,
  { holder, until }: { readonly holder: string; readonly until: Date },
  now: Date,
): Promise<StoredForecast | null> {
  const [row] = await tx.query<Row>(
    `update surge.forecast set state = 'running', done = 0, holder = $1, lease_until = $2
      where id = (select id from surge.forecast
                   where state = 'waiting' or (state = 'running' and lease_until < $3) order by at, id limit 1 for update skip locked)
      returning ${whole}`,
    [holder, until, now],
  );
  return row ? shown(row) : null;
}

/** Says how far it is and renews the lease; false when it was cancelled or is another's. */
export async function noteProgress(tx: Tx, id: string, holder: string, done: number, until: Date): Promise<boolean> {
  const rows = await tx.query(
    `update surge.forecast set done = $3, lease_until = $4 where id = $1 and holder = $2 and state = 'running' returning id`,
    [id, holder, done, until],
  );
  return rows.length > 0;
}

export async function endForecast(tx: Tx, id: string, holder: string, result: ForecastResult | null): Promise<boolean> {
  const rows = await tx.query(
    `update surge.forecast set state = $3, result = $4, done = case when $4::jsonb is null then done else runs end, lease_until = null
      where id = $1 and holder = $2 and state = 'running' returning id`,
    [id, holder, result === null ? 'failed' : 'done', result === null ? null : JSON.stringify(result)],
  );
  return rows.length > 0;
}
