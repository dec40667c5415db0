/**
 * Distinct texts, one after the other: text `i` is `units[offsets[i]] … units[offsets[i + 1] - 1]`, in UTF-16. Text 0 is the empty one and means
 * that nothing is known. Both arrays lie in shared memory, so that workers compare what the main thread has read without copying it.
 */
export interface TextStore {
  readonly units: Uint16Array;
  readonly offsets: Uint32Array;
  readonly size: number;
}

export const textAt = ({ units, offsets }: TextStore, at: number): string =>
  String.fromCharCode(...units.subarray(offsets[at], offsets[at + 1]));

/** 32 bits of the units between two places (FNV-1a over units, mixed at the end); 0 only for nothing. */
export function hashUnits(units: Uint16Array, from: number, to: number): number {
  if (from === to) return 0;
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (units[at] ?? 0), 0x01000193);
  return mixed(hash) || 1;
}

/** 32 bits of a text; 0 only for the empty one. The same as `hashUnits` of its units. */
export function hashText(text: string): number {
  if (text === '') return 0;
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mixed(hash) || 1;
}

/** The last step of MurmurHash3: every bit of what comes in moves half of those that go out. */
export function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

/** Two hashes as one; not symmetric. */
export const joined = (one: number, other: number): number => mixed(Math.imul(one, 31) + other) || 1;
