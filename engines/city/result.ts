/** Why a city could not be made: the rule that cannot hold, and the figures that break it. */
export interface Infeasible {
  readonly code: `city.${string}`;
  readonly params: Readonly<Record<string, string | number>>;
}

/** The engine's answers: a value, or the constraint that cannot be met. Shaped as the kernel's `Result`. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Infeasible };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const infeasible = (code: Infeasible['code'], params: Infeasible['params'] = {}): Result<never> => ({
  ok: false,
  error: { code, params },
});
