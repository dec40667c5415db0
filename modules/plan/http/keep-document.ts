import { createHash } from 'node:crypto';
import { append } from '@songhua/events';
import { ok, type Result, refuse, type Tx } from '@songhua/kernel';
import type { DocumentRow } from '../contract.ts';
import { acceptDocument } from '../domain/accept-document.ts';
import { deleteDocument, insertDocument, readDocument } from '../store/documents.ts';
import { saveQuotes } from '../store/quotes.ts';
import { choosePlan } from './load-question.ts';

/** Keeps a plan's document (of the first plan when none is named) with every sentence its locators find, and tells of it; or refuses and keeps nothing. */
export async function keepDocument(
  tx: Tx,
  planId: string | undefined,
  text: string,
  addedBy: string,
  now: Date,
): Promise<Result<DocumentRow>> {
  const chosen = await choosePlan(tx, planId);
  if (!chosen.ok) return chosen;
  const { plan } = chosen.value;
  const accepted = acceptDocument(chosen.value, text);
  if (!accepted.ok) return accepted;
  const { number, clauses } = accepted.value;
  const hash = createHash('sha256').update(text).digest('hex');
  const id = `${plan.id}-${hash.slice(0, 12)}`;
  // Of the other documents only the number is known.
  const title = number === plan.document.number ? plan.document.title.zh : number;
  const isNew = await insertDocument(tx, { id, plan: plan.id, hash, number, title, text, addedAt: now, addedBy });
  if (!isNew) return refuse('plan.document-already-loaded', { document: id });
  await saveQuotes(tx, id, clauses);
  await append(tx, 'plan.document-added', { id }, now);
  const row = await readDocument(tx, id);
  if (!row) throw new Error(`document ${id} vanished inside its own transaction`);
  return ok(row);
}

/** Removes a document and its quotes, and tells of it. */
export async function dropDocument(tx: Tx, id: string, now: Date): Promise<Result<{ readonly id: string }>> {
  if (!(await deleteDocument(tx, id))) return refuse('plan.unknown-document', { document: id });
  await append(tx, 'plan.document-removed', { id }, now);
  return ok({ id });
}
