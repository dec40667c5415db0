import { type Clause, findClauses, holds } from '@songhua/engine-plan';
import { ok, type Result, refuse } from '@songhua/kernel';
import { documentLocators, documentNumbers, type Pointing } from './find-places.ts';

/** Bytes of UTF-8 a document may have. */
export const documentLimit = 2 * 1024 * 1024;

/** A text taken as the document of this number, with every place the plan points to in it, found or not. */
export interface Accepted {
  readonly number: string;
  readonly clauses: readonly Clause[];
}

const countFound = ({ clauses }: Accepted): number => clauses.filter(({ status }) => status === 'found').length;

/**
 * Which of a plan's documents this text is, with the clauses found in it or not; or why it can be none of them: too
 * large, not a text, without any of their numbers, or without a single one of their clauses. A document may name
 * another one: of several numbers that stand in it the one counts whose clauses are found most.
 */
export function acceptDocument(pointing: Pointing, text: string): Result<Accepted> {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > documentLimit) return refuse('plan.document-too-large', { bytes, limit: documentLimit });
  // PostgreSQL keeps no NUL, and a text has none: this is a PDF or Word file opened as text.
  if (text.includes('\u0000') || text.startsWith('%PDF-')) return refuse('plan.document-not-text');
  const numbers = documentNumbers(pointing);
  const held = numbers.filter((number) => holds(text, number));
  if (held.length === 0) {
    const [zh, en] = [numbers.join('、'), numbers.join(', ')];
    return refuse('plan.wrong-document', { number: zh }, [
      {
        field: 'text',
        rule: 'document-number',
        value: text.trim().slice(0, 60),
        message: {
          zh: `文中没有文号 ${zh}`,
          en:
            numbers.length > 1
              ? `the text holds none of the document numbers ${en}`
              : `the text does not hold the document number ${en}`,
        },
      },
    ]);
  }
  const tried = held.map((number) => ({ number, clauses: findClauses(text, documentLocators(pointing, number)) }));
  const best = tried.reduce((a, b) => (countFound(b) > countFound(a) ? b : a));
  if (best.clauses.length > 0 && countFound(best) === 0) return refuse('plan.no-clause-found', { wanted: best.clauses.length });
  return ok(best);
}
