/** Search shapes in SQL, for postings and for key arrays; each asks with other values every time. */
import type pg from 'pg';
import type { Design } from './designs.ts';
import { paramOf } from './entries.ts';
import { hash48, keyText, pairInSql, pairKey, ridKey, valueFrom } from './keys.ts';
import { createRandom, type Random } from './random.ts';

export interface Shape {
  readonly name: string;
  readonly text: string;
  values(random: Random): readonly (string | number)[];
  /** A further question that rests on the rows of the first. */
  readonly second?: { readonly text: string; values(rows: readonly (readonly string[])[]): readonly unknown[] };
}

const loinc = 'http://loinc.org';
const token = (type: string, param: string, system: string, code: string): string =>
  keyText(paramOf(type, param), hash48(system, code));
const observed = (code: string): string => token('Observation', 'code', loinc, code);
const laboratory = token('Observation', 'category', 'http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory');
const everything = (type: string): string => keyText(paramOf(type, 'all'), { high: 0, low: 0 });
const common = '718-7';
const other = '32207-3';
const disjoint = '72514-3';

/** The address in a posting: the sequence from v, the place beside it. */
const rid = (p: string): string => `((${p}.v & 137438953471) << 10 | ${p}.place)`;
const bodies = (page: string): string =>
  `select r.body from (${page}) p cross join lateral (select body from resource where rid = ${rid('p')} limit 1) r order by p.v desc`;

interface Sample {
  readonly rid: number;
  readonly id: string;
}

const subject = (patient: Sample): string => keyText(paramOf('Observation', 'subject'), ridKey(patient.rid));
const pair = ({ rid: address }: Sample, code: string): string =>
  keyText(paramOf('Observation', 'patient-code'), pairKey(address, hash48(loinc, code)));

/** People of the loaded city, evenly drawn. */
export async function samplePatients(client: pg.Client, design: Design): Promise<Sample[]> {
  const { rows } = await client.query<{ rid: string; id: string }>(
    `select rid, id from ${design.schema}.name where type = 1 and id < '1' order by id limit 2000`,
  );
  return rows.map(({ rid: address, id }) => ({ rid: Number(address), id }));
}

const prefixes = 'wang li zha liu che yang zhao hua zho wu xu sun hu'.split(' ');
const givens = 'weimin ningli tao mei yan jun haiying guoqiang'.split(' ');
const yearFrom = (random: Random): number => Date.UTC(2005 + random.below(10), random.below(12), 1);
const month = 30 * 86_400_000;

/**
 * Walks the first list in date order and probes the second. Without the OFFSET the planner turns EXISTS into a join, and a
 * generic plan then merges or hashes whole lists.
 */
const intersect = (barrier: string): string => `select a.v, a.place from posting a where a.key = $1
  and exists (select from posting b where b.key = $2 and b.v = a.v ${barrier}) order by a.v desc limit 20`;

