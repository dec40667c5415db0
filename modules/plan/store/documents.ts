import type { Tx } from '@songhua/kernel';
import type { DocumentRow } from '../contract.ts';

/** A loaded document with its text. */
export interface StoredDocument {
  readonly id: string;
  readonly plan: string;
  readonly hash: string;
  readonly number: string;
  readonly title: string;
  readonly text: string;
  readonly addedAt: Date;
  readonly addedBy: string;
}

interface Row {
  id: string;
  plan: string;
  number: string;
  title: string;
  added_at: Date;
  added_by: string;
  characters: number;
  found: number;
  wanted: number;
  missing: string[];
}

const listed = `
  select d.id, d.plan, d.number, d.title, d.added_at, d.added_by, char_length(d.text) as characters,
         count(q.clause) filter (where q.status = 'found')::int as found,
         count(q.clause)::int as wanted,
         coalesce(array_agg(q.clause order by q.clause) filter (where q.status <> 'found'), '{}') as missing
    from plan.document d left join plan.quote q on q.document = d.id`;

const toRow = ({ added_at, added_by, ...row }: Row): DocumentRow => ({
  ...row,
  addedAt: added_at.toISOString(),
  addedBy: added_by,
});

/** The documents of a plan, or of all, newest first. */
export async function listDocuments(tx: Tx, plan: string | null): Promise<DocumentRow[]> {
  const rows = await tx.query<Row>(
    `${listed} where $1::text is null or d.plan = $1 group by d.id order by d.added_at desc, d.id`,
    [plan],
  );
  return rows.map(toRow);
}

/** One document with what was found in it, without its text; null when there is none of this id. */
export async function readDocument(tx: Tx, id: string): Promise<DocumentRow | null> {
  const [row] = await tx.query<Row>(`${listed} where d.id = $1 group by d.id`, [id]);
  return row ? toRow(row) : null;
}

/** False when the same text is kept for this plan already; nothing is written then. */
export async function insertDocument(tx: Tx, document: StoredDocument): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `insert into plan.document (id, plan, hash, number, title, text, added_at, added_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    [
      document.id,
      document.plan,
      document.hash,
      document.number,
      document.title,
      document.text,
      document.addedAt,
      document.addedBy,
    ],
  );
  return rows.length === 1;
}

/** False when there is no such document. Its quotes go with it. */
export async function deleteDocument(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.query<{ id: string }>('delete from plan.document where id = $1 returning id', [id]);
  return rows.length === 1;
}

/** Texts of a plan's documents, for searching them again after the plan's files changed. */
export const documentTexts = (
  tx: Tx,
  plan: string,
): Promise<{ readonly id: string; readonly number: string; readonly text: string }[]> =>
  tx.query('select id, number, text from plan.document where plan = $1 order by id', [plan]);
