import type { FormSpec } from '../contract.ts';
import { formOf } from '../domain/forms.ts';

/** The form of an id that the schema let through. */
export function findForm(id: string): FormSpec {
  const spec = formOf(id);
  if (!spec) throw new Error(`no form ${id}`);
  return spec;
}
