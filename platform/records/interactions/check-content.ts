import { type Scan, scanJson } from '@songhua/engine-fhir/json/scan.ts';
import { type FieldError, ok, type Resource, type Result, refuse } from '@songhua/kernel';
import { checkResource, deepest } from '../domain/check-resource.ts';
import type { FhirStore } from '../fhir-store.ts';

export interface Expected {
  readonly type: string;
  /** The id that the address says; a body with another is refused. */
  readonly id?: string;
  /** Where the content stands, e.g. `Bundle.entry[3].resource`; empty for a request's own body. */
  readonly at?: string;
}

/** A body's text as JSON that can be stored, or each fault with its line and column. */
export function readText(text: string): Result<Scan> {
  const scanned = scanJson(text, { deepest });
  if (scanned.ok) return scanned;
  const errors = scanned.errors.map(({ field, rule, value, line, column, text: message }): FieldError => {
    const place = { zh: `第 ${line} 行第 ${column} 列`, en: `line ${line}, column ${column}` };
    return {
      field,
      rule,
      ...(value !== undefined && { value }),
      message: { zh: `${message.zh}（${place.zh}）`, en: `${message.en} (${place.en})` },
    };
  });
  return refuse('records.invalid-resource', {}, errors);
}

/** Fields by their whole path: `Patient.name` and `name` both stand at `Bundle.entry[3].resource.name`. */
const under = (at: string | undefined, errors: readonly FieldError[]): FieldError[] => {
  if (!at) return [...errors];
  const path = (field: string): string => field.replace(/^[A-Z][A-Za-z]*/, '').replace(/^\./, '');
  return errors.map((error) => {
    const inner = path(error.field);
    return { ...error, field: inner === '' || inner.startsWith('[') ? `${at}${inner}` : `${at}.${inner}` };
  });
};

/** Content that may be stored as a resource of this type: its type and id as expected, and every rule of R4 kept. */
export function checkContent(store: Pick<FhirStore, 'validate'>, scan: Scan, { at, ...expected }: Expected): Result<Scan> {
  const checked = checkResource(scan.value, expected);
  if (!checked.ok) return refuse('records.invalid-resource', {}, under(at, checked.error.errors ?? []));
  const issues = store.validate(scan.value as Resource);
  if (issues.length === 0) return ok(scan);
  const errors = issues.map(({ expression, rule, value, text }) => ({
    field: expression,
    rule,
    ...(value !== undefined && { value }),
    message: { zh: text.zh.replace(`${expression}：`, ''), en: text.en.replace(`${expression}: `, '') },
  }));
  return refuse('records.invalid-resource', {}, under(at, errors));
}
