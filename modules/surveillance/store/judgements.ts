import type { Tx } from '@songhua/kernel';
import type { Night } from '../contract.ts';
import { judgementColumns } from '../domain/copy-judgements.ts';
import type { FoundNight } from '../domain/find-night.ts';
import type { PastJudgements } from '../domain/fuse-night.ts';

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

/** Writes a night and all it judged; what was written of the same day before goes. */
export async function writeNight(
  tx: Tx,
  night: Night,
  settings: object,
  { lines, judged }: Pick<FoundNight, 'lines' | 'judged'>,
): Promise<void> {
  const { day, at, ms, series, judgements, alarms, signals, warnings, thresholds } = night;
  await tx.query('delete from surveillance.night where day = $1', [day]);
  await tx.query(
    `insert into surveillance.night (day, at, ms, series, judgements, alarms, signals, warnings, thresholds, settings)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [day, at, ms, series, judgements, alarms, signals, warnings, thresholds, JSON.stringify(settings)],
  );
  await tx.copy(`copy surveillance.judgement (${judgementColumns}) from stdin`, lines);
  await tx.query(
    `insert into surveillance.judged (day, channel, method, p)
     select $1, n.* from unnest($2::text[], $3::text[], $4::bytea[]) as n`,
    [day, judged.map(({ channel }) => channel), judged.map(({ method }) => method), judged.map(({ p }) => packNumbers(p))],
  );
}

const packNumbers = (numbers: ArrayLike<number>): Buffer => {
  const packed = Buffer.alloc(numbers.length * 8);
  for (let at = 0; at < numbers.length; at += 1) packed.writeDoubleBE(numbers[at] ?? 0, at * 8);
  return packed;
};
const unpackNumbers = (packed: Buffer): number[] =>
  Array.from({ length: packed.length / 8 }, (_, at) => packed.readDoubleBE(at * 8));

/** What methods said on the sixty nights before a day, by channel and method. */
export async function pastJudgements(tx: Tx, day: string): Promise<PastJudgements[]> {
  const rows = await tx.query<{ channel: PastJudgements['channel']; method: string; p: Buffer }>(
    `select channel, method, string_agg(p, ''::bytea order by day) as p from surveillance.judged
      where day < $1 and day >= $1::date - 60 group by channel, method order by channel, method`,
    [day],
  );
  return rows.map(({ p, ...kind }) => ({ ...kind, p: unpackNumbers(p) }));
}
