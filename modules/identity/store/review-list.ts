import type { Tx } from '@songhua/kernel';
import { type Grade, type ReviewFilterState, type ReviewKind, reviewFilterState } from '../contract.ts';
import { type ReviewRow, reviewColumns, type StoredReview, toReview } from './reviews.ts';

export interface ReviewFilter {
  readonly state: ReviewFilterState;
  /** What is laid aside until a moment after this one is no more than deferred. */
  readonly now: Date;
  readonly grade?: Grade | undefined;
  readonly kind?: ReviewKind | undefined;
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

/** Laid aside, in SQL on a row `r`, as of a moment given by its place. */
const isAside = (now: string): string => `(r.later_until is not null and r.later_until > ${now})`;

function compile({ state, now, grade, kind, institutions, patient }: ReviewFilter): {
  readonly where: string;
  readonly values: unknown[];
} {
  const values: unknown[] = [];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const parts = [`r.state = ${given(state === 'deferred' ? 'open' : state)}`];
  if (state === 'deferred') parts.push(isAside(given(now)));
  if (state === 'open') parts.push(`not ${isAside(given(now))}`);
  if (grade) parts.push(`r.grade = ${given(grade)}`);
  if (kind) parts.push(`r.kind = ${given(kind)}`);
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
export async function countReviews(tx: Tx, filter: ReviewFilter, most: number): Promise<Record<ReviewFilterState, number>> {
  const counts: Partial<Record<ReviewFilterState, number>> = {};
  for (const state of reviewFilterState.options) {
    const { where, values } = compile({ ...filter, state });
    const [row] = await tx.query<{ n: number }>(
      `select count(*)::int as n from (select 1 from identity.review r where ${where} limit ${Number(most)}) as counted`,
      values,
    );
    counts[state] = row?.n ?? 0;
  }
  return counts as Record<ReviewFilterState, number>;
}

/** The open review that comes after one in the order in which they were opened; the first when none does. What is laid aside is passed over. */
export async function nextOpen(tx: Tx, { id, opened }: Pick<StoredReview, 'id' | 'opened'>, now: Date): Promise<string | null> {
  const waits = `r.state = 'open' and not ${isAside('$3')}`;
  const rows = await tx.query<{ id: string }>(
    `(select r.id from identity.review r where ${waits} and (r.opened, r.id) > ($2, $1) order by r.opened, r.id limit 1)
     union all
     (select r.id from identity.review r where ${waits} and r.id <> $1 order by r.opened, r.id limit 1) limit 1`,
    [id, opened, now],
    'identity.next-review',
  );
  return rows[0]?.id ?? null;
}
