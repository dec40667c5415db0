/** The 22 shapes of search, each with the SQL that a person would write by hand on the same tables for the same page. */
import { rounded } from '@songhua/engine-fhir/search/convert-quantity.ts';
import { fold } from '@songhua/engine-fhir/search/fold.ts';
import type { Ucum } from '@songhua/engine-fhir/search/types.ts';
import { termKey } from '@songhua/records/domain/index-rows.ts';
import { firstOfMinute, keyRange, lastOfMinute } from '@songhua/records/domain/keys.ts';
import type { FhirStore } from '@songhua/records/fhir-store.ts';
import type { LookedTerm } from '@songhua/records/search/searching.ts';
import { pick, type Sample, type Stored } from './sample.ts';

/** One search: the address, or address and form, and the values of the SQL. */
export interface Asked {
  readonly path: string;
  readonly form?: string;
  readonly values: readonly unknown[];
}

export interface Shape {
  readonly name: string;
  readonly sql: string;
  draw(sample: Sample): Asked;
}

const mask = 137_438_953_471;
const bodies = (page: string): string =>
  `select r.body from (${page}) p cross join lateral (select body from records.resource r where r.rid = p.v & ${mask} limit 1) r order by p.v desc`;
const list = (where: string): string => `select p.v from records.posting p where ${where} order by p.v desc limit 20`;
const has = (key: string, v: string): string =>
  `exists (select from records.posting b where b.key = ${key} and b.v = ${v} offset 0)`;
const token = (system = '', code = ''): string => encodeURIComponent(`${system}|${code}`);
const coding = ({ body }: Stored): { system?: string; code?: string } => body.code?.coding?.[0] ?? {};
const year = 31_557_600_000;
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
const familyOf = ({ body }: Stored): string => (Array.isArray(body.name) ? (body.name[0]?.family ?? '') : '');
const dateOf = ({ body }: Stored): number => Date.parse(body.effectiveDateTime ?? body.period?.start ?? '2015-01-01');
const behind = (text: string): string => `${text}\u{10ffff}`;
/** A day in the city's time zone, as the store reads a date without one. */
const dayAt = (text: string): number => Date.parse(`${text}T00:00:00+08:00`);

