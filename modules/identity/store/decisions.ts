import type { Score } from '@songhua/engine-linkage/model/score.ts';
import type { PersonThresholds } from '@songhua/engine-linkage/person/thresholds.ts';
import type { Tx } from '@songhua/kernel';
import type { DecisionKind, EvidenceRow, Grade } from '../contract.ts';
import type { Pair, Taken } from '../domain/decide-undo.ts';

export interface Who {
  readonly id: string;
  readonly name: string;
}

/** What spoke for linking a pair. */
export interface Measured {
  readonly pair: Pair;
  readonly grade: Grade;
  readonly score: Score;
  readonly vetoes: readonly string[];
  readonly model: string;
  readonly thresholds: PersonThresholds;
}

/** A decision to be written down. */
export interface NewDecision extends Taken {
  readonly by: Who | null;
  readonly reason: string | null;
  readonly measured?: Measured;
  /** Version of the model, where no one pair decided. */
  readonly model?: string;
  /** Thresholds that decided, where no one pair did. */
  readonly thresholds?: PersonThresholds;
  readonly review?: string;
  readonly undoes?: string;
}

export interface StoredDecision extends Taken {
  readonly at: Date;
  readonly by: Who | null;
  readonly reason: string | null;
  readonly grade: Grade | null;
  readonly weight: number | null;
  readonly evidence: readonly EvidenceRow[];
  readonly model: string | null;
  readonly undoes: string | null;
  readonly undoneBy: string | null;
}

/** Evidence as it leaves the engine, under the names of the contract. */
export const evidenceRows = ({ evidence }: Pick<Score, 'evidence'>): EvidenceRow[] =>
  evidence.map(({ comparison, level, weight, rarity }) => ({ field: comparison, level, weight, rarity }));

const allOf = ({ before, after }: Taken): readonly string[] => [...new Set([...before.flat(), ...after.flat()])];

/** Writes decisions down, in the order given. */
export async function addDecisions(tx: Tx, decisions: readonly NewDecision[], now: Date): Promise<void> {
  if (decisions.length === 0) return;
  await tx.query(
    `insert into identity.decision (id, kind, at, by_id, by_name, reason, patients, before, after, pair, grade, weight, relatives, evidence, vetoes,
            model, thresholds, apart_added, apart_removed, review, undoes)
     select id, kind, $2, by_id, by_name, reason, array(select jsonb_array_elements_text(patients)), before, after,
            case when pair is not null then array(select jsonb_array_elements_text(pair)) end, grade, weight, relatives, evidence,
            array(select jsonb_array_elements_text(vetoes)), model, thresholds, apart_added, apart_removed, review, undoes
       from jsonb_to_recordset($1::jsonb) as d (id uuid, kind text, by_id text, by_name text, reason text, patients jsonb, before jsonb, after jsonb,
            pair jsonb, grade text, weight real, relatives real, evidence jsonb, vetoes jsonb, model text, thresholds jsonb,
            apart_added jsonb, apart_removed jsonb, review uuid, undoes uuid)`,
    [
      JSON.stringify(
        decisions.map((one) => ({
          id: one.id,
          kind: one.kind,
          by_id: one.by?.id ?? null,
          by_name: one.by?.name ?? null,
          reason: one.reason,
          patients: allOf(one),
          before: one.before,
          after: one.after,
          pair: one.measured?.pair ?? null,
          grade: one.measured?.grade ?? null,
          weight: one.measured?.score.weight ?? null,
          relatives: one.measured?.score.relatives ?? null,
          evidence: one.measured ? evidenceRows(one.measured.score) : null,
          vetoes: one.measured?.vetoes ?? [],
          model: one.measured?.model ?? one.model ?? null,
          thresholds: one.measured?.thresholds ?? one.thresholds ?? null,
          apart_added: one.apartAdded,
          apart_removed: one.apartRemoved,
          review: one.review ?? null,
          undoes: one.undoes ?? null,
        })),
      ),
      now,
    ],
    'identity.add-decisions',
  );
}

interface Row extends Omit<StoredDecision, 'by' | 'evidence'> {
  readonly byId: string | null;
  readonly byName: string | null;
  readonly evidence: readonly EvidenceRow[] | null;
}

