import type { Tx } from '@songhua/kernel';
import type { Checked, HistoryEntry, ListQuery, ReturnKind, ReturnState, Work } from '../contract.ts';

export interface SubmissionRow {
  readonly id: string;
  readonly area: string;
  readonly year: number;
  readonly kind: ReturnKind;
  readonly asOf: string;
  readonly goodOnly: boolean;
  readonly state: ReturnState;
  readonly version: number;
  readonly upload: string;
  readonly checked: Checked | null;
  readonly digest: string | null;
  readonly by: string;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly acceptedAt: string | null;
  readonly file: { readonly name: string; readonly size: number; readonly sha256: string };
  readonly work: Work | null;
}

interface Row extends Omit<SubmissionRow, 'createdAt' | 'changedAt' | 'acceptedAt' | 'file' | 'work'> {
  readonly created_at: Date;
  readonly changed_at: Date;
  readonly accepted_at: Date | null;
  readonly file_name: string;
  readonly file_size: number;
  readonly sha256: string;
  readonly what: Work['what'] | null;
  readonly phase: Work['phase'];
  readonly done: number;
  readonly total: number;
  readonly started_at: Date;
  readonly work_changed: Date;
  readonly ended_at: Date | null;
  readonly problem: Work['problem'];
}

const columns = `s.id, s.area, s.year, s.kind, s.as_of::text as "asOf", s.good_only as "goodOnly", s.state, s.version, s.upload, s.checked,
  s.digest, s.created_by_name as by, s.created_at, s.changed_at, s.accepted_at, u.name as file_name, u.size as file_size, u.sha256,
  w.what, w.phase, w.done, w.total, w.started_at, w.changed_at as work_changed, w.ended_at, w.problem`;
const joined = `returns.submission s join returns.upload u on u.id = s.upload left join returns.work w on w.submission = s.id`;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

function toSubmission(row: Row): SubmissionRow {
  const {
    created_at,
    changed_at,
    accepted_at,
    file_name,
    file_size,
    sha256,
    what,
    phase,
    done,
    total,
    started_at,
    work_changed,
    ended_at,
    problem,
    ...rest
  } = row;
  return {
    ...rest,
    createdAt: created_at.toISOString(),
    changedAt: changed_at.toISOString(),
    acceptedAt: iso(accepted_at),
    file: { name: file_name, size: file_size, sha256 },
    work:
      what === null
        ? null
        : {
            what,
            phase,
            done,
            total,
            startedAt: started_at.toISOString(),
            changedAt: work_changed.toISOString(),
            endedAt: iso(ended_at),
            problem,
          },
  };
}

export async function findSubmission(tx: Tx, id: string): Promise<SubmissionRow | null> {
  const [row] = await tx.query<Row>(`select ${columns} from ${joined} where s.id = $1`, [id]);
  return row ? toSubmission(row) : null;
}

/** As `findSubmission`, and nobody else changes it until the transaction ends. */
export async function holdSubmission(tx: Tx, id: string): Promise<SubmissionRow | null> {
  await tx.query('select 1 from returns.submission where id = $1 for update', [id]);
  return findSubmission(tx, id);
}

type Filter = Pick<ListQuery, 'year' | 'kind' | 'state'> & { readonly areas?: readonly string[] | undefined };

const orders: Readonly<Record<ListQuery['sort'], string>> = {
  changed: 's.changed_at, s.id',
  '-changed': 's.changed_at desc, s.id',
  area: 's.area, s.changed_at desc, s.id',
  year: 's.year, s.area, s.changed_at desc, s.id',
  '-year': 's.year desc, s.area, s.changed_at desc, s.id',
};

export async function listSubmissions(
  tx: Tx,
  { areas, year, kind, state }: Filter,
  page: { readonly sort: ListQuery['sort']; readonly limit?: number; readonly offset?: number },
): Promise<{ readonly total: number; readonly items: readonly SubmissionRow[] }> {
  const where = `($1::text[] is null or s.area = any($1)) and ($2::int is null or s.year = $2) and ($3::text is null or s.kind = $3)
    and ($4::text is null or s.state = $4)`;
  const params = [areas ?? null, year ?? null, kind ?? null, state ?? null];
  const [count] = await tx.query<{ n: number }>(`select count(*)::int as n from returns.submission s where ${where}`, params);
  const rows = await tx.query<Row>(
    `select ${columns} from ${joined} where ${where} order by ${orders[page.sort]} limit $5 offset $6`,
    [...params, page.limit ?? null, page.offset ?? 0],
  );
  return { total: count?.n ?? 0, items: rows.map(toSubmission) };
}

/** Of each area its newest return of a year and kind that was not withdrawn. */
export async function newestOfAreas(tx: Tx, year: number, kind: ReturnKind): Promise<readonly SubmissionRow[]> {
  const rows = await tx.query<Row>(
    `select distinct on (s.area) ${columns} from ${joined} where s.year = $1 and s.kind = $2 and s.state <> 'withdrawn'
      order by s.area, s.created_at desc, s.id`,
    [year, kind],
  );
  return rows.map(toSubmission);
}

