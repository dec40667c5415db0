import type { Tx } from '@songhua/kernel';

/** The cases of a disease, or of a subtype of it, that live at a place, by the day of the diagnosis. */
export interface CaseSeries {
  readonly disease: string;
  readonly subtype: string | null;
  /** Where people live; where that is not in this city, from where it was reported. */
  readonly county: string;
  readonly town: string | null;
  /** Eight bytes for each case: day of the diagnosis in Beijing since 1970-01-01 and 1, the most significant byte first. */
  readonly days: Uint8Array;
}

/** All cases diagnosed in these days (in Beijing, both included) by disease and place, packed: of six years of a city some thousand rows. */
export const caseSeries = (tx: Tx, { from, to }: { readonly from: string; readonly to: string }): Promise<CaseSeries[]> =>
  tx.query<CaseSeries>(
    `select disease, subtype, coalesce(home_county, report_county) as county, town,
            string_agg(int8send((((diagnosed at time zone 'Asia/Shanghai')::date - date '1970-01-01')::bigint << 32) | 1), ''::bytea) as days
       from reporting.card
      where state in ('reported', 'returned', 'checked', 'approved') and coalesce(home_county, report_county) is not null
        and diagnosed >= $1::date::timestamp at time zone 'Asia/Shanghai' and diagnosed < ($2::date + 1)::timestamp at time zone 'Asia/Shanghai'
      group by 1, 2, 3, 4`,
    [from, to],
  );