export function shapesOf(store: FhirStore, terms: readonly LookedTerm[], ucum: Ucum): Shape[] {
  /** A parameter may be stored as another one of the type: `patient` as `subject`. */
  const number = (type: string, parameter: string): number => {
    const [stored = parameter] = store.catalogue.types.get(type)?.get(parameter)?.storedAs ?? [];
    return store.writing.index(type).number(stored);
  };
  const first = (type: string, parameter: string): bigint => keyRange(number(type, parameter))[0];
  const everyOne = (type: string): bigint => store.writing.index(type).everyOne;
  const term = (type: string, parameter: string, system = '', code = ''): string =>
    String(termKey(number(type, parameter), system, code));
  const link = (type: string, parameter: string, rid: string): string => String(first(type, parameter) | BigInt(rid));
  const observed = (one: Stored): string => term('Observation', 'code', coding(one).system, coding(one).code);
  const inMinutes = (from: number, to: number): string[] => [String(firstOfMinute(from)), String(lastOfMinute(to))];
  const amounts = bodies(
    `select distinct a.v from unnest($1::bigint[], $2::float8[]) k(key, bound) join records.amount a on a.key = k.key and a.hi > k.bound order by v desc limit 20`,
  );
  /** Keys of a pair's code with this unit, and the bound that a value is for each. */
  const pairKeys = ({ valueQuantity }: Stored['body'], { system, code }: { system?: string; code?: string }, bound: number) => {
    const keys = terms
      .filter((one) => one.key >> 48n === BigInt(number('Observation', 'code-value-quantity')))
      .filter(({ more, ...one }) => one.system === system && one.code === code && more.split('\u001f')[1] === valueQuantity?.code)
      .map(({ key }) => String(key));
    return [keys, keys.map(() => bound)];
  };
  /** Keys of all units of this one's dimension, and the bound that a value is in each. */
  const unitKeys = ({ valueQuantity }: Stored['body'], bound: number) => {
    const scale = ucum.canonical(valueQuantity?.code ?? '');
    const units = terms
      .filter((one) => one.key >> 48n === BigInt(number('Observation', 'value-quantity')))
      .map(({ key, more }) => ({ key, unit: more.split('\u001f')[1] ?? '' }))
      .map(({ key, unit }) => ({ key, unit, scale: ucum.canonical(unit) }))
      .filter((one) => scale && one.scale?.code === scale.code);
    const inUnit = ({ unit, scale: of }: (typeof units)[number]): number =>
      scale && of && unit !== valueQuantity?.code
        ? rounded((bound * scale.factor + scale.offset - of.offset) / of.factor)
        : bound;
    return [units.map(({ key }) => String(key)), units.map(inUnit)];
  };
  const count = '_count=20';
  return [
    {
      name: 'by code',
      sql: bodies(list('p.key = $1')),
      draw: (s) => {
        const one = pick(s, s.observations);
        const { system, code } = coding(one);
        return { path: `Observation?code=${token(system, code)}&${count}`, values: [observed(one)] };
      },
    },
    {
      name: 'by name',
      sql: bodies(
        'select distinct w.v from records.word w where w.parameter = $1 and w.folded >= $2 and w.folded < $3 order by v desc limit 20',
      ),
      draw: (s) => {
        const name = familyOf(pick(s, s.patients)).slice(0, 4);
        const folded = fold(name);
        return {
          path: `Patient?name=${encodeURIComponent(name)}&${count}`,
          values: [number('Patient', 'name'), folded, behind(folded)],
        };
      },
    },
    {
      name: 'by date prefix',
      sql: bodies(
        list(
          `p.key = $1 and p.v >= $2 and exists (select from records.resource d where d.rid = p.v & ${mask} and d.lo >= $3 offset 0)`,
        ),
      ),
      draw: (s) => {
        const from = day(dateOf(pick(s, s.observations)));
        const at = dayAt(from);
        return {
          path: `Observation?date=ge${from}&${count}`,
          values: [String(everyOne('Observation')), String(firstOfMinute(at - 86_400_000)), at],
        };
      },
    },
    {
      name: 'gender + family',
      sql: bodies(
        `select distinct w.v from records.word w where w.parameter = $1 and w.folded >= $2 and w.folded < $3 and ${has('$4', 'w.v')} order by v desc limit 20`,
      ),
      draw: (s) => {
        const one = pick(s, s.patients);
        const family = familyOf(one);
        const folded = fold(family);
        return {
          path: `Patient?gender=${one.body.gender}&family=${encodeURIComponent(family)}&${count}`,
          values: [number('Patient', 'family'), folded, behind(folded), term('Patient', 'gender', '', one.body.gender)],
        };
      },
    },
    {
      name: 'by patient',
      sql: bodies(list('p.key = $1')),
      draw: (s) => {
        const one = pick(s, s.patients);
        return { path: `Observation?patient=${one.id}&${count}`, values: [link('Observation', 'patient', one.rid)] };
      },
    },
    {
      name: 'by encounter',
      sql: bodies(list('p.key = $1')),
      draw: (s) => {
        const one = pick(s, s.encounters);
        return { path: `Observation?encounter=${one.id}&${count}`, values: [link('Observation', 'encounter', one.rid)] };
      },
    },
    {
      name: 'by participant',
      sql: bodies(list('p.key = $1')),
      draw: (s) => {
        const who = pick(s, s.encounters).body.participant?.[0]?.individual?.reference ?? 'Practitioner/none';
        return { path: `Encounter?participant=${who}&${count}`, values: [link('Encounter', 'participant', s.rid(who))] };
      },
    },
    {
      name: 'composite value',
      sql: amounts,
      draw: (s) => {
        const one = pick(s, s.measured);
        const { system, code } = coding(one);
        const { value = 0, code: unit } = one.body.valueQuantity ?? {};
        return {
          path: `Observation?code-value-quantity=${encodeURIComponent(`${system}|${code}$gt${value}||${unit}`)}&${count}`,
          values: pairKeys(one.body, coding(one), value),
        };
      },
    },
    {
      name: 'chained',
      sql: bodies(
        `select o.v from (select distinct w.v & ${mask} as rid from records.word w where w.parameter = $1 and w.folded >= $2 and w.folded < $3) w
           cross join lateral (select p.v from records.posting p where p.key = $4::bigint | w.rid order by p.v desc limit 20) o order by o.v desc limit 20`,
      ),
      draw: (s) => {
        const family = familyOf(pick(s, s.patients));
        const folded = fold(family);
        return {
          path: `Condition?patient.family=${encodeURIComponent(family)}&${count}`,
          values: [number('Patient', 'family'), folded, behind(folded), String(first('Condition', 'patient'))],
        };
      },
    },
    {
      name: '_has',
      sql: bodies(
        list(
          `p.key = $1 and exists (select from records.posting o where o.key = $2::bigint | (p.v & ${mask}) and ${has('$3', 'o.v')} offset 0)`,
        ),
      ),
      draw: (s) => {
        const one = pick(s, s.observations);
        const { system, code } = coding(one);
        return {
          path: `Patient?_has:Observation:patient:code=${token(system, code)}&${count}`,
          values: [String(everyOne('Patient')), String(first('Observation', 'patient')), observed(one)],
        };
      },
    },
    {
      name: '_include',
      sql: `with page as materialized (select r.rid, r.v, r.links, r.body from (${list('p.key = $1')}) p cross join lateral (select * from records.resource r where r.rid = p.v & ${mask} limit 1) r)
        select body from page union all select r.body from (select distinct l & 281474976710655 as rid from page cross join unnest(page.links) l where l >> 48 = $2) i
        cross join lateral (select body from records.resource r where r.rid = i.rid limit 1) r`,
      draw: (s) => {
        const one = pick(s, s.observations);
        const { system, code } = coding(one);
        return {
          path: `Observation?code=${token(system, code)}&_include=Observation:subject&${count}`,
          values: [observed(one), number('Observation', 'subject')],
        };
      },
    },
    {
      name: '_revinclude',
      sql: `select r.body from records.resource r where r.rid = $1 union all select r.body from records.posting p
        cross join lateral (select body from records.resource r where r.rid = p.v & ${mask} limit 1) r where p.key = $2`,
      draw: (s) => {
        const one = pick(s, s.encounters);
        return {
          path: `Encounter?_id=${one.id}&_revinclude=Observation:encounter&${count}`,
          values: [one.rid, link('Observation', 'encounter', one.rid)],
        };
      },
    },
    {
      name: 'sorted by date',
      sql: bodies(list('p.key = $1')).replaceAll('desc', 'asc'),
      draw: (s) => {
        const one = pick(s, s.observations);
        const { system, code } = coding(one);
        return { path: `Observation?code=${token(system, code)}&_sort=date&${count}`, values: [observed(one)] };
      },
    },
    {
      name: 'identifier',
      sql: bodies(list('p.key = $1')),
      draw: (s) => {
        const { system, value } = pick(s, s.patients).body.identifier?.[0] ?? {};
        return {
          path: `Patient?identifier=${token(system, value)}&${count}`,
          values: [term('Patient', 'identifier', system, value)],
        };
      },
    },
    {
      name: 'status + category',
      sql: bodies(list(`p.key = $1 and ${has('$2', 'p.v')}`)),
      draw: (s) => {
        const one = pick(s, s.observations);
        const { system, code } = one.body.category?.[0]?.coding?.[0] ?? {};
        return {
          path: `Observation?status=${one.body.status}&category=${token(system, code)}&${count}`,
          values: [term('Observation', 'category', system, code), term('Observation', 'status', '', one.body.status)],
        };
      },
    },
    {
      name: 'patient + code',
      sql: bodies(list(`p.key = $1 and ${has('$2', 'p.v')}`)),
      draw: (s) => {
        const one = pick(s, s.observations);
        const { system, code } = coding(one);
        const patient = one.body.subject?.reference ?? '';
        return {
          path: `Observation?patient=${patient.slice(8)}&code=${token(system, code)}&${count}`,
          values: [link('Observation', 'patient', s.rid(patient)), observed(one)],
        };
      },
    },
    {
      name: 'patient + code + date',
      sql: bodies(
        list(
          `p.key = $1 and p.v >= $3 and ${has('$2', 'p.v')} and exists (select from records.resource d where d.rid = p.v & ${mask} and d.lo >= $4 offset 0)`,
        ),
      ),
      draw: (s) => {
        const one = pick(s, s.observations);
        const { system, code } = coding(one);
        const patient = one.body.subject?.reference ?? '';
        const from = day(dateOf(one) - year);
        return {
          path: `Observation?patient=${patient.slice(8)}&code=${token(system, code)}&date=ge${from}&${count}`,
          values: [
            link('Observation', 'patient', s.rid(patient)),
            observed(one),
            String(firstOfMinute(dayAt(from) - 86_400_000)),
            dayAt(from),
          ],
        };
      },
    },
    {
      name: 'date range',
      // A period that began before and goes on is meant as well: one of up to a day lies just before the bound, a longer one is a moment.
      sql: bodies(
        `select v from ((${list(
          `p.key = $1 and p.v >= $2 and p.v <= $5 and exists (select from records.resource d where d.rid = p.v & ${mask} and (d.hi > $6 or d.lo >= $3) and d.lo < $4 offset 0)`,
        )}) union select m.v from records.moment m where m.parameter = $7 and m.lo < $3 and m.hi > $6) p order by v desc limit 20`,
      ),
      draw: (s) => {
        const at = dateOf(pick(s, s.encounters));
        const [from, to] = [day(at), day(at + year / 12)];
        const [low, high] = inMinutes(dayAt(from) - 86_400_000, dayAt(to));
        return {
          path: `Encounter?date=ge${from}&date=lt${to}&${count}`,
          values: [
            String(everyOne('Encounter')),
            low,
            dayAt(from),
            dayAt(to),
            high,
            dayAt(from) + 86_400_000,
            number('Encounter', 'date'),
          ],
        };
      },
    },
    {
      name: 'value-quantity',
      sql: amounts,
      draw: (s) => {
        const one = pick(s, s.measured);
        const { value = 0, code: unit, system } = one.body.valueQuantity ?? {};
        return {
          path: `Observation?value-quantity=${encodeURIComponent(`gt${(value * 1.2).toFixed(1)}|${system}|${unit}`)}&${count}`,
          values: unitKeys(one.body, Number((value * 1.2).toFixed(1))),
        };
      },
    },
    {
      name: 'one of 1,000 encounters',
      sql: bodies(
        `select p.v from unnest($1::bigint[]) k(key) cross join lateral (select p.v from records.posting p where p.key = k.key order by p.v desc limit 20) p order by p.v desc limit 20`,
      ),
      draw: (s) => {
        const start = s.random.below(Math.max(1, s.encounters.length - 1_000));
        const some = s.encounters.slice(start, start + 1_000);
        return {
          path: 'Observation/_search',
          form: `encounter=${some.map(({ id }) => id).join('%2C')}&${count}`,
          values: [`{${some.map(({ rid }) => link('Observation', 'encounter', rid)).join(',')}}`],
        };
      },
    },
    {
      name: 'chain of three links',
      sql: bodies(
        `select distinct d.v from (select distinct w.v & ${mask} as rid from records.word w where w.parameter = $1 and w.folded >= $2 and w.folded < $3) w
           cross join lateral (select p.v & ${mask} as rid from records.posting p where p.key = $4::bigint | w.rid order by p.v desc limit 1000000) e
           cross join lateral (select p.v & ${mask} as rid from records.posting p where p.key = $5::bigint | e.rid order by p.v desc limit 1000000) o
           cross join lateral (select p.v from records.posting p where p.key = $6::bigint | o.rid order by p.v desc limit 1000000) d order by v desc limit 20`,
      ),
      draw: (s) => {
        const family = familyOf(pick(s, s.patients));
        const folded = fold(family);
        return {
          path: `DiagnosticReport?result.encounter.patient.family=${encodeURIComponent(family)}&${count}`,
          values: [
            number('Patient', 'family'),
            folded,
            behind(folded),
            String(first('Encounter', 'patient')),
            String(first('Observation', 'encounter')),
            String(first('DiagnosticReport', 'result')),
          ],
        };
      },
    },
    {
      name: '20 ids',
      sql: `select r.body from unnest($2::text[]) a(id) cross join lateral (select rid from records.name n where n.type = $1 and n.id = a.id limit 1) n
        cross join lateral (select body, v from records.resource r where r.rid = n.rid limit 1) r order by r.v desc`,
      draw: (s) => {
        const some = Array.from({ length: 20 }, () => pick(s, s.encounters).id);
        return {
          path: `Encounter?_id=${some.join(',')}&${count}`,
          values: [store.writing.index('Encounter').code, [...new Set(some)]],
        };
      },
    },
  ];
}

