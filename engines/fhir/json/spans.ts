/** Where a value stands in a text: from `start` to just before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A member of an object: its value's span, and `from`, where its key's quote stands. */
export interface Member extends Span {
  readonly from: number;
}

/** A string under a key named `reference`: the span holds the quotes, the value is unescaped. */
export interface ReferenceSpan extends Span {
  readonly value: string;
}

export interface Spans {
  /** Members of the root object in the order of the text. */
  readonly root: ReadonlyMap<string, Member>;
  readonly references: readonly ReferenceSpan[];
  /** Of a Bundle: the spans of `entry[i].resource`, undefined where an entry has none. */
  readonly entries: readonly (Span | undefined)[];
  /** A number's text would change if the parsed value were printed again (1.0, 1e3, more than 17 digits, -0 …). */
  readonly inexact: boolean;
}

/** Why the quick pass gave up. */
export type Refusal = 'white-space' | 'suspect';

// Keys of the objects that are open now: hash and place, one object's behind its parent's. Reused from call to call.
let hashes = new Int32Array(256);
let starts = new Int32Array(256);
let ends = new Int32Array(256);

function grow(): void {
  const larger = (old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
    const next = new Int32Array(old.length * 2);
    next.set(old);
    return next;
  };
  hashes = larger(hashes);
  starts = larger(starts);
  ends = larger(ends);
}

/** From so many keys on an object's keys are kept in a set, so that a hostile object costs no quadratic time. */
const manyKeys = 24;

const longString = 8;

const keyAt = (text: string, start: number, end: number): string => {
  const raw = text.slice(start, end);
  return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
};

/** An escape \\u0000 or one half of a surrogate pair: PostgreSQL may be unable to store it. `at` is the place of its `u`. */
function mayNotBeStored(text: string, at: number): boolean {
  const high = text.charCodeAt(at + 1) | 0x20;
  return high === 0x64 ? text.charCodeAt(at + 2) >= 0x38 : high === 0x30 && text.startsWith('0000', at + 1);
}

/** Whether printing the number again gives the same text; undefined for one beyond what a double holds. */
function isExact(text: string, start: number, end: number): boolean | undefined {
  const length = end - start;
  if (length <= 15) {
    // Most are short; a plain integer, or a decimal from 0.00001 up that does not end in 0, survives.
    let dot = -1;
    let odd = false;
    for (let i = start; i < end; i += 1) {
      const c = text.charCodeAt(i);
      if (c === 0x2e) dot = i;
      else if (c < 0x30 || c > 0x39) odd = true;
    }
    if (!odd && dot < 0) return true;
    if (!odd && text.charCodeAt(end - 1) !== 0x30 && end - dot <= 6) return true;
  }
  const written = text.slice(start, end);
  const value = Number(written);
  return Number.isFinite(value) ? JSON.stringify(value) === written : undefined;
}

/**
 * One pass over a text that is known to be valid JSON with an object at its root. Gives up with `white-space` when
 * it is not minified and with `suspect` when keys repeat, levels are too many or an escape may not be storable.
 */
