import { kernelProblems, type Language, type Problem, type Refusal, toProblem } from '@songhua/kernel';
import { recordsProblems } from '../problems.ts';

const issueType: Readonly<Record<number, string>> = {
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  406: 'not-supported',
  409: 'conflict',
  410: 'deleted',
  412: 'conflict',
  413: 'too-long',
  415: 'not-supported',
  422: 'processing',
  429: 'throttled',
  503: 'transient',
};

/** A problem as FHIR says it: one issue a field, the place as FHIRPath, the text in both languages. */
export function operationOutcome(problem: Problem): object {
  const code = issueType[problem.status] ?? (problem.status >= 500 ? 'exception' : 'invalid');
  return {
    resourceType: 'OperationOutcome',
    issue: (problem.errors?.length ? problem.errors : [undefined]).map((error) => ({
      severity: 'error',
      code,
      details: { coding: [{ system: 'urn:songhua:problem', code: problem.code }], text: problem.title },
      ...(error && {
        diagnostics: `${error.field}: ${error.message.en} / ${error.message.zh} (${error.rule}${error.value === undefined ? '' : `: ${error.value}`})`,
        ...(error.field !== '' && { expression: [error.field] }),
      }),
    })),
  };
}

/** What a part of a request was refused for: status and OperationOutcome. */
export function refusedOutcome(refusal: Refusal, language: Language): { readonly status: number; readonly outcome: object } {
  const problem = toProblem(refusal, { ...kernelProblems, ...recordsProblems }, language);
  return { status: problem.status, outcome: operationOutcome(problem) };
}
