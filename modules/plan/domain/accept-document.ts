import { type Clause, findClauses, holds, type Plan, planLocators } from '@songhua/engine-plan';
import { ok, type Result, refuse } from '@songhua/kernel';

/** Bytes of UTF-8 a document may have. */
export const documentLimit = 2 * 1024 * 1024;

/**
 * The clauses of the plan in this text, found or not; or why it cannot be the plan's document: too large, not a
 * text, without the plan's document number, or without a single one of its clauses.
 */
export function acceptDocument(plan: Plan, text: string): Result<readonly Clause[]> {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > documentLimit) return refuse('plan.document-too-large', { bytes, limit: documentLimit });
  // PostgreSQL keeps no NUL, and a text has none: this is a PDF or Word file opened as text.
  if (text.includes('\u0000') || text.startsWith('%PDF-')) return refuse('plan.document-not-text');
  if (!holds(text, plan.document.number)) {
    return refuse('plan.wrong-document', { number: plan.document.number }, [
      {
        field: 'text',
        rule: 'document-number',
        value: text.trim().slice(0, 60),
        message: {
          zh: `文中没有文号 ${plan.document.number}`,
          en: `the text does not hold the document number ${plan.document.number}`,
        },
      },
    ]);
  }
  const clauses = findClauses(text, planLocators(plan));
  if (clauses.length > 0 && clauses.every(({ status }) => status !== 'found'))
    return refuse('plan.no-clause-found', { wanted: clauses.length });
  return ok(clauses);
}
