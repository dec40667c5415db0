import { dateOf } from '@songhua/engine-outbreak/calendar/days.ts';
import type { Tx } from '@songhua/kernel';
import type { Night } from '../contract.ts';
import type { PastJudgement } from '../domain/fuse-night.ts';
import type { Judgement } from '../domain/judge-night.ts';

const head = `to_char(day, 'YYYY-MM-DD') as day, at, ms, series, judgements, alarms, signals, warnings, thresholds`;
type Row = Omit<Night, 'at'> & { readonly at: Date };
const toNight = (row: Row): Night => ({ ...row, at: row.at.toISOString() });

/** The last nights that were judged, the newest first. */
export async function listNights(tx: Tx, limit: number): Promise<readonly Night[]> {
  return (await tx.query<Row>(`select ${head} from surveillance.night order by day desc limit $1`, [limit])).map(toNight);
}

export async function findNight(tx: Tx, day: string): Promise<Night | null> {
  const [row] = await tx.query<Row>(`select ${head} from surveillance.night where day = $1`, [day]);
  return row ? toNight(row) : null;
}

/** Nobody else judges a night until this transaction ends; false, at once, where somebody does already. */
export async function holdNights(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ held: boolean }>(`select pg_try_advisory_xact_lock(hashtext('surveillance.night')) as held`);
  return row?.held === true;
}

/** Writes a night and all it judged; what was written of the same day before goes. */
export async function writeNight(tx: Tx, night: Night, settings: object, judgements: readonly Judgement[]): Promise<void> {
  const { day, at, ms, series, alarms, signals, warnings, thresholds } = night;
  await tx.query('delete from surveillance.night where day = $1', [day]);
  await tx.query(
    `insert into surveillance.night (day, at, ms, series, judgements, alarms, signals, warnings, thresholds, settings)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [day, at, ms, series, judgements.length, alarms, signals, warnings, thresholds, JSON.stringify(settings)],
  );
  for (let from = 0; from < judgements.length; from += 5000) {
    const part = judgements.slice(from, from + 5000);
    const column = <K extends keyof Judgement>(key: K): Judgement[K][] => part.map((one) => one[key]);
    await tx.query(
      `insert into surveillance.judgement (day, channel, subject, area, town, method, step, from_day, to_day, observed, expected, upper, alarm, p)
       select $1, n.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[], $9::date[], $10::int[],
         $11::float8[], $12::float8[], $13::bool[], $14::float8[]) as n`,
      [
        ...[day, column('channel'), column('subject'), column('area'), column('town'), column('method'), column('step')],
        ...[column('from').map(dateOf), column('to').map(dateOf), column('observed'), column('expected'), column('upper')],
        ...[column('alarm'), column('p')],
      ],
    );
  }
}

/** What methods said on the nights before a day, the newest first: so many of each channel and method at most. */
export const pastJudgements = (tx: Tx, day: string, most: number): Promise<PastJudgement[]> =>
  tx.query<PastJudgement>(
    `select channel, method, p from (
       select channel, method || '/' || step as method, p,
              row_number() over (partition by channel, method, step order by day desc, subject, area, town) as n
         from surveillance.judgement where day < $1 and day >= $1::date - 60 and p is not null) j
      where n <= $2`,
    [day, most],
  );
