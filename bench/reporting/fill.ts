/** Cards of five years of a whole city in a database of the bench's own, written by one statement from generated facts. */
import { must, type Resource, withTx } from '@songhua/kernel';
import type { FhirStore } from '@songhua/records/fhir-store.ts';
import type pg from 'pg';
import { counties, openStore } from '../lists/open-store.ts';

/** Institutions that report, spread over the counties. */
const institutions = 600;

/**
 * $1 cards, evenly over the five years before $2: 36 diseases of which the first are frequent, one in twenty late, the newest ones still on
 * their way, and one in a thousand left unreviewed or unreported.
 */
const cards = `
  insert into reporting.card (id, state, version, source, name, number, sex, born, phone, disease, kind, onset, visited, diagnosed, class, sensitive,
         due, hours, reported, review_by, institution, report_county, home_county, town, created, author, classified_by, classified_id,
         classified_name, classified_at)
  select md5(n::text)::uuid, state, 1, 'hand', substr('王李张刘陈杨赵黄周吴', 1 + n % 10, 1) || substr('秀桂玉建国芳敏静丽强', 1 + (n / 10) % 10, 1) || n % 997,
         lpad((n % 100000000)::text, 18, '2'), case n % 2 when 0 then 'male' else 'female' end, date '1940-01-01' + (n % 30000), '139' || lpad((n % 100000000)::text, 8, '0'),
         'd' || (floor(power((n::bigint * 7919 % 1000) / 1000.0, 3) * 36))::int, 'clinical', (at - interval '2 days')::date, (at - interval '1 day')::date, at, 'B', n % 50 = 0,
         at + interval '24 hours', 24, case when state = 'draft' then null else at + case n % 20 when 0 then interval '30 hours' else interval '6 hours' end end,
         case when state = 'reported' then at + interval '30 hours' end, 'Organization/bench-' || house, county, case n % 5 when 0 then ($3::text[])[1 + n % 9] else county end,
         county || lpad((1 + n % 20)::text, 3, '0'), at, 'a', 'person', 'a', 'a', at
    from (select n, at, n % ${institutions} as house, ($3::text[])[1 + n % ${institutions} % 9] as county,
                 case when n % 1000 = 1 then 'draft' when n < $1 / 500 and n % 3 = 0 then 'reported' when n < $1 / 500 and n % 3 = 1 then 'checked' when n % 997 = 0 then 'reported'
                      when n % 211 = 0 then 'duplicate' else 'approved' end as state
            from (select n, $2::timestamptz - n * (interval '1826 days' / $1::float8) as at from generate_series(1, $1::int) as n) as days) as made`;

export interface Filled {
  readonly records: FhirStore;
  /** Seconds that writing the cards took. */
  readonly seconds: number;
}

export async function fill(pool: pg.Pool, count: number, now: Date): Promise<Filled> {
  const records = await openStore(pool, now);
  const houses = Array.from({ length: institutions }, (_, nth): Resource & { readonly id: string } => ({
    resourceType: 'Organization',
    id: `bench-${nth}`,
    name: `试验医院${nth}`,
  }));
  await withTx(pool, 'write', async (tx) => must(await records.load(tx, houses, now)));
  const begin = performance.now();
  await pool.query(cards, [count, now, counties]);
  const seconds = (performance.now() - begin) / 1000;
  await pool.query('vacuum analyze');
  return { records, seconds };
}
