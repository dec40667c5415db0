import type { Tx } from '@songhua/kernel';
import type { CardSort, CardState } from '../contract.ts';
import { type Sight, unreported } from '../domain/decide-sight.ts';
import { type CardRow, type StoredCard, selected, toCard } from './cards.ts';
import { ofInstitution } from './sight-sql.ts';

/** What cards are asked for by; days have become moments, the area its counties. */
export interface CardFilter {
  readonly state?: readonly CardState[] | undefined;
  readonly disease?: string | undefined;
  readonly class?: string | undefined;
  readonly kind?: string | undefined;
  readonly institution?: string | undefined;
  readonly counties?: readonly string[] | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
  /** Late at this moment. */
  readonly lateAt?: Date | undefined;
  /** Waiting for the county since before this moment's clock ran out. */
  readonly reviewLateAt?: Date | undefined;
  /** What waits for the city at this moment: what counties approved, and what no county has reviewed in time or can review. */
  readonly cityAt?: Date | undefined;
  readonly q?: string | undefined;
  /** Of a county: what its own institutions reported, without who only lives there. */
  readonly ownOnly?: boolean | undefined;
}

const orders: Readonly<Record<CardSort, string>> = {
  '-diagnosed': 'c.diagnosed desc, c.id desc',
  diagnosed: 'c.diagnosed, c.id',
  due: 'c.due, c.id',
  '-due': 'c.due desc, c.id desc',
};

/**
 * A statement is a union of branches: each names one county by one column, so that each goes along one index in the order asked for. One
 * statement over `report_county = any(…) or home_county = any(…)` sorted 300,000 rows of a county for a page of 50.
 */
interface Compiled {
  readonly branches: readonly string[];
  readonly values: readonly unknown[];
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

function conditions(filter: CardFilter, given: (value: unknown) => string): string[] {
  const parts: string[] = [];
  const add = (value: unknown, say: (place: string) => string): void => {
    if (value !== undefined) parts.push(say(given(value)));
  };
  add(filter.state, (place) => `c.state = any(${place})`);
  add(filter.disease, (place) => `c.disease = ${place}`);
  add(filter.class, (place) => `c.class = ${place}`);
  add(filter.kind, (place) => `c.kind = ${place}`);
  add(filter.institution, (place) => `c.institution = ${place}`);
  add(filter.from, (place) => `c.diagnosed >= ${place}`);
  add(filter.until, (place) => `c.diagnosed < ${place}`);
  add(filter.reviewLateAt, (place) => `c.review_by < ${place}`);
  if (filter.q !== undefined)
    parts.push(`(c.name like ${given(`${escapeLike(filter.q)}%`)} or c.number = ${given(filter.q.toUpperCase())})`);
  return parts;
}

function compile(sight: Sight, filter: CardFilter): Compiled {
  const values: unknown[] = [];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const parts = conditions(filter, given);
  if (sight.of === 'nothing') return { branches: [], values };
  if (sight.of === 'institution') {
    parts.push(ofInstitution(sight, given));
    if (filter.lateAt) parts.push(`coalesce(c.reported, ${given(filter.lateAt)}) > c.due`);
    if (filter.counties) {
      const place = given(filter.counties);
      parts.push(`(c.report_county = any(${place}) or c.home_county = any(${place}))`);
    }
    return { branches: [parts.join(' and ')], values };
  }
  parts.push(`c.state <> all(${given(unreported)})`);
  // Whatever disease control sees was reported; said so, the indexes of what was late serve.
  if (filter.lateAt) parts.push('c.reported > c.due');
  const narrowed = sight.of === 'city' ? filter.counties : sight.codes.filter((code) => filter.counties?.includes(code) ?? true);
  if (filter.cityAt) {
    if (narrowed) parts.push(`coalesce(c.report_county, c.home_county) = any(${given(narrowed)})`);
    const unreviewed = `c.state = 'reported' and (c.report_county is null or c.review_by < ${given(filter.cityAt)})`;
    return { branches: ["c.state = 'checked'", unreviewed].map((one) => [one, ...parts].join(' and ')), values };
  }
  if (!narrowed) return { branches: [parts.join(' and ')], values };
  const common = parts.join(' and ');
  const own = narrowed.map((code) => `c.report_county = ${given(code)} and ${common}`);
  if (filter.ownOnly) return { branches: own, values };
  const all = given(narrowed);
  const lives = narrowed.map(
    (code) => `c.home_county = ${given(code)} and (c.report_county is null or c.report_county <> all(${all})) and ${common}`,
  );
  return { branches: [...own, ...lives], values };
}

interface Page {
  readonly sort: CardSort;
  readonly limit: number;
  readonly offset?: number;
}

/** The cards that a sight leads to under a filter, a page of them. */
export async function listCards(
  tx: Tx,
  sight: Sight,
  filter: CardFilter,
  { sort, limit, offset = 0 }: Page,
): Promise<readonly StoredCard[]> {
  const { branches, values } = compile(sight, filter);
  if (branches.length === 0) return [];
  const reach = Number(limit) + Number(offset);
  const parts = branches.map(
    (where) => `(select c.* from reporting.card c where ${where} order by ${orders[sort]} limit ${reach})`,
  );
  const rows = await tx.query<CardRow>(
    `select ${selected} from (${parts.join(' union all ')}) c order by ${orders[sort]} limit ${Number(limit)} offset ${Number(offset)}`,
    values,
  );
  return rows.map(toCard);
}

/** How many there are, counted as far as `most`. */
export async function countCards(tx: Tx, sight: Sight, filter: CardFilter, most: number): Promise<number> {
  const { branches, values } = compile(sight, filter);
  if (branches.length === 0) return 0;
  const parts = branches.map((where) => `(select 1 from reporting.card c where ${where} limit ${Number(most)})`);
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from (select 1 from (${parts.join(' union all ')}) as part limit ${Number(most)}) as counted`,
    values,
  );
  return row?.n ?? 0;
}

/** Drafts that are overdue in the institutions of these counties, of all where none are said: how many, never which. */
export async function countOverdue(tx: Tx, counties: readonly string[] | undefined, now: Date, most: number): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from (
       select 1 from reporting.card c where c.state in ('draft', 'returned') and c.reported is null and c.due < $1
          and ($2::text[] is null or c.report_county = any($2)) limit ${Number(most)}) as counted`,
    [now, counties ?? null],
    'reporting.count-overdue',
  );
  return row?.n ?? 0;
}
