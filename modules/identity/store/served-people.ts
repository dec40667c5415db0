import { personKeys } from '@songhua/engine-linkage/person/person-keys.ts';
import { foldName } from '@songhua/engine-linkage/zh/fold-name.ts';
import type { ServedCondition, Tx } from '@songhua/kernel';
import type { DecisionKind } from '../contract.ts';
import { numberAsked, patientsIn, phoneAsked } from '../domain/fulfils.ts';
import type { Decided, PersonOfMembers } from '../domain/write-person.ts';
import { type Source, sourceColumns, sourceRows } from './sources.ts';

const nothing = { name: '', sex: null, born: null, number: null, phone: null, address: null } as const;
const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

interface Row extends Source {
  /** Of its latest decision; null for one of which nothing was decided. */
  readonly kind: DecisionKind | null;
  readonly at: Date | null;
}

/**
 * These people with their registrations, in the order in which a walk meets them; `at` is where. Who has no registration left is not there. In one
 * statement.
 */
export async function findServed(
  tx: Tx,
  people: readonly string[],
): Promise<readonly (PersonOfMembers & { readonly at: string })[]> {
  if (people.length === 0) return [];
  const rows = await tx.query<Row>(
    `with members as materialized (
       select ${sourceColumns}, m.person is not null as grouped from ${sourceRows}
        where s.patient = any($1) and coalesce(m.person, s.patient) = any($1)
       union all
       select ${sourceColumns}, true from identity.source s join identity.member m on m.patient = s.patient
        where m.person = any($1) and not s.patient = any($1)),
     latest as materialized (
       select distinct on (p.patient) p.patient, d.kind, d.at from identity.decision d cross join unnest(d.patients) as p (patient)
        where d.patients && (select coalesce(array_agg(patient::text), '{}') from members where grouped)
        order by p.patient, d.at desc, d.id desc)
     select o.*, l.kind, l.at from members o left join latest l on l.patient = o.patient`,
    [people],
    'identity.served-people',
  );
  const found = [...Map.groupBy(rows, ({ person }) => person)].map(([person, members]) => {
    const ids = members.map(({ patient }) => patient).sort();
    const decided = members.flatMap(({ patient, kind, at }): [string, Decided][] =>
      kind && at ? [[patient, { kind, at }]] : [],
    );
    return { person, members, decided: new Map(decided), at: ids.includes(person) ? person : (ids[0] ?? person) };
  });
  return found.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/** The registrations of which one must belong to whoever fulfils a condition, in SQL on a row `s`; null where no index finds them. */
function registrationsOf(condition: ServedCondition, bind: (value: unknown) => string): string | null {
  if ('missing' in condition || condition.not || condition.values.length === 0) return null;
  const { code, values, modifier } = condition;
  const codes = values.flatMap((value) => (value.kind === 'token' && value.code !== undefined ? [value.code] : []));
  const keyed = (column: 'number' | 'phone', asked: readonly string[]): string | null => {
    const keys = asked.map((value) => personKeys({ ...nothing, [column]: value }));
    // Of what has no key no index knows whether it is there.
    if (keys.length === 0 || keys.some(({ length }) => length === 0)) return null;
    return `s.keys && ${bind(keys.flat())}::integer[] and s.${column} = any(${bind(asked)}::text[])`;
  };
  if (code === '_id') {
    const ids = bind(codes);
    return `s.patient in (select unnest(${ids}::text[]) union select patient from identity.member where person = any(${ids}::text[]))`;
  }
  if (code === 'link' || code === 'patient') return `s.patient = any(${bind(patientsIn(condition))}::text[])`;
  if (codes.length === values.length && code === 'identifier') return keyed('number', codes.map(numberAsked));
  if (codes.length === values.length && code === 'phone') return keyed('phone', codes.map(phoneAsked));
  if (code === 'name' && modifier !== 'contains') {
    const starts = values.flatMap((value) => (value.kind === 'string' ? [foldName(value.value)] : []));
    return starts.every((one) => one !== '')
      ? `(${starts.map((one) => `s.folded like ${bind(`${escapeLike(one)}%`)}`).join(' or ')})`
      : null;
  }
  return null;
}

/** The people among whom all are who fulfil the condition, by an index; null where none leads to `most` or fewer. */
export async function findByIndex(tx: Tx, condition: ServedCondition, most: number): Promise<readonly string[] | null> {
  const values: unknown[] = [];
  const where = registrationsOf(condition, (value) => `$${values.push(value)}`);
  if (where === null) return null;
  const rows = await tx.query<{ person: string }>(
    `select coalesce(m.person, s.patient) as person
       from identity.source s left join identity.member m on m.patient = s.patient where ${where} limit ${Number(most) + 1}`,
    values,
  );
  return rows.length > most ? null : [...new Set(rows.map(({ person }) => person))];
}

/** The next registrations of a walk over all, up or down, each with its person. */
export const walkSources = (
  tx: Tx,
  after: string,
  isDown: boolean,
  limit: number,
): Promise<{ readonly at: string; readonly person: string }[]> =>
  tx.query(
    `select s.patient as at, coalesce(m.person, s.patient) as person from ${sourceRows}
      where s.patient ${isDown ? '<' : '>'} $1 order by s.patient ${isDown ? 'desc' : 'asc'} limit $2`,
    [after, limit],
    isDown ? 'identity.walk-down' : 'identity.walk-up',
  );

/** How many people there are, counted as far as `most`. */
export async function countServed(tx: Tx, most: number): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from (select distinct coalesce(m.person, s.patient) from ${sourceRows} limit $1) as counted`,
    [most],
    'identity.count-served',
  );
  return row?.n ?? 0;
}
