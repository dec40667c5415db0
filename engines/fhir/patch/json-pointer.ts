import { isObject } from './json-value.ts';

/** The tokens of a JSON Pointer (RFC 6901), unescaped; undefined when it is none. */
export function readPointer(text: string): readonly string[] | undefined {
  if (text === '') return [];
  if (!text.startsWith('/') || /~(?![01])/.test(text)) return undefined;
  return text
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What a pointer leads to; absent is not the same as null. */
export type Found = { readonly found: true; readonly value: unknown } | { readonly found: false };

const missing: Found = { found: false };

/** The index a token names in a list of so many; without leading zeros, as RFC 6901 §4 wants. */
export function indexOf(token: string, length: number): number | undefined {
  if (!/^(0|[1-9]\d{0,9})$/.test(token)) return undefined;
  const index = Number(token);
  return index < length ? index : undefined;
}

/** Follows one token. */
export function step(value: unknown, token: string): Found {
  if (Array.isArray(value)) {
    const index = indexOf(token, value.length);
    return index === undefined ? missing : { found: true, value: value[index] };
  }
  return isObject(value) && Object.hasOwn(value, token) ? { found: true, value: value[token] } : missing;
}

/** Follows all tokens. */
export function lookUp(root: unknown, tokens: readonly string[]): Found {
  let found: Found = { found: true, value: root };
  for (const token of tokens) {
    if (!found.found) return missing;
    found = step(found.value, token);
  }
  return found;
}

/** The same document with `change` applied to what holds the pointer's last token; only what lies on the way is copied. Undefined when the way ends early or the change does. */
export function changeAt(
  root: unknown,
  tokens: readonly string[],
  change: (holder: unknown, token: string) => unknown,
): { readonly value: unknown } | undefined {
  const [token, ...rest] = tokens;
  if (token === undefined) return undefined;
  if (rest.length === 0) {
    const value = change(root, token);
    return value === undefined ? undefined : { value };
  }
  const inner = step(root, token);
  if (!inner.found) return undefined;
  const changed = changeAt(inner.value, rest, change);
  if (!changed) return undefined;
  if (Array.isArray(root)) return { value: root.with(Number(token), changed.value) };
  return { value: { ...(root as object), [token]: changed.value } };
}
