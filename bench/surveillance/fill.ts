/** Six years of a city in a database of the bench's own: reported cases, counts that sentinels sent, and what records said, 50 subjects in 9 counties and 153 towns. */
import type pg from 'pg';

export interface Place {
  /** Of an institution in it. */
  readonly id: string;
  readonly area: string;
  readonly town: string;
}

/** Towns with an institution, spread over the counties. */
export async function townsOf(pool: pg.Pool, most: number): Promise<Place[]> {
  const { rows } = await pool.query<Place>(
    `select id, area, town from (
       select distinct on (area, town) id, area, town, row_number() over (partition by area order by town, id) as n
         from registry.listed where town is not null order by area, town, id) t order by n, area limit $1`,
    [most],
  );
  return rows;
}

const syndromes = ['fever', 'ili', 'sari', 'diarrhoea', 'vomiting', 'rash', 'haemorrhagic', 'neurological', 'jaundice', 'eyes'];
export const subjects = {
  syndromes: syndromes.map((one) => `syn-${one}`),
  diseases: Array.from({ length: 40 }, (_, at) => `bench-${at}`),
} as const;

/** A number from 0 to 1 that hangs on n alone. */
const chance = (salt: number): string => `(('x' || substr(md5(n::text || '/${salt}'), 1, 7))::bit(28)::int / 268435456.0)`;

const cards = `
  insert into reporting.card (id, state, version, source, name, number, sex, born, phone, disease, kind, onset, visited, diagnosed, class, sensitive,
         due, hours, reported, review_by, institution, report_county, home_county, town, created, author, classified_by, classified_id,
         classified_name, classified_at)
  select md5('card' || n)::uuid, 'approved', 1, 'hand', '王' || n % 997, lpad((n % 100000000)::text, 18, '2'), 'male', date '1980-01-01',
         '139' || lpad((n % 100000000)::text, 8, '0'), ($4::text[])[1 + floor(${chance(1)} * 40)], 'clinical', at::date - 2, at::date - 1, at, 'B', false,
         at + interval '24 hours', 24, at + interval '6 hours', null, 'Organization/' || ($5::text[])[place], ($6::text[])[place], ($6::text[])[place],
         ($7::text[])[place], at, 'a', 'person', 'a', 'a', at
    from (select n, $2::timestamptz - ${chance(2)} * interval '2196 days' as at, 1 + floor(${chance(3)} * $3)::int as place
            from generate_series(1, $1::int) as n) as made`;

const counts = `
  insert into surveillance.count (day, area, town, channel, subject, source, count, first_at, at)
  select $1::date - d, a.area, a.town, 'syndromes', s.subject, 'bench', floor(12 * ('x' || substr(md5(d || a.town || s.subject), 1, 4))::bit(16)::int / 65536.0),
         now(), now()
    from unnest($2::text[], $3::text[]) as a (area, town), unnest($4::text[]) as s (subject), generate_series(0, 2195) as d`;

/** Two rows in three of a visit of their own, the third of the visit before. */
const seen = `
  insert into surveillance.seen (resource, subject, channel, day, encounter, organization, rules)
  select 'Condition/seen-' || n, ($4::text[])[1 + floor(${chance(4)} * 10)], 'syndromes', $2::date - floor(${chance(5)} * 2196)::int,
         'Encounter/seen-' || n - n % 3 / 2, 'Organization/' || ($5::text[])[1 + floor(${chance(6)} * $3)::int], 'bench'
    from generate_series(1, $1::int) as n`;

export interface Size {
  readonly cases: number;
  readonly seen: number;
}

export async function fill(pool: pg.Pool, places: readonly Place[], day: string, { cases, seen: many }: Size): Promise<void> {
  const ids = places.map(({ id }) => id);
  const [areas, towns] = [places.map(({ area }) => area), places.map(({ town }) => town)];
  await pool.query(cards, [cases, `${day}T15:00:00Z`, places.length, subjects.diseases, ids, areas, towns]);
  await pool.query(counts, [day, areas, towns, subjects.syndromes]);
  await pool.query(seen, [many, day, places.length, subjects.syndromes, ids]);
  await pool.query('vacuum analyze');
}

/** What records said on a day of visits that are in the store and say where they took place. */
export const seeVisits = async (pool: pg.Pool, day: string, from: number, many: number): Promise<void> => {
  await pool.query(
    `insert into surveillance.seen (resource, subject, channel, day, encounter, organization, rules)
     select 'Condition/new-' || n, ($4::text[])[1 + n % 10], 'syndromes', $1::date, 'Encounter/visit-' || n, null, 'bench'
       from generate_series($2::int, $2::int + $3::int - 1) as n on conflict (resource, subject) do update set organization = null`,
    [day, from, many, subjects.syndromes],
  );
};

/** A case of every disease in every town on this day: every series has one on its last day and in its last week, which is the most there can be to judge. */
export const seeEverywhere = async (pool: pg.Pool, day: string, places: readonly Place[]): Promise<void> => {
  await pool.query(
    `insert into surveillance.count (day, area, town, channel, subject, source, count, first_at, at)
     select $1::date, a.area, a.town, 'case-reports', s.subject, 'bench', 1, now(), now()
       from unnest($2::text[], $3::text[]) as a (area, town), unnest($4::text[]) as s (subject) on conflict do nothing`,
    [day, places.map(({ area }) => area), places.map(({ town }) => town), subjects.diseases],
  );
};

/** Sixty nights before a day said what this one said: what a night is held against after two months. */
export async function repeatNights(pool: pg.Pool, day: string): Promise<void> {
  await pool.query(
    `insert into surveillance.night select day - d, at, ms, series, judgements, alarms, signals, warnings, thresholds, settings
       from surveillance.night, generate_series(1, 59) as d where day = $1 on conflict do nothing`,
    [day],
  );
  await pool.query(
    `insert into surveillance.judged select day - d, channel, method, p from surveillance.judged, generate_series(1, 59) as d where day = $1
     on conflict do nothing`,
    [day],
  );
}
