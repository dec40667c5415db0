import type { Clause } from '@songhua/engine-plan';
import type { Tx } from '@songhua/kernel';

/** The exact sentence of one clause, and the characters in it that were looked for. */
export interface Quote {
  readonly quote: string;
  readonly highlight: string;
}

/** Keeps what was found in a document, in place of what was found before. */
export async function saveQuotes(tx: Tx, document: string, clauses: readonly Clause[]): Promise<void> {
  const found = clauses.map((clause) => (clause.status === 'found' ? clause : null));
  await tx.query('delete from plan.quote where document = $1', [document]);
  await tx.query(
    `insert into plan.quote (document, clause, status, start_at, end_at, quote, highlight)
     select $1, * from unnest($2::text[], $3::text[], $4::int[], $5::int[], $6::text[], $7::text[])`,
    [
      document,
      clauses.map((clause) => clause.id),
      clauses.map((clause) => clause.status),
      found.map((clause) => clause?.start ?? null),
      found.map((clause) => clause?.end ?? null),
      found.map((clause) => clause?.quote ?? null),
      found.map((clause) => clause?.highlight ?? null),
    ],
  );
}

/** For each clause of a plan its sentence in the newest document that holds it. */
export async function planQuotes(tx: Tx, plan: string): Promise<ReadonlyMap<string, Quote>> {
  const rows = await tx.query<{ clause: string; quote: string; highlight: string }>(
    `select distinct on (q.clause) q.clause, q.quote, q.highlight
       from plan.quote q join plan.document d on d.id = q.document
      where d.plan = $1 and q.status = 'found'
      order by q.clause, d.added_at desc, d.id`,
    [plan],
  );
  return new Map(rows.map(({ clause, quote, highlight }) => [clause, { quote, highlight }]));
}
