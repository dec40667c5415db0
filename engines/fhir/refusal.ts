/** A text in both interface languages. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** One rule broken by one field of the input; `value` is what the client sent, as text, cut at 200 characters. */
export interface FieldError {
  /** FHIRPath from the root of what was sent: `Bundle.entry[3].request.url`; a header by its name. */
  readonly field: string;
  readonly rule: string;
  readonly value?: string;
  readonly message: Text;
}

/** Every code refused here, with the params that fill its text. Whoever answers requests has a status and texts for each. */
export type RefusalCode =
  // Conditions: {condition}; {resource, expected, current}; {resource, expected}; {resource, current}
  | 'records.invalid-condition'
  | 'records.version-conflict'
  | 'records.version-gone'
  | 'records.already-exists'
  // What a condition found: {type, criteria, count}; {type, criteria}; {type, id, found}; {resource}
  | 'records.several-matches'
  | 'records.no-match'
  | 'records.match-has-other-id'
  | 'records.id-taken'
  // The request: {parameter}; {asked}; {type, taken}
  | 'records.invalid-parameter'
  | 'records.not-acceptable'
  | 'records.unsupported-content'
  // Patches: {operation, rule}; {operation, path, rule}; {operation, path}; {field}; {what, limit}
  | 'records.invalid-patch'
  | 'records.patch-does-not-fit'
  | 'records.patch-test-failed'
  | 'records.patch-changes-identity'
  | 'records.patch-too-large'
  // Bundles: {rule}; {entries}; {limit, entries}; {resource, entry, other}
  | 'records.not-a-bundle'
  | 'records.invalid-bundle'
  | 'records.bundle-too-large'
  | 'records.same-resource-twice';

/** Why something was not done. Shaped as the kernel's `Refusal`. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly errors?: readonly FieldError[];
}

/** The engine's answers: a value, or why there is none. Shaped as the kernel's `Result`. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Refusal };

export const refuse = (
  code: RefusalCode,
  params?: Readonly<Record<string, string | number>>,
  errors?: readonly FieldError[],
): { readonly ok: false; readonly error: Refusal } => ({
  ok: false,
  error: { code, ...(params && { params }), ...(errors && { errors }) },
});

/** What a client sent, as text for a message: strings as they are, anything else as JSON, cut at 200 characters. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : shownJson(value);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

/** JSON of a value; what has none (undefined, a nesting no stack can hold) is named by its kind. */
function shownJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return `(${typeof value})`;
  }
}

/** A field's error; without a value when nothing was sent. */
export const fieldError = (field: string, rule: string, value: unknown, zh: string, en: string): FieldError => ({
  field,
  rule,
  ...(value !== undefined && { value: shown(value) }),
  message: { zh, en },
});
