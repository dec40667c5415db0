/** A refusal is a value with a code; breakage is thrown. */
export type Result<T, E = Refusal> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** One rule broken by one field of the input. `value` is what the client sent, as text, cut at 200 characters. */
export interface FieldError {
  readonly field: string;
  readonly rule: string;
  readonly value?: string;
  /** What stands there now, when the rule is that somebody else has changed it meanwhile. */
  readonly current?: unknown;
  readonly message: Text;
}

/**
 * Why something was not done. `code` is `module.what-is-wrong` and stands in that module's problem table,
 * which gives the HTTP status and the text in both languages; `params` fill the `{name}` places of the text.
 */
export interface Refusal {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly errors?: readonly FieldError[];
}

/** A text in both interface languages. Chinese is the default. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export type Language = keyof Text;

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

export const refuse = (
  code: string,
  params?: Readonly<Record<string, string | number>>,
  errors?: readonly FieldError[],
): Result<never> => ({
  ok: false,
  error: { code, ...(params && { params }), ...(errors && { errors }) },
});

/** The value of a result that must be good here; throws (breakage) when it is a refusal. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`unexpected refusal ${result.error.code} ${JSON.stringify(result.error.params ?? {})}`);
}