export const yearsUsed = async (tx: Tx): Promise<readonly number[]> =>
  (await tx.query<{ year: number }>('select distinct year from returns.submission order by year desc')).map(({ year }) => year);

export async function insertSubmission(
  tx: Tx,
  one: Pick<SubmissionRow, 'id' | 'area' | 'year' | 'kind' | 'asOf' | 'goodOnly' | 'upload'>,
  actor: { readonly id: string; readonly name: string },
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into returns.submission (id, area, year, kind, as_of, good_only, state, version, upload, created_by, created_by_name, created_at, changed_at)
     values ($1, $2, $3, $4, $5, $6, 'draft', 1, $7, $8, $9, $10, $10)`,
    [one.id, one.area, one.year, one.kind, one.asOf, one.goodOnly, one.upload, actor.id, actor.name, now],
  );
}

/** A step is taken: the state and one version more. What is not said stays as it is. */
export async function saveStep(
  tx: Tx,
  id: string,
  {
    state,
    upload,
    goodOnly,
    acceptedAt,
  }: { readonly state: ReturnState; readonly upload?: string; readonly goodOnly?: boolean; readonly acceptedAt?: Date },
  now: Date,
): Promise<void> {
  await tx.query(
    `update returns.submission set state = $2, version = version + 1, changed_at = $3, upload = coalesce($4, upload),
            good_only = coalesce($5, good_only), accepted_at = coalesce($6, accepted_at),
            checked = case when $4::uuid is null then checked end, digest = case when $4::uuid is null then digest end
      where id = $1`,
    [id, state, now, upload ?? null, goodOnly ?? null, acceptedAt ?? null],
  );
}

/**
 * Keeps what a check found. What lies before the reviewer counts one version up when it comes to something else than before: nobody
 * accepts by a version that showed other changes.
 */
export async function saveChecked(tx: Tx, id: string, checked: Checked, digest: string): Promise<void> {
  await tx.query(
    `update returns.submission set checked = $2, digest = $3,
            version = version + case when state = 'submitted' and digest is distinct from $3 then 1 else 0 end
      where id = $1`,
    [id, JSON.stringify(checked), digest],
  );
}

export interface Upload {
  readonly id: string;
  readonly submission: string;
  readonly name: string;
  readonly sha256: string;
  readonly content: Buffer;
}

export async function insertUpload(
  tx: Tx,
  upload: Upload,
  actor: { readonly id: string; readonly name: string },
  now: Date,
): Promise<void> {
  await tx.query(
    'insert into returns.upload (id, submission, name, size, sha256, content, by_id, by_name, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [upload.id, upload.submission, upload.name, upload.content.length, upload.sha256, upload.content, actor.id, actor.name, now],
  );
}

export async function readUpload(
  tx: Tx,
  id: string,
): Promise<{ readonly name: string; readonly content: Buffer; readonly by: string } | null> {
  const [row] = await tx.query<{ name: string; content: Buffer; by: string }>(
    'select name, content, by_name as by from returns.upload where id = $1',
    [id],
  );
  return row ?? null;
}

export async function insertHistory(
  tx: Tx,
  submission: string,
  entry: Pick<HistoryEntry, 'action' | 'from' | 'to' | 'note' | 'file'>,
  actor: { readonly id: string; readonly name: string },
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into returns.history (submission, version, at, by_id, by_name, action, from_state, to_state, note, file)
     select $1, version, $2, $3, $4, $5, $6, $7, $8, $9 from returns.submission where id = $1`,
    [submission, now, actor.id, actor.name, entry.action, entry.from, entry.to, entry.note, entry.file],
  );
}

export async function readHistory(tx: Tx, submission: string): Promise<readonly HistoryEntry[]> {
  const rows = await tx.query<Omit<HistoryEntry, 'at'> & { at: Date }>(
    `select version, at, by_name as by, action, from_state as "from", to_state as "to", note, file
       from returns.history where submission = $1 order by version desc`,
    [submission],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** By institution: the newest day after the return's of which a list of its kind has been accepted that has rows of it. */
export async function laterLists(
  tx: Tx,
  { kind, asOf }: Pick<SubmissionRow, 'kind' | 'asOf'>,
  institutions: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (asOf === '' || institutions.length === 0) return new Map();
  const rows = await tx.query<{ institution: string; day: string }>(
    `select p.institution, max(s.as_of)::text as day from returns.submission s join returns.planned p on p.submission = s.id
      where s.state = 'accepted' and s.kind = $1 and s.as_of > $2 and p.line is not null and p.institution = any($3)
      group by p.institution`,
    [kind, asOf, institutions],
  );
  return new Map(rows.map(({ institution, day }) => [institution, day]));
}
