import type { Hasher } from './hash.ts';

/*
 * The Merkle tree of RFC 6962 (2.1), kept as the roots of its complete subtrees, largest first: a tree of 13 leaves is one of 8, one of 4
 * and one of 1. Leaves are counted from 0 here; entries of the log from 1.
 */

/** Levels of subtrees whose roots are kept: between them a proof computes at most 256 hashes anew. */
export const keptEvery = 8;

/** A complete subtree: 2^level leaves, the place-th of its size. */
export interface Subtree {
  readonly level: number;
  readonly place: number;
  readonly hash: Buffer;
}

export interface Tree {
  readonly size: number;
  /** The roots, largest first. */
  readonly roots: readonly Buffer[];
  /** Adds a leaf; tells the complete subtrees of kept levels that it completes. */
  add(leaf: Buffer, onKept?: (subtree: Subtree) => void): void;
  /** The root of the whole. */
  root(): Buffer;
}

/** A tree that begins with these subtrees of the size's binary digits. */
export function createTree(hasher: Hasher, from = 0, frontier: readonly Buffer[] = []): Tree {
  const roots = [...frontier];
  let size = from;
  return {
    get size() {
      return size;
    },
    get roots() {
      return roots;
    },
    add: (leaf, onKept) => {
      let hash = leaf;
      let level = 0;
      for (let left = size; left % 2 === 1; left = Math.floor(left / 2)) {
        const before = roots.pop();
        if (!before) throw new Error('a tree lacks a subtree that its size says it has');
        hash = hasher.node(before, hash);
        level += 1;
        if (level % keptEvery === 0) onKept?.({ level, place: Math.floor(size / 2 ** level), hash });
      }
      roots.push(hash);
      size += 1;
    },
    root: () => {
      const last = roots.at(-1);
      if (!last) return hasher.empty;
      let hash = last;
      for (let at = roots.length - 2; at >= 0; at -= 1) hash = hasher.node(roots[at] ?? hasher.empty, hash);
      return hash;
    },
  };
}

/** Largest power of two below n. */
const split = (n: number): number => {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
};

/** Roots of parts of the tree: of leaves `from` (inclusive) to `to` (exclusive). */
export type RootOf = (from: number, to: number) => Promise<Buffer>;

/** The hashes that lead from leaf `at` to the root of a tree of `size` leaves (RFC 6962, 2.1.1). */
export async function inclusionPath(at: number, size: number, rootOf: RootOf, from = 0): Promise<Buffer[]> {
  if (size === 1) return [];
  const k = split(size);
  if (at < k) return [...(await inclusionPath(at, k, rootOf, from)), await rootOf(from + k, from + size)];
  return [...(await inclusionPath(at - k, size - k, rootOf, from + k)), await rootOf(from, from + k)];
}

/** The hashes that show that a tree of `size` leaves begins with one of `before` (RFC 6962, 2.1.2). */
export async function consistencyPath(before: number, size: number, rootOf: RootOf): Promise<Buffer[]> {
  const walk = async (m: number, from: number, n: number, whole: boolean): Promise<Buffer[]> => {
    if (m === n) return whole ? [] : [await rootOf(from, from + n)];
    const k = split(n);
    if (m <= k) return [...(await walk(m, from, k, whole)), await rootOf(from + k, from + n)];
    return [...(await walk(m - k, from + k, n - k, false)), await rootOf(from, from + k)];
  };
  return before === 0 || before === size ? [] : walk(before, 0, size, true);
}

/** The root that an inclusion path leads to, or null where it has another length than it must (RFC 9162, 2.1.3.2). */
export function rootByInclusion(hasher: Hasher, leaf: Buffer, at: number, size: number, path: readonly Buffer[]): Buffer | null {
  if (at < 0 || at >= size) return null;
  let [place, last, hash] = [at, size - 1, leaf];
  for (const other of path) {
    if (last === 0) return null;
    if (place % 2 === 1 || place === last) {
      hash = hasher.node(other, hash);
      while (place % 2 === 0 && place !== 0) {
        place = Math.floor(place / 2);
        last = Math.floor(last / 2);
      }
    } else hash = hasher.node(hash, other);
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : null;
}

/** Whether the path shows that the tree with root `after` begins with the one with root `before` (RFC 9162, 2.1.4.2). */
export function isConsistent(
  hasher: Hasher,
  before: { readonly size: number; readonly root: Buffer },
  after: { readonly size: number; readonly root: Buffer },
  path: readonly Buffer[],
): boolean {
  if (before.size > after.size) return false;
  if (before.size === after.size) return path.length === 0 && before.root.equals(after.root);
  if (before.size === 0) return path.length === 0;
  const isPower = Number.isInteger(Math.log2(before.size));
  const [first, ...rest] = isPower ? [before.root, ...path] : path;
  if (!first) return false;
  let [place, last] = [before.size - 1, after.size - 1];
  while (place % 2 === 1) {
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  let [old, now] = [first, first];
  for (const other of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      old = hasher.node(other, old);
      now = hasher.node(other, now);
      while (place % 2 === 0 && place !== 0) {
        place = Math.floor(place / 2);
        last = Math.floor(last / 2);
      }
    } else now = hasher.node(now, other);
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && old.equals(before.root) && now.equals(after.root);
}
