import type { Tx } from '@songhua/kernel';
import type { Action, ErrorQuery, PlannedChange, PreviewQuery, RowError } from '../contract.ts';

/** Rows of one statement. */
const atOnce = 5_000;

async function insertMany(
  tx: Tx,
  sql: string,
  submission: string,
  rows: readonly object[],
  told: (done: number) => void = () => {},
): Promise<void> {
  for (let at = 0; at < rows.length; at += atOnce) {
    await tx.query(sql, [submission, JSON.stringify(rows.slice(at, at + atOnce))]);
    told(Math.min(rows.length, at + atOnce));
  }
}

type Fault = Omit<RowError, 'n'>;
type Planned = Omit<PlannedChange, 'n'>;

/** Puts what a check found in the place of what the one before had found. */
export async function replaceFindings(
  tx: Tx,
  submission: string,
  faults: readonly Fault[],
  planned: readonly Planned[],
): Promise<void> {
  await tx.query('delete from returns.fault where submission = $1', [submission]);
  await tx.query('delete from returns.planned where submission = $1', [submission]);
  await insertMany(
    tx,
    `insert into returns.fault (submission, n, sheet, line, field, field_title, rule, value, message)
     select $1, n, sheet, line, field, "fieldTitle", rule, value, message
       from jsonb_to_recordset($2::jsonb) as r(n int, sheet text, line int, field text, "fieldTitle" jsonb, rule text, value text, message jsonb)`,
    submission,
    faults.map((fault, n) => ({ n: n + 1, ...fault })),
  );
  await insertMany(
    tx,
    `insert into returns.planned (submission, n, line, action, subject, id, name, institution, differences)
     select $1, n, line, action, subject, id, name, institution, differences
       from jsonb_to_recordset($2::jsonb) as r(n int, line int, action text, subject text, id text, name text, institution text, differences jsonb)`,
    submission,
    planned.map((one, n) => ({ n: n + 1, ...one })),
  );
}

type Page = { readonly limit?: number; readonly offset?: number };

const faultOrders: Readonly<Record<ErrorQuery['sort'], string>> = {
  line: 'line, n',
  field: 'field collate "C", n',
  rule: 'rule collate "C", n',
};

export async function listFaults(
  tx: Tx,
  submission: string,
  { rule, field, sort, limit, offset }: Pick<ErrorQuery, 'rule' | 'field' | 'sort'> & Page,
): Promise<{ readonly total: number; readonly items: readonly RowError[] }> {
  const where = 'submission = $1 and ($2::text is null or rule = $2) and ($3::text is null or field = $3)';
  const params = [submission, rule ?? null, field ?? null];
  const [count] = await tx.query<{ n: number }>(`select count(*)::int as n from returns.fault where ${where}`, params);
  const items = await tx.query<RowError>(
    `select n, sheet, line, field, field_title as "fieldTitle", rule, value, message from returns.fault where ${where}
      order by ${faultOrders[sort]} limit $4 offset $5`,
    [...params, limit ?? null, offset ?? 0],
  );
  return { total: count?.n ?? 0, items };
}

/** How often each rule is broken, and by which columns. */
export async function countFaults(
  tx: Tx,
  submission: string,
): Promise<{ readonly rules: Record<string, number>; readonly fields: Record<string, number> }> {
  const count = async (column: 'rule' | 'field'): Promise<Record<string, number>> => {
    const rows = await tx.query<{ key: string; n: number }>(
      `select ${column} as key, count(*)::int as n from returns.fault where submission = $1 group by ${column} order by ${column}`,
      [submission],
    );
    return Object.fromEntries(rows.map(({ key, n }) => [key, n]));
  };
  return { rules: await count('rule'), fields: await count('field') };
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** As many digits as an identity card or a telephone number has at least: who may not read it does not find it either. */
const privateDigits = `'[0-9](\\s|-)?([0-9](\\s|-)?){8,}[0-9]'`;

const plannedWhere = `submission = $1 and ($2::text is null or action = $2)
    and ($3::text is null or (id ilike $3 and ($4 or id !~ ${privateDigits}))
      or (name ilike $3 and ($4 or (subject <> 'staff' and name !~ ${privateDigits}))))`;

/** `byName`: names of people, too, are searched for `q`, and what holds numbers that may be theirs. */
export async function listPlanned(
  tx: Tx,
  submission: string,
  { action, q, byName, limit, offset }: Pick<PreviewQuery, 'action' | 'q'> & Page & { readonly byName: boolean },
): Promise<{ readonly total: number; readonly exportRows: number; readonly items: readonly PlannedChange[] }> {
  const params = [submission, action ?? null, q ? `%${escapeLike(q)}%` : null, byName];
  const [count] = await tx.query<{ n: number; rows: number }>(
    `select count(*)::int as n, coalesce(sum(greatest(1, jsonb_array_length(differences))), 0)::int as rows
       from returns.planned where ${plannedWhere}`,
    params,
  );
  const items = await tx.query<PlannedChange>(
    `select n, line, action, subject, id, name, institution, differences from returns.planned where ${plannedWhere} order by n limit $5 offset $6`,
    [...params, limit ?? null, offset ?? 0],
  );
  return { total: count?.n ?? 0, exportRows: count?.rows ?? 0, items };
}

export async function countPlanned(tx: Tx, submission: string): Promise<Readonly<Record<Action, number>>> {
  const rows = await tx.query<{ action: Action; n: number }>(
    'select action, count(*)::int as n from returns.planned where submission = $1 group by action',
    [submission],
  );
  return {
    created: 0,
    changed: 0,
    retired: 0,
    unchanged: 0,
    warned: 0,
    ...Object.fromEntries(rows.map(({ action, n }) => [action, n])),
  };
}

/** A resource that an acceptance wrote or removed, as it was before. */
export interface WrittenRow {
  readonly type: string;
  readonly id: string;
  readonly removed: boolean;
  readonly versionBefore: string | null;
  readonly bodyBefore: string | null;
}

export async function insertWritten(tx: Tx, submission: string, rows: readonly WrittenRow[], now: Date): Promise<void> {
  await tx.query('delete from returns.written where submission = $1', [submission]);
  for (let at = 0; at < rows.length; at += atOnce) {
    await tx.query(
      `insert into returns.written (submission, n, type, id, removed, version_before, body_before, at)
       select $1, n, type, id, removed, "versionBefore"::bigint, "bodyBefore", $3
         from jsonb_to_recordset($2::jsonb) as r(n int, type text, id text, removed bool, "versionBefore" text, "bodyBefore" text)`,
      [submission, JSON.stringify(rows.slice(at, at + atOnce).map((row, i) => ({ n: at + i + 1, ...row }))), now],
    );
  }
}

export async function readWritten(tx: Tx, submission: string): Promise<readonly (WrittenRow & { readonly at: Date })[]> {
  return tx.query(
    `select type, id, removed, version_before::text as "versionBefore", body_before as "bodyBefore", at from returns.written where submission = $1 order by n`,
    [submission],
  );
}
