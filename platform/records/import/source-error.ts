import type { Refusal } from '@songhua/kernel';

/** A source cannot be read, or is not what it was: the job ends with this refusal. Trying again would not help. */
export class SourceError extends Error {
  readonly refusal: Refusal;
  constructor(code: string, params: Refusal['params'] & object, cause?: unknown) {
    super(`${code} ${JSON.stringify(params)}`, { cause });
    this.refusal = { code, params };
  }
}
