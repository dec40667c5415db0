import type { Tx } from '@songhua/kernel';
import type { PersonState } from '../contract.ts';
import type { Question } from '../domain/read-question.ts';

export interface PeopleFilter {
  readonly q?: Question | undefined;
  readonly institutions?: readonly string[] | undefined;
  readonly state?: PersonState | undefined;
  readonly review?: boolean | undefined;
}

export type PeopleSort = 'recorded' | '-recorded' | 'name' | '-name' | 'born' | '-born';

const orders: Readonly<Record<PeopleSort, string>> = {
  recorded: 's.recorded, s.patient',
  '-recorded': 's.recorded desc, s.patient desc',
  name: 's.folded, s.patient',
  '-name': 's.folded desc, s.patient desc',
  // As the index has it, forwards and backwards: who has no birthday stands last, or first.
  born: 's.born, s.patient',
  '-born': 's.born desc, s.patient desc',
};

const states: Readonly<Record<PersonState, string>> = {
  single: 'm.person is null and s.provisional is null',
  provisional: 'm.person is null and s.provisional is not null',
  linked: 'm.person is not null',
};

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Conditions on a registration, as `alias`; what they compare with is added to `values`. */
function conditionsOn(alias: string, { q, institutions }: PeopleFilter, values: unknown[]): string[] {
  const given = (value: unknown): string => `$${values.push(value)}`;
  const asked = (): string[] => {
    if (!q) return [];
    if (q.kind === 'name') return [`${alias}.folded like ${given(`${escapeLike(q.folded)}%`)}`];
    return [`${alias}.keys && ${given(q.keys)}::integer[]`, `${alias}.${q.kind} = ${given(q.value)}`];
  };
  return [...asked(), ...(institutions ? [`${alias}.institution = any(${given(institutions)}::text[])`] : [])];
}

/** Registrations that stand for the people under a filter: of those of one person that fulfil it, the one of the smallest id. */
function compile(filter: PeopleFilter): { readonly from: string; readonly values: unknown[] } {
  const values: unknown[] = [];
  const own = conditionsOn('s', filter, values);
  const other = conditionsOn('t', filter, values);
  const first = `not exists (select 1 from identity.member n join identity.source t on t.patient = n.patient
      where n.person = m.person and n.patient < s.patient${other.map((one) => ` and ${one}`).join('')})`;
  const open = `s.patient in (select one from identity.review where state = 'open' union all select other from identity.review where state = 'open')`;
  const where = [
    ...own,
    `(m.person is null or ${first})`,
    ...(filter.state ? [states[filter.state]] : []),
    ...(filter.review === undefined ? [] : [filter.review ? open : `not ${open}`]),
  ];
  return {
    from: `from identity.source s left join identity.member m on m.patient = s.patient where ${where.join(' and ')}`,
    values,
  };
}

/** The people under a filter, by their ids. */
export async function findPeople(
  tx: Tx,
  filter: PeopleFilter,
  { sort, limit, offset = 0 }: { readonly sort: PeopleSort; readonly limit: number; readonly offset?: number },
): Promise<readonly string[]> {
  const { from, values } = compile(filter);
  const rows = await tx.query<{ person: string }>(
    `select coalesce(m.person, s.patient) as person ${from} order by ${orders[sort]} limit ${Number(limit)} offset ${Number(offset)}`,
    values,
  );
  return rows.map(({ person }) => person);
}

/** How many there are, counted as far as `most`. */
export async function countPeople(tx: Tx, filter: PeopleFilter, most: number): Promise<number> {
  const { from, values } = compile(filter);
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from (select 1 ${from} limit ${Number(most)}) as counted`,
    values,
  );
  return row?.n ?? 0;
}
