import type { Tx } from '@songhua/kernel';
import type { EvidenceRow, Grade, ReviewKind, ReviewState } from '../contract.ts';
import type { Pair } from '../domain/decide-undo.ts';
import { evidenceRows, type Measured, type Who } from './decisions.ts';

export interface StoredReview {
  readonly id: string;
  readonly one: string;
  readonly other: string;
  readonly kind: ReviewKind;
  /** Which of the two has changed, of a drift. */
  readonly drifted: string | null;
  readonly state: ReviewState;
  readonly grade: Grade;
  readonly weight: number;
  readonly relatives: number;
  readonly evidence: readonly EvidenceRow[];
  readonly vetoes: readonly string[];
  readonly model: string;
  readonly opened: Date;
  readonly decided: Date | null;
  readonly by: Who | null;
  readonly reason: string | null;
  /** Who laid it aside when, and until when; that may be over. */
  readonly later: { readonly until: Date; readonly at: Date; readonly by: Who } | null;
  readonly version: number;
}

type Row = Omit<StoredReview, 'by' | 'later'> & {
  readonly byId: string | null;
  readonly byName: string | null;
  readonly laterUntil: Date | null;
  readonly laterAt: Date | null;
  readonly laterId: string | null;
  readonly laterName: string | null;
};

export const reviewColumns = `r.id, r.one, r.other, r.kind, r.drifted, r.state, r.grade, r.weight, r.relatives, r.evidence, r.vetoes, r.model, r.opened, r.decided,
  r.by_id as "byId", r.by_name as "byName", r.reason, r.later_until as "laterUntil", r.later_at as "laterAt", r.later_id as "laterId",
  r.later_name as "laterName", r.version`;

export const toReview = ({ byId, byName, laterUntil, laterAt, laterId, laterName, ...row }: Row): StoredReview => ({
  ...row,
  by: byId === null ? null : { id: byId, name: byName ?? byId },
  later:
    laterUntil && laterAt && laterId !== null
      ? { until: laterUntil, at: laterAt, by: { id: laterId, name: laterName ?? laterId } }
      : null,
});
export type ReviewRow = Row;

/**
 * Lays pairs before people. What is asked of a pair and what of one of the two that has changed, `drifted`, are questions of their own, each
 * with its answer. One that is open already is told anew what speaks for it; one that was withdrawn is opened again; what people have
 * decided stays decided, but of pairs of which one, `drifted`, has changed since. Answers those that were opened.
 */
export async function openReviews(
  tx: Tx,
  pairs: readonly Measured[],
  now: Date,
  drifted: string | null = null,
): Promise<readonly { id: string; pair: Pair }[]> {
  if (pairs.length === 0) return [];
  const rows = await tx.query<{ id: string; one: string; other: string; fresh: boolean }>(
    `insert into identity.review as r (id, one, other, kind, drifted, state, grade, weight, relatives, evidence, vetoes, model, opened, version)
     select md5(one || ' ' || other || coalesce(' ' || $3::text, ''))::uuid, one, other, case when $3::text is null then 'pair' else 'drift' end, $3, 'open', grade, weight, relatives, evidence,
            array(select jsonb_array_elements_text(vetoes)), model, $2, 1
       from jsonb_to_recordset($1::jsonb) as p (one text, other text, grade text, weight real, relatives real, evidence jsonb, vetoes jsonb, model text)
         on conflict (id) do update
        set grade = excluded.grade, weight = excluded.weight, relatives = excluded.relatives, evidence = excluded.evidence,
            vetoes = excluded.vetoes, model = excluded.model, kind = excluded.kind, drifted = excluded.drifted, state = 'open', version = r.version + 1,
            opened = case when r.state = 'open' then r.opened else excluded.opened end, decided = null, by_id = null, by_name = null, reason = null,
            later_until = null, later_at = null, later_id = null, later_name = null
      where r.state = 'withdrawn' or (r.state <> 'open' and $3 is not null) or (r.state = 'open' and (r.weight, r.grade, r.vetoes) is distinct from (excluded.weight, excluded.grade, excluded.vetoes))
     returning r.id, r.one, r.other, r.opened = $2 as fresh`,
    [
      JSON.stringify(
        pairs.map(({ pair: [one, other], grade, score, vetoes, model }) => ({
          ...{ one, other, grade, vetoes, model },
          weight: score.weight,
          relatives: score.relatives,
          evidence: evidenceRows(score),
        })),
      ),
      now,
      drifted,
    ],
    'identity.open-reviews',
  );
  return rows.filter(({ fresh }) => fresh).map(({ id, one, other }) => ({ id, pair: [one, other] as const }));
}

