import type { FieldError } from '@songhua/kernel';

const shown = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 200);

/** What is wrong with a field, with the value as it was given. */
export function fault(field: string, rule: string, value: unknown, zh: string, en: string): FieldError {
  return { field, rule, ...(value !== undefined && { value: shown(value) }), message: { zh, en } };
}
