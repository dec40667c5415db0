/** Investigations of all sizes in a database of the bench's own, written by statements from generated facts. */
import { performance } from 'node:perf_hooks';
import type { FhirStore } from '@songhua/records/fhir-store.ts';
import type pg from 'pg';
import { counties, openStore } from '../lists/open-store.ts';

/** The investigations that are asked about, by what they are; the ids of all are made from their number. */
export const asked = { large: 1, middle: 2, chains: 3, small: 100 } as const;

export const investigationId = (nth: number): string => `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;

/** How many cases investigation `nth` has when there are a million in all: 300,000, ten of 30,000, one of 5,000, and many small ones. */
const sizes = `
  create temporary table size as
    select nth, cases, sum(cases) over (order by nth) - cases as before from (
      select 1 as nth, $1::int * 3 / 10 as cases
      union all select 2, $1::int * 3 / 100
      union all select 3, least(5000, $1::int / 10)
      union all select 3 + n, $1::int * 3 / 100 from generate_series(1, 9) n
      union all select 99 + n, 100 from generate_series(1, $1::int * 395 / 100000) n) as all_sizes`;

const idOf = (nth: string): string => `('00000000-0000-4000-8000-' || lpad((${nth})::text, 12, '0'))::uuid`;
const caseOf = (nth: string, of: string): string => `md5('case ' || ${nth} || ' ' || ${of})::uuid`;

const outbreaks = `
  insert into investigation.outbreak (id, title, disease, event, area, shared, state, follow_days, incubation_least, incubation_most, last_serial,
         opened_at, opened_by, version)
  select ${idOf('nth')}, 'Outbreak ' || nth, 'd' || nth % 36, null, ($2::text[])[1 + nth % 9], '{}', case when nth % 3 = 0 and nth > 99 then 'closed' else 'open' end,
         14, 1, 14, cases, $1::timestamptz - nth * interval '3 hours', 'a', 1 from size`;

/** Cases over 120 days, the names of a few thousand, in twenty towns of the county. */
const people = `
  insert into investigation.person (investigation, id, serial, name, number, sex, born, phone, county, town, onset, reported, outcome, classification,
         classified_kind, classified_by, classified_at, created, author, version)
  select ${idOf('nth')}, ${caseOf('nth', 'n')}, n, substr('王李张刘陈杨赵黄周吴', 1 + n % 10, 1) || substr('秀桂玉建国芳敏静丽强', 1 + (n / 10) % 10, 1) || n % 997,
         lpad(((before + n) % 100000000)::text, 18, '2'), case n % 2 when 0 then 'male' else 'female' end, date '1940-01-01' + n % 30000,
         '139' || lpad(((before + n) % 100000000)::text, 8, '0'), ($2::text[])[1 + nth % 9], ($2::text[])[1 + nth % 9] || lpad((1 + n % 20)::text, 3, '0'),
         case when n % 50 = 0 then null else day end, day + 2, (array['ill', 'recovered', 'recovered', 'died', 'unknown'])[1 + n % 5],
         (array['suspected', 'clinical', 'confirmed', 'confirmed', 'excluded'])[1 + n % 5], 'person', 'a', $1, $1, 'a', 1
    from size, generate_series(1, cases) n, lateral (select ($1::timestamptz - (120 - n * 120.0 / cases) * interval '1 day')::date as day) as days`;

/** Three contacts of each case; one in ten became the case that follows from it. */
const contacts = `
  insert into investigation.contact (investigation, id, source, kind, name, number, sex, phone, town, last_exposure, begins, until, next_due, worker,
         worker_name, state, symptoms, as_case, created, author, version)
  select ${idOf('nth')}, md5('contact ' || nth || ' ' || n || ' ' || k)::uuid, ${caseOf('nth', 'n')}, (array['household', 'work', 'social'])[k],
         substr('孙马朱胡郭何高林罗郑', 1 + (n + k) % 10, 1) || substr('秀桂玉建国芳敏静丽强', 1 + (n / 10) % 10, 1) || n % 991, lpad((before * 3 + n * 3 + k)::text, 18, '3'),
         'female', '138' || lpad(((before * 3 + n * 3 + k) % 100000000)::text, 8, '0'), ($2::text[])[1 + nth % 9] || lpad((1 + n % 20)::text, 3, '0'), day, day + 1, day + 14,
         least(day + 1 + n % 15, day + 15), 'worker-' || (nth * 31 + n) % 2000, 'W', case when k = 1 and n % 3 = 0 and n * 3 <= cases then 'case' when day + 14 < $1::date then 'finished' when n % 97 = 0 then 'lost' else 'following' end,
         n % 40 = 0, case when k = 1 and n % 3 = 0 and n * 3 <= cases then ${caseOf('nth', '(n * 3)')} end, $1, 'a', 1
    from size, generate_series(1, cases) n, generate_series(1, 3) k,
         lateral (select ($1::timestamptz - (120 - n * 120.0 / cases) * interval '1 day')::date as day) as days`;

/** A tenth of the contacts was seen on five days. */
const visits = `
  insert into investigation.visit (investigation, contact, id, day, outcome, temperature, symptoms, entered, arrived, by_id, by_name)
  select c.investigation, c.id, md5(c.id || ' ' || d)::uuid, c.begins + d, 'seen', 36.6, '{}', $1, $1, 'worker-1', 'W'
    from investigation.contact c, generate_series(0, 4) d where c.kind = 'household' and substr(c.id::text, 1, 1) in ('0', '1', '2', '3', '4')`;

/** Each case was infected by the one at a third of its number: said by a person for two of three. */
const pairs = `
  insert into investigation.pair (investigation, infector, infectee, said_by, said_at)
  select ${idOf('nth')}, ${caseOf('nth', '(n / 3)')}, ${caseOf('nth', 'n')}, 'a', $1 from size, generate_series(3, cases) n where n % 3 <> 0`;

export interface Filled {
  readonly records: FhirStore;
  readonly cases: number;
  readonly contacts: number;
  /** Seconds that writing took. */
  readonly seconds: number;
}

export async function fill(pool: pg.Pool, cases: number, now: Date): Promise<Filled> {
  const records = await openStore(pool, now);
  const begin = performance.now();
  const client = await pool.connect();
  await client.query(sizes, [cases]);
  for (const statement of [outbreaks, people, contacts]) await client.query(statement, [now, counties]);
  for (const statement of [visits, pairs]) await client.query(statement, [now]);
  client.release();
  const seconds = (performance.now() - begin) / 1000;
  await pool.query('vacuum analyze');
  const { rows } = await pool.query<{ cases: number; contacts: number }>(
    'select (select count(*)::int from investigation.person) as cases, (select count(*)::int from investigation.contact) as contacts',
  );
  return { records, cases: rows[0]?.cases ?? 0, contacts: rows[0]?.contacts ?? 0, seconds };
}