/** A review, held until the transaction ends. */
export async function holdReview(tx: Tx, id: string): Promise<StoredReview | null> {
  const [row] = await tx.query<Row>(`select ${reviewColumns} from identity.review r where r.id = $1 for update`, [id]);
  return row ? toReview(row) : null;
}

export async function findReview(tx: Tx, id: string): Promise<StoredReview | null> {
  const [row] = await tx.query<Row>(`select ${reviewColumns} from identity.review r where r.id = $1`, [id]);
  return row ? toReview(row) : null;
}

/** Reviews both of whose registrations are among these. */
export async function reviewsAmong(tx: Tx, patients: readonly string[]): Promise<readonly StoredReview[]> {
  const rows = await tx.query<Row>(
    `select ${reviewColumns} from identity.review r where r.one = any($1) and r.other = any($1)`,
    [patients],
    'identity.reviews-among',
  );
  return rows.map(toReview);
}

/** Open reviews in which one of these stands. */
export async function openReviewsOf(tx: Tx, patients: readonly string[]): Promise<readonly StoredReview[]> {
  const rows = await tx.query<Row>(
    `select ${reviewColumns} from identity.review r where r.state = 'open' and (r.one = any($1) or r.other = any($1)) order by r.opened, r.id`,
    [patients],
    'identity.reviews-of',
  );
  return rows.map(toReview);
}

export interface ReviewMove {
  readonly id: string;
  readonly state: ReviewState;
  readonly by: Who | null;
  readonly reason: string | null;
}

/** Brings reviews into the state that a decision left their pairs in. */
export async function moveReviews(tx: Tx, moves: readonly ReviewMove[], now: Date): Promise<void> {
  if (moves.length === 0) return;
  await tx.query(
    `update identity.review r
        set state = m.state, version = r.version + 1, decided = case when m.state = 'open' then null else $2::timestamptz end,
            by_id = m.by_id, by_name = m.by_name, reason = m.reason, later_until = null, later_at = null, later_id = null, later_name = null
       from jsonb_to_recordset($1::jsonb) as m (id uuid, state text, by_id text, by_name text, reason text)
      where r.id = m.id`,
    [
      JSON.stringify(
        moves.map(({ id, state, by, reason }) => ({
          ...{ id, state },
          by_id: state === 'open' ? null : (by?.id ?? null),
          by_name: state === 'open' ? null : (by?.name ?? null),
          reason: state === 'open' ? null : reason,
        })),
      ),
      now,
    ],
    'identity.move-reviews',
  );
}

/** Lays an open review aside until then, or, with null, has it wait again. */
export async function deferReview(tx: Tx, id: string, until: Date | null, by: Who, now: Date): Promise<void> {
  const said = until ? [until, now, by.id, by.name] : [null, null, null, null];
  await tx.query(
    `update identity.review
        set later_until = $2, later_at = $3, later_id = $4, later_name = $5, version = version + 1
      where id = $1`,
    [id, ...said],
    'identity.defer-review',
  );
}

/** Open reviews of registrations that are gone or out of use: nothing is left to decide. */
export function withdrawReviewsOf(tx: Tx, patients: readonly string[], now: Date): void {
  if (patients.length === 0) return;
  tx.later(
    `update identity.review r set state = 'withdrawn', version = r.version + 1, decided = $2
      where r.state = 'open' and (r.one = any($1) or r.other = any($1))`,
    [patients, now],
    'identity.withdraw-gone',
  );
}

/** Open reviews of a registration whose pairs were not found worth it this time: nothing is left to decide. Of one kind. */
export async function withdrawReviews(
  tx: Tx,
  patient: string,
  { kind, except }: { readonly kind: ReviewKind; readonly except: readonly string[] },
  now: Date,
): Promise<void> {
  await tx.query(
    `update identity.review r set state = 'withdrawn', version = r.version + 1, decided = $3
      where r.state = 'open' and r.kind = $4 and (r.one = $1 or r.other = $1) and (r.kind = 'pair' or r.drifted = $1)
        and not (case when r.one = $1 then r.other else r.one end) = any($2)`,
    [patient, except, now, kind],
    'identity.withdraw-reviews',
  );
}
