import { hashText, type TextStore } from './text-store.ts';

/** One field of all records: which of the distinct texts each record has, and how many have each. */
export interface Column {
  /** By record; 0: not known. */
  readonly codes: Int32Array;
  readonly texts: TextStore;
  /** By text; that of text 0 counts the records in which nothing is known. */
  readonly counts: Int32Array;
}

export interface ColumnBuilder {
  /** The next record's value as it is to be compared: already normalised. */
  readonly add: (text: string) => void;
  readonly finish: () => Column;
}

const shared = {
  int32: (length: number) => new Int32Array(new SharedArrayBuffer(length * 4)),
  uint32: (length: number) => new Uint32Array(new SharedArrayBuffer(length * 4)),
  uint16: (length: number) => new Uint16Array(new SharedArrayBuffer(length * 2)),
};

/** An array of shared memory that doubles when it is full. */
function growing<A extends Int32Array | Uint32Array | Uint16Array>(make: (length: number) => A, first: number) {
  let array = make(first);
  let used = 0;
  const reserve = (more: number): void => {
    if (used + more <= array.length) return;
    const next = make(Math.max(array.length * 2, used + more));
    next.set(array.subarray(0, used) as never);
    array = next;
  };
  return {
    push: (value: number) => {
      reserve(1);
      array[used] = value;
      used += 1;
    },
    at: (index: number): number => array[index] ?? 0,
    add: (index: number, value: number) => {
      array[index] = (array[index] ?? 0) + value;
    },
    get length() {
      return used;
    },
    trimmed: (): A => {
      const exact = make(used);
      exact.set(array.subarray(0, used) as never);
      return exact;
    },
  };
}

/**
 * Reads one field of the records in turn. Nothing is kept of a text beyond its units: millions of distinct numbers cost their letters
 * and eight bytes each, not a string in a map.
 */
export function createColumnBuilder(): ColumnBuilder {
  const units = growing(shared.uint16, 1024);
  const offsets = growing(shared.uint32, 256);
  const counts = growing(shared.int32, 256);
  const codes = growing(shared.int32, 256);
  let slots = new Int32Array(1024).fill(-1);
  let hashes = new Int32Array(1024);
  offsets.push(0);
  offsets.push(0);
  counts.push(0);

  const holds = (code: number, text: string): boolean => {
    const from = offsets.at(code);
    if (offsets.at(code + 1) - from !== text.length) return false;
    for (let at = 0; at < text.length; at += 1) if (units.at(from + at) !== text.charCodeAt(at)) return false;
    return true;
  };
  const place = (hash: number, code: number): void => {
    let slot = hash & (slots.length - 1);
    while (slots[slot] !== -1) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = code;
    hashes[slot] = hash;
  };
  const widen = (): void => {
    const [former, formerHashes] = [slots, hashes];
    slots = new Int32Array(former.length * 2).fill(-1);
    hashes = new Int32Array(former.length * 2);
    for (const [at, code] of former.entries()) if (code !== -1) place(formerHashes[at] ?? 0, code);
  };
  const codeOf = (text: string): number => {
    if (text === '') return 0;
    const hash = hashText(text);
    let slot = hash & (slots.length - 1);
    for (let code = slots[slot] ?? -1; code !== -1; code = slots[slot] ?? -1) {
      if (hashes[slot] === hash && holds(code, text)) return code;
      slot = (slot + 1) & (slots.length - 1);
    }
    const code = counts.length;
    for (let at = 0; at < text.length; at += 1) units.push(text.charCodeAt(at));
    offsets.push(units.length);
    counts.push(0);
    place(hash, code);
    if (counts.length * 2 > slots.length) widen();
    return code;
  };

  return {
    add: (text) => {
      const code = codeOf(text);
      counts.add(code, 1);
      codes.push(code);
    },
    finish: () => {
      const texts = { units: units.trimmed(), offsets: offsets.trimmed(), size: counts.length };
      return { codes: codes.trimmed(), texts, counts: counts.trimmed() };
    },
  };
}