const columns = `d.id, d.kind, d.at, d.by_id as "byId", d.by_name as "byName", d.reason, d.before, d.after, d.grade, d.weight, d.evidence, d.model,
  d.apart_added as "apartAdded", d.apart_removed as "apartRemoved", d.undoes,
  (select u.id from identity.decision u where u.undoes = d.id limit 1) as "undoneBy"`;

const toDecision = ({ byId, byName, evidence, ...rest }: Row): StoredDecision => ({
  ...rest,
  by: byId === null ? null : { id: byId, name: byName ?? byId },
  evidence: evidence ?? [],
});

export async function findDecision(tx: Tx, id: string): Promise<StoredDecision | null> {
  const [row] = await tx.query<Row>(`select ${columns} from identity.decision d where d.id = $1`, [id], 'identity.decision');
  return row ? toDecision(row) : null;
}

/** The review that a decision answered, unless the same was answered again since and that has not been taken back: of a pair, or of one that has changed. */
export async function answeredLast(tx: Tx, decision: string): Promise<string | undefined> {
  const [row] = await tx.query<{ review: string }>(
    `select d.review from identity.decision d join identity.review r on r.id = d.review
      where d.id = $1 and not exists (
        select 1 from identity.decision n join identity.review a on a.id = n.review
         where n.patients && d.patients and n.id <> d.id and n.at >= d.at and (a.id = r.id or a.drifted = r.drifted)
           and not exists (select 1 from identity.decision u where u.undoes = n.id))`,
    [decision],
    'identity.answered-last',
  );
  return row?.review;
}

export interface DecisionFilter {
  readonly kind?: DecisionKind | undefined;
  readonly patients?: readonly string[] | undefined;
  readonly by?: string | undefined;
  /** From this moment on, and before that one. */
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

const conditionOf = ({ kind, patients, by, from, until }: DecisionFilter): { where: string; values: unknown[] } => {
  const values: unknown[] = [];
  const given = (text: (place: string) => string, value: unknown): string[] => {
    if (value === undefined) return [];
    values.push(value);
    return [text(`$${values.length}`)];
  };
  const parts = [
    ...given((place) => `d.kind = ${place}`, kind),
    ...given((place) => `d.patients && ${place}::text[]`, patients),
    ...(by === 'machine' ? ['d.by_id is null'] : given((place) => `d.by_id = ${place}`, by)),
    ...given((place) => `d.at >= ${place}`, from),
    ...given((place) => `d.at < ${place}`, until),
  ];
  return { where: parts.length > 0 ? `where ${parts.join(' and ')}` : '', values };
};

/** Decisions under a filter. */
export async function findDecisions(
  tx: Tx,
  filter: DecisionFilter,
  { sort, limit, offset = 0 }: { readonly sort: 'at' | '-at'; readonly limit: number; readonly offset?: number },
): Promise<StoredDecision[]> {
  const { where, values } = conditionOf(filter);
  const order = sort === 'at' ? 'd.at, d.id' : 'd.at desc, d.id desc';
  const rows = await tx.query<Row>(
    `select ${columns} from identity.decision d ${where} order by ${order} limit ${Number(limit)} offset ${Number(offset)}`,
    values,
  );
  return rows.map(toDecision);
}

/** How many there are, counted as far as `most`. */
export async function countDecisions(tx: Tx, filter: DecisionFilter, most: number): Promise<number> {
  const { where, values } = conditionOf(filter);
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from (select 1 from identity.decision d ${where} limit ${Number(most)}) as counted`,
    values,
  );
  return row?.n ?? 0;
}

/** So many who have decided are named, the first by their ids. */
const mostDeciders = 200;

/** Who has ever decided, by the name each had last; found by leaping through the index, whatever the length of the log. */
export const findDeciders = (tx: Tx): Promise<Who[]> =>
  tx.query<Who>(
    `with recursive who as (
       (select d.by_id as id from identity.decision d where d.by_id is not null order by d.by_id limit 1)
       union all
       select (select d.by_id from identity.decision d where d.by_id > w.id order by d.by_id limit 1) from who w where w.id is not null)
     select w.id, coalesce(l.by_name, w.id) as name
       from (select id from who where id is not null limit ${mostDeciders}) w
      cross join lateral (select d.by_name from identity.decision d where d.by_id = w.id order by d.at desc, d.id desc limit 1) l
      order by 2, 1`,
    [],
    'identity.deciders',
  );
