/** `syntax`: cannot be read; `semantic`: cannot mean anything for the types it is written for; `execution`: fails on these data. */
export type FhirPathErrorKind = 'syntax' | 'semantic' | 'execution';

/** What is wrong in both languages of the interface, without the place. */
export interface Complaint {
  readonly en: string;
  readonly zh: string;
}

/** An expression that cannot be read or cannot be evaluated. `position` counts UTF-16 units from 0 in `expression`. */
export class FhirPathError extends Error {
  readonly kind: FhirPathErrorKind;
  readonly expression: string;
  readonly position: number;
  readonly line: number;
  readonly column: number;
  readonly zh: string;

  constructor(kind: FhirPathErrorKind, complaint: Complaint, expression: string, position: number, options?: ErrorOptions) {
    const before = expression.slice(0, position);
    const line = before.split('\n').length;
    const column = position - before.lastIndexOf('\n');
    super(`FHIRPath, line ${line}, column ${column}: ${complaint.en}`, options);
    this.name = 'FhirPathError';
    this.kind = kind;
    this.expression = expression;
    this.position = position;
    this.line = line;
    this.column = column;
    this.zh = `FHIRPath 第 ${line} 行第 ${column} 列：${complaint.zh}`;
  }
}

/** A complaint thrown where the place is not known yet; whoever compiled the call adds it. */
export class Misuse extends Error {
  readonly complaint: Complaint;

  constructor(en: string, zh: string) {
    super(en);
    this.name = 'Misuse';
    this.complaint = { en, zh };
  }
}

/** The complaint with its place. */
export const located = (misuse: Misuse, kind: FhirPathErrorKind, expression: string, position: number): FhirPathError =>
  new FhirPathError(kind, misuse.complaint, expression, position, { cause: misuse });
