import type { Tx } from '@songhua/kernel';
import type { CaseFact } from '../contract.ts';
import { type CardRow, selected, toCard } from './cards.ts';
import { factOf } from './carry-out.ts';

export interface CaseAsked {
  /** Days in Beijing, both included. */
  readonly from: string;
  readonly to: string;
  /** By which day a case is counted; `diagnosed` unless said. */
  readonly by?: 'onset' | 'diagnosed' | 'reported';
  readonly diseases?: readonly string[];
  /** Counties where people live, or from where it was reported when they live elsewhere. */
  readonly counties?: readonly string[];
}

export interface CaseCount {
  readonly disease: string;
  /** Where people live; where that is not in this city, from where it was reported. */
  readonly county: string | null;
  readonly town: string | null;
  readonly day: string;
  readonly cases: number;
}

const dayOf: Readonly<Record<NonNullable<CaseAsked['by']>, string>> = {
  // Not everybody has or remembers an onset: the day of the diagnosis stands for it, so that no case is left out.
  onset: `coalesce(c.onset, (c.diagnosed at time zone 'Asia/Shanghai')::date)`,
  diagnosed: `(c.diagnosed at time zone 'Asia/Shanghai')::date`,
  reported: `(c.reported at time zone 'Asia/Shanghai')::date`,
};
const county = 'coalesce(c.home_county, c.report_county)';

function compile({ from, to, by = 'diagnosed', diseases, counties }: CaseAsked, values: unknown[]): string {
  const given = (value: unknown): string => `$${values.push(value)}`;
  const parts = [
    `c.state in ('reported', 'returned', 'checked', 'approved')`,
    `${dayOf[by]} between ${given(from)} and ${given(to)}`,
  ];
  // By the index of diagnoses: nobody is diagnosed more than a year after the onset, nor reported a year late.
  parts.push(
    `c.diagnosed >= ${given(from)}::date - interval '366 days'`,
    `c.diagnosed < ${given(to)}::date + interval '366 days'`,
  );
  if (diseases) parts.push(`c.disease = any(${given(diseases)})`);
  if (counties) parts.push(`${county} = any(${given(counties)})`);
  return parts.join(' and ');
}

export async function countCases(tx: Tx, asked: CaseAsked): Promise<readonly CaseCount[]> {
  const values: unknown[] = [];
  const where = compile(asked, values);
  const day = dayOf[asked.by ?? 'diagnosed'];
  return tx.query<CaseCount>(
    `select c.disease, ${county} as county, c.town, ${day}::text as day, count(*)::int as cases
       from reporting.card c where ${where} group by 1, 2, 3, 4 order by 1, 4, 2, 3`,
    values,
  );
}

export async function caseFacts(
  tx: Tx,
  asked: CaseAsked & { readonly limit: number; readonly after?: string },
): Promise<readonly CaseFact[]> {
  const values: unknown[] = [];
  const where = compile(asked, values);
  const after = `$${values.push(asked.after ?? null)}`;
  const rows = await tx.query<CardRow>(
    `select ${selected} from reporting.card c
      where ${where} and (${after}::uuid is null or (c.diagnosed, c.id) > (select l.diagnosed, l.id from reporting.card l where l.id = ${after}))
      order by c.diagnosed, c.id limit ${Number(asked.limit)}`,
    values,
  );
  return rows.map((row) => factOf(toCard(row)));
}
