import type { Tx } from '@songhua/kernel';

/** A value for each database, made at its first use: what is remembered of one must not be told of another. */
export function perHome<T>(make: () => T): (tx: Tx) => T {
  const made = new WeakMap<object, T>();
  return ({ home }) => {
    const known = made.get(home);
    if (known !== undefined) return known;
    const value = make();
    made.set(home, value);
    return value;
  };
}
