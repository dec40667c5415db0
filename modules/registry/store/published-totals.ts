import type { Tx } from '@songhua/kernel';
import type { PublishedTotal } from '../domain/read-baseline.ts';

/** Every published figure, by measure, area and day. */
export const publishedTotals = (tx: Tx): Promise<PublishedTotal[]> =>
  tx.query<PublishedTotal>(
    `select area, measure, as_of::text as "asOf", value, decimals, evidence, document, section
       from registry.published_total order by measure, area, as_of`,
  );

/** Population of each area that has one: the newest not after the day. */
export const populations = (tx: Tx, at: string): Promise<PublishedTotal[]> =>
  tx.query<PublishedTotal>(
    `select distinct on (area) area, measure, as_of::text as "asOf", value, decimals, evidence, document, section
       from registry.published_total where measure = 'population' and as_of <= $1 order by area, as_of desc`,
    [at],
  );

/** Replaces every published figure by what the files say now: a corrected file leaves nothing of the old one behind. */
export async function replacePublishedTotals(tx: Tx, totals: readonly PublishedTotal[]): Promise<void> {
  await tx.query('delete from registry.published_total');
  await tx.query(
    `insert into registry.published_total (area, measure, as_of, value, decimals, evidence, document, section)
     select area, measure, "asOf", value, decimals, evidence, document, section
       from jsonb_to_recordset($1::jsonb) as t(area text, measure text, "asOf" date, value double precision, decimals int,
                                               evidence text, document text, section text)`,
    [JSON.stringify(totals)],
  );
}
