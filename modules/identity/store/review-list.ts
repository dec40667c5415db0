import type { Tx } from '@songhua/kernel';
import type { Grade, ReviewState } from '../contract.ts';
import { type ReviewRow, reviewColumns, type StoredReview, toReview } from './reviews.ts';

export interface ReviewFilter {
  readonly state?: ReviewState;
  readonly grade?: Grade | undefined;
  readonly institutions?: readonly string[] | undefined;
  readonly patient?: string | undefined;
}

export type ReviewSort = 'opened' | '-opened' | 'weight' | '-weight';

const orders: Readonly<Record<ReviewSort, string>> = {
  opened: 'r.opened, r.id',
  '-opened': 'r.opened desc, r.id desc',
  weight: 'r.weight, r.id',
  '-weight': 'r.weight desc, r.id desc',
};

function compile({ state, grade, institutions, patient }: ReviewFilter): { readonly where: string; readonly values: unknown[] } {
  const values: unknown[] = [];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const parts = ['true'];
  if (state) parts.push(`r.state = ${given(state)}`);
  if (grade) parts.push(`r.grade = ${given(grade)}`);
  if (patient !== undefined) {
    const place = given(patient);
    parts.push(`(r.one = ${place} or r.other = ${place})`);
  }
  if (institutions)
    parts.push(
      `exists (select 1 from identity.source s where s.patient in (r.one, r.other) and s.institution = any(${given(institutions)}::text[]))`,
    );
  return { where: parts.join(' and '), values };
}

export async function findReviews(
  tx: Tx,
  filter: ReviewFilter,
  { sort, limit, offset = 0 }: { readonly sort: ReviewSort; readonly limit: number; readonly offset?: number },
): Promise<readonly StoredReview[]> {
  const { where, values } = compile(filter);
  const rows = await tx.query<ReviewRow>(
    `select ${reviewColumns} from identity.review r where ${where} order by ${orders[sort]} limit ${Number(limit)} offset ${Number(offset)}`,
    values,
  );
  return rows.map(toReview);
}

/** How many there are in each state, whatever state the filter asks for; each counted as far as `most`. */
export async function countReviews(tx: Tx, filter: ReviewFilter, most: number): Promise<Record<ReviewState, number>> {
  const states: readonly ReviewState[] = ['open', 'linked', 'apart', 'withdrawn'];
  const counts: Partial<Record<ReviewState, number>> = {};
  for (const state of states) {
    const { where, values } = compile({ ...filter, state });
    const [row] = await tx.query<{ n: number }>(
      `select count(*)::int as n from (select 1 from identity.review r where ${where} limit ${Number(most)}) as counted`,
      values,
    );
    counts[state] = row?.n ?? 0;
  }
  return counts as Record<ReviewState, number>;
}

/** The open review that comes after one in the order in which they were opened; the first when none does. */
export async function nextOpen(tx: Tx, { id, opened }: Pick<StoredReview, 'id' | 'opened'>): Promise<string | null> {
  const rows = await tx.query<{ id: string }>(
    `(select id from identity.review where state = 'open' and (opened, id) > ($2, $1) order by opened, id limit 1)
     union all
     (select id from identity.review where state = 'open' and id <> $1 order by opened, id limit 1) limit 1`,
    [id, opened],
    'identity.next-review',
  );
  return rows[0]?.id ?? null;
}