/** Sums and conjunctions of large lists, reported apart. */
export function totalShapes(store: FhirStore): Shape[] {
  const number = (parameter: string): number => store.writing.index('Observation').number(parameter);
  const category = 'http://terminology.hl7.org/CodeSystem/observation-category';
  const key = (parameter: string, system: string, code: string): string => String(termKey(number(parameter), system, code));
  const loinc = 'http://loinc.org';
  const laboratory = key('category', category, 'laboratory');
  const [height, weight] = [key('code', loinc, '8302-2'), key('code', loinc, '29463-7')];
  const sum = 'select count(*)::text as body from records.posting p where p.key = $1';
  const both = bodies(list(`p.key = $1 and ${has('$2', 'p.v')}`));
  return [
    {
      name: 'exact total of 2 %',
      sql: sum,
      draw: () => ({ path: `Observation?code=${token(loinc, '8302-2')}&_summary=count`, values: [height] }),
    },
    {
      name: 'exact total of a third',
      sql: sum,
      draw: () => ({ path: `Observation?category=${token(category, 'laboratory')}&_summary=count`, values: [laboratory] }),
    },
    {
      name: 'AND, disjoint (2 % and 2 %)',
      sql: both,
      draw: () => ({
        path: `Observation?code=${token(loinc, '8302-2')}&code=${token(loinc, '29463-7')}&_count=20`,
        values: [height, weight],
      }),
    },
    {
      name: 'AND, disjoint (a third and 2 %)',
      sql: both,
      draw: () => ({
        path: `Observation?code=${token(loinc, '8302-2')}&category=${token(category, 'laboratory')}&_count=20`,
        values: [height, laboratory],
      }),
    },
  ];
}
