import { joined } from '../columns/text-store.ts';

/** One way of putting records that may be one person into the same block: a hash of what they have in common, by record; 0: in no block. */
export interface Key {
  readonly name: string;
  readonly hashes: Int32Array;
  /** Names of the comparisons that agree, wholly or nearly, for two records with this key. They teach nothing about each other within its blocks. */
  readonly about: readonly string[];
}

/** A key of a feature of distinct texts, spread over the records that have them. */
export function keyOf(name: string, about: readonly string[], codes: Int32Array, feature: Int32Array): Key {
  const hashes = new Int32Array(new SharedArrayBuffer(codes.length * 4));
  for (let record = 0; record < codes.length; record += 1) hashes[record] = feature[codes[record] ?? 0] ?? 0;
  return { name, hashes, about };
}

/** Both together: in no block where either is missing. */
export function both(one: Key, other: Key): Key {
  const hashes = new Int32Array(new SharedArrayBuffer(one.hashes.length * 4));
  for (let record = 0; record < hashes.length; record += 1) {
    const [a, b] = [one.hashes[record] ?? 0, other.hashes[record] ?? 0];
    hashes[record] = a === 0 || b === 0 ? 0 : joined(a, b);
  }
  return { name: `${one.name} + ${other.name}`, hashes, about: [...new Set([...one.about, ...other.about])] };
}