export function scanSpans(text: string, deepest: number): Spans | Refusal {
  const root = new Map<string, Member>();
  const references: ReferenceSpan[] = [];
  const entries: (Span | undefined)[] = [];
  /** Per level: where its keys begin in the buffers; -1 for an array. */
  const bases: number[] = [];
  const sets: (Set<string> | undefined)[] = [];
  let inexact = false;
  let top = 0;
  let depth = 0;
  let base = -1;
  let expectKey = false;
  let isReference = false;
  let rootKey = '';
  let rootFrom = -1;
  let rootStart = 0;
  let inEntries = false;
  let resourceStart = -1;
  let backslash = -1;
  const length = text.length;
  let i = 0;
  while (i < length) {
    const c = text.charCodeAt(i);
    if (c === 0x22) {
      const start = i + 1;
      if (expectKey) {
        let hash = 0;
        let d = text.charCodeAt(start);
        for (i = start; d !== 0x22; ) {
          if (d === 0x5c) break;
          hash = (Math.imul(hash, 31) + d) | 0;
          i += 1;
          d = text.charCodeAt(i);
        }
        if (d === 0x5c) {
          hash = 0;
          for (; text.charCodeAt(i) !== 0x22; i += 1) {
            if (text.charCodeAt(i) !== 0x5c) continue;
            i += 1;
            if (text.charCodeAt(i) === 0x75 && mayNotBeStored(text, i)) return 'suspect';
          }
          const key = keyAt(text, start, i);
          for (let k = 0; k < key.length; k += 1) hash = (Math.imul(hash, 31) + key.charCodeAt(k)) | 0;
          isReference = key === 'reference';
        } else isReference = i - start === 9 && text.startsWith('reference', start);
        const end = i;
        const count = top - base;
        if (count < manyKeys) {
          for (let k = base; k < top; k += 1) {
            if (hashes[k] === hash && keyAt(text, starts[k] ?? 0, ends[k] ?? 0) === keyAt(text, start, end)) return 'suspect';
          }
        } else {
          let set = sets[depth];
          if (!set) {
            set = new Set();
            for (let k = base; k < top; k += 1) set.add(keyAt(text, starts[k] ?? 0, ends[k] ?? 0));
            sets[depth] = set;
          }
          const size = set.size;
          if (set.add(keyAt(text, start, end)).size === size) return 'suspect';
        }
        if (count < manyKeys) {
          if (top === hashes.length) grow();
          hashes[top] = hash;
          starts[top] = start;
          ends[top] = end;
          top += 1;
        }
        i += 2;
        expectKey = false;
        if (depth === 1) {
          rootKey = keyAt(text, start, end);
          rootFrom = start - 1;
          rootStart = i;
          inEntries = rootKey === 'entry' && text.charCodeAt(i) === 0x5b;
        } else if (inEntries && depth === 3 && end - start === 8 && text.startsWith('resource', start)) {
          if (text.charCodeAt(i) === 0x7b) resourceStart = i;
        }
        if (text.charCodeAt(end + 1) !== 0x3a) return 'white-space';
        continue;
      }
      for (i = start; ; i += 1) {
        const d = text.charCodeAt(i);
        if (d === 0x22) break;
        if (d === 0x5c) {
          i += 1;
          if (text.charCodeAt(i) === 0x75 && mayNotBeStored(text, i)) return 'suspect';
        } else if (i - start === longString) {
          // From here on searching natively is quicker than looking at each character.
          if (backslash < i) backslash = text.indexOf('\\', i);
          if (backslash < 0) backslash = length;
          i = Math.min(text.indexOf('"', i), backslash) - 1;
        }
      }
      i += 1;
      if (isReference) references.push({ start: start - 1, end: i, value: keyAt(text, start, i - 1) });
      isReference = false;
    } else if (c === 0x2c) {
      if (depth === 1 && rootFrom >= 0) root.set(rootKey, { from: rootFrom, start: rootStart, end: i });
      expectKey = base >= 0;
      i += 1;
    } else if (c === 0x7b || c === 0x5b) {
      if (depth === deepest) return 'suspect';
      bases[depth] = base;
      depth += 1;
      isReference = false;
      if (c === 0x7b) {
        base = top;
        expectKey = true;
        if (sets[depth]) sets[depth] = undefined;
        if (inEntries && depth === 3) entries.push(undefined);
      } else {
        base = -1;
        expectKey = false;
      }
      i += 1;
    } else if (c === 0x7d || c === 0x5d) {
      if (c === 0x7d) top = base;
      depth -= 1;
      base = bases[depth] ?? -1;
      expectKey = false;
      i += 1;
      if (depth === 0) {
        if (rootFrom >= 0) root.set(rootKey, { from: rootFrom, start: rootStart, end: i - 1 });
        if (i < length) return 'white-space';
      } else if (depth === 3 && resourceStart >= 0) {
        entries[entries.length - 1] = { start: resourceStart, end: i };
        resourceStart = -1;
      }
    } else if (c <= 0x20) {
      return 'white-space';
    } else {
      const start = i;
      let d = c;
      while (d !== 0x2c && d !== 0x7d && d !== 0x5d && d > 0x20) {
        i += 1;
        d = text.charCodeAt(i);
      }
      if (c < 0x3a) {
        const exact = isExact(text, start, i);
        if (exact === undefined) return 'suspect';
        inexact ||= !exact;
      }
      isReference = false;
    }
  }
  return { root, references, entries, inexact };
}