export function postingShapes(patients: readonly Sample[]): Shape[] {
  const one = (random: Random): Sample => patients[random.below(patients.length)] as Sample;
  const page = (where: string): string => bodies(`select v, place from posting where ${where} order by v desc limit 20`);
  const both = bodies(intersect('offset 0'));
  const observations = paramOf('Observation', 'subject');
  return [
    { name: 'token 1 %', text: page('key = $1'), values: () => [observed(common)] },
    {
      name: 'token 1 %, page 500',
      text: page('key = $1 and v < $2'),
      values: (random) => [observed(common), valueFrom(yearFrom(random))],
    },
    { name: 'token 34 %', text: page('key = $1'), values: () => [laboratory] },
    {
      name: 'patient + code + date (pair key)',
      text: page('key = $1 and v >= $2'),
      values: (random) => [pair(one(random), '8302-2'), valueFrom(yearFrom(random))],
    },
    {
      name: 'patient + code (AND of two lists)',
      text: both,
      values: (random) => [subject(one(random)), observed('8302-2')],
    },
    { name: 'patient by date', text: page('key = $1'), values: (random) => [subject(one(random))] },
    {
      name: 'date range, newest first',
      text: page('key = $1 and v >= $2 and v < $3'),
      values: (random) => {
        const from = yearFrom(random);
        return [everything('Observation'), valueFrom(from), valueFrom(from + month)];
      },
    },
    { name: 'AND, joint (34 % and 1 %)', text: both, values: () => [observed(common), laboratory] },
    {
      name: 'the same, EXISTS left to the planner',
      text: bodies(intersect('')),
      values: () => [observed(common), laboratory],
    },
    { name: 'AND, disjoint (1 % and 1 %)', text: both, values: () => [observed(common), observed(other)] },
    { name: 'AND, disjoint (34 % and 3 %)', text: both, values: () => [observed(disjoint), laboratory] },
    {
      name: 'name prefix',
      text: `select r.body from (select text, rid from word where param = ${paramOf('Patient', 'family')} and text >= $1 and text < $2 order by text, rid limit 20) w
        cross join lateral (select body from resource where rid = w.rid limit 1) r order by w.text, w.rid`,
      values: (random) => {
        const prefix = prefixes[random.below(prefixes.length)] as string;
        return [prefix, `${prefix}\u{10ffff}`];
      },
    },
    {
      name: 'chained: patient.name=…, newest first',
      text: bodies(`select o.v, o.place from (select distinct rid from (select rid from word where param = ${paramOf('Patient', 'given')} and text = $1 limit 1000) x) w
        cross join lateral (select v, place from posting where key = (${observations}::int8 << 48) | w.rid order by v desc limit 20) o order by o.v desc limit 20`),
      values: (random) => [givens[random.below(givens.length)] as string],
    },
    {
      name: '_has: patients with a code (pair key)',
      text: bodies(`select p.v, p.place from posting p where p.key = $1 and exists (select from posting o
        where o.key = ${pairInSql(paramOf('Observation', 'patient-code'), '(p.v & 137438953471)', '$2::int8')} offset 0) order by p.v desc limit 20`),
      values: () => [everything('Patient'), hash48(loinc, common).low],
    },
    {
      name: '_include subject (two questions)',
      text: page('key = $1 and v < $2'),
      values: (random) => [observed(common), valueFrom(yearFrom(random))],
      second: {
        text: `select r.body from unnest($1::text[]) as asked(id) cross join lateral (select rid from name where type = 1 and name.id = asked.id limit 1) n
          cross join lateral (select body from resource where rid = n.rid limit 1) r`,
        values: (rows) => [[...new Set(rows.map(([body]) => /"subject":\{"reference":"Patient\/([^"]*)/.exec(body ?? '')?.[1]))]],
      },
    },
    {
      name: '_include subject (from the body)',
      text: `with page as materialized (${bodies('select v, place from posting where key = $1 and v < $2 order by v desc limit 20')})
        select body from page union all (select r.body from (select distinct substring(body from '"subject":\\{"reference":"Patient/([^"]*)"') as id from page) i
        cross join lateral (select rid from name where type = 1 and id = i.id limit 1) n cross join lateral (select body from resource where rid = n.rid limit 1) r)`,
      values: (random) => [observed(common), valueFrom(yearFrom(random))],
    },
    { name: 'exact count of 1 %', text: 'select count(*) as body from posting where key = $1', values: () => [observed(common)] },
    { name: 'exact count of 34 %', text: 'select count(*) as body from posting where key = $1', values: () => [laboratory] },
  ];
}

export function arrayShapes(patients: readonly Sample[]): Shape[] {
  const one = (random: Random): Sample => patients[random.below(patients.length)] as Sample;
  const page = (where: string): string => `select body from resource where ${where} order by date desc, rid desc limit 20`;
  const has = (n: number): string => `keys @> array[${Array.from({ length: n }, (_, i) => `$${i + 1}::int8`).join(', ')}]`;
  return [
    { name: 'token 1 %', text: page(has(1)), values: () => [observed(common)] },
    { name: 'token 34 %', text: page(has(1)), values: () => [laboratory] },
    {
      name: 'patient + code + date (pair key)',
      text: page(`${has(1)} and date >= $2`),
      values: (random) => [pair(one(random), '8302-2'), yearFrom(random)],
    },
    {
      name: 'patient + code (AND of two lists)',
      text: page(has(2)),
      values: (random) => [subject(one(random)), observed('8302-2')],
    },
    { name: 'patient by date', text: page(has(1)), values: (random) => [subject(one(random))] },
    { name: 'AND, joint (34 % and 1 %)', text: page(has(2)), values: () => [observed(common), laboratory] },
    { name: 'AND, disjoint (1 % and 1 %)', text: page(has(2)), values: () => [observed(common), observed(other)] },
    { name: 'AND, disjoint (34 % and 3 %)', text: page(has(2)), values: () => [observed(disjoint), laboratory] },
    {
      name: 'exact count of 1 %',
      text: `select count(*) as body from resource where ${has(1)}`,
      values: () => [observed(common)],
    },
    { name: 'exact count of 34 %', text: `select count(*) as body from resource where ${has(1)}`, values: () => [laboratory] },
  ];
}

export const seededValues = (): Random => createRandom(11);
