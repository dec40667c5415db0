/** Parameter of our own in next links. */
export const cursorName = '_cursor';
/** Resources of a page: unless asked for otherwise, and at most. */
export const [usualCount, mostCount] = [50, 1_000];

/** Where a page ended: a place in the lists, for a sorted search with the values sorted by, over several types with the type. */
export interface Cursor {
  readonly after?: bigint;
  readonly type?: string;
  /** What the last one shown was sorted by; of a walk that was cut short, where it stood. */
  readonly values?: readonly (string | number | null)[];
}

export const printCursor = ({ after, type, values }: Cursor): string =>
  Buffer.from(
    JSON.stringify({ ...(after !== undefined && { a: String(after) }), ...(type && { t: type }), ...(values && { s: values }) }),
  ).toString('base64url');

/** Reads what `printCursor` wrote; undefined for anything else. */
export function readCursor(text: string): Cursor | undefined {
  try {
    const { a, t, s } = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Record<string, unknown>;
    if (a !== undefined && !(typeof a === 'string' && /^-?\d{1,19}$/.test(a))) return undefined;
    if (t !== undefined && typeof t !== 'string') return undefined;
    const isValue = (value: unknown): boolean => value === null || typeof value === 'string' || typeof value === 'number';
    if (s !== undefined && !(Array.isArray(s) && s.every(isValue))) return undefined;
    return {
      ...(a !== undefined && { after: BigInt.asIntN(64, BigInt(a)) }),
      ...(t !== undefined && { type: t }),
      ...(s !== undefined && { values: s as (string | number | null)[] }),
    };
  } catch {
    return undefined;
  }
}
