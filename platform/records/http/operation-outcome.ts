import { type OutcomeIssue, operationOutcome as outcomeOf, refusalOutcome } from '@songhua/engine-fhir/operation-outcome.ts';
import { kernelProblems, type Language, type Problem, type Refusal, toProblem } from '@songhua/kernel';
import { recordsProblems } from '../problems.ts';

const systems = { problem: 'urn:songhua:problem', rule: 'urn:songhua:rule' } as const;

/** Refusals whose fields are search parameters, not elements. */
const ofRequest = new Set(['records.invalid-search', 'records.invalid-parameter', 'kernel.invalid-input']);

/** A problem as FHIR says it: one issue a field, the place as FHIRPath, the text in both languages. */
export const operationOutcome = ({ code, errors, texts, status }: Problem, language: Language): object =>
  refusalOutcome(
    { code, ...(errors && { errors }) },
    { ...texts, status },
    { language, systems, inRequest: ofRequest.has(code) },
  );

/** What a part of a request was refused for: status and OperationOutcome. */
export function refusedOutcome(refusal: Refusal, language: Language): { readonly status: number; readonly outcome: object } {
  const problem = toProblem(refusal, { ...kernelProblems, ...recordsProblems }, language);
  return { status: problem.status, outcome: operationOutcome(problem, language) };
}

/** What a validation found; that all is well when it found nothing. */
export const validationOutcome = (issues: readonly OutcomeIssue[], language: Language): object =>
  outcomeOf(issues, { language, systems });
