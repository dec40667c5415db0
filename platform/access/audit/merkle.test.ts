import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createHasher } from './hash.ts';
import {
  consistencyPath,
  createTree,
  inclusionPath,
  isConsistent,
  type RootOf,
  rootByInclusion,
  type Subtree,
} from './merkle.ts';

const hasher = createHasher('sha256');
const leafOf = (n: number): Buffer => hasher.leaf(n + 1, `entry ${n}`);

/** The root as RFC 6962 defines it, by recursion. */
function defined(from: number, to: number): Buffer {
  const size = to - from;
  if (size === 0) return hasher.empty;
  if (size === 1) return leafOf(from);
  let k = 1;
  while (k * 2 < size) k *= 2;
  return hasher.node(defined(from, from + k), defined(from + k, to));
}
const rootOf: RootOf = async (from, to) => defined(from, to);

test('a tree that grows leaf by leaf, and is taken up again anywhere, has the root that the standard defines', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.nat({ max: 300 }), (size, stop) => {
      let tree = createTree(hasher);
      for (let n = 0; n < size; n += 1) {
        if (n === stop) tree = createTree(hasher, tree.size, tree.roots);
        tree.add(leafOf(n));
      }
      assert.deepEqual(tree.root(), defined(0, size));
    }),
    { numRuns: 60 },
  );
});

test('complete subtrees of kept levels are told once, each with its root', () => {
  const tree = createTree(hasher);
  const kept: Subtree[] = [];
  for (let n = 0; n < 600; n += 1) tree.add(leafOf(n), (subtree) => kept.push(subtree));
  assert.deepEqual(
    kept.map(({ level, place, hash }) => [level, place, hash]),
    [
      [8, 0, defined(0, 256)],
      [8, 1, defined(256, 512)],
    ],
  );
});

test('an inclusion path leads from its leaf to the root, and from no other leaf, place or size', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 200 }), fc.nat(), fc.nat(), async (size, pick, other) => {
      const at = pick % size;
      const path = await inclusionPath(at, size, rootOf);
      const root = defined(0, size);
      assert.deepEqual(rootByInclusion(hasher, leafOf(at), at, size, path), root);
      const wrong = other % 300;
      if (wrong !== at) {
        assert.notDeepEqual(rootByInclusion(hasher, leafOf(wrong), at, size, path), root);
        assert.notDeepEqual(rootByInclusion(hasher, leafOf(at), wrong, size, path), root);
      }
      assert.notDeepEqual(rootByInclusion(hasher, leafOf(at), at, size, [...path, root]), root);
    }),
    { numRuns: 100 },
  );
});

test('a longer tree is shown to begin with a shorter one, and with no other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 150 }), fc.nat({ max: 150 }), async (before, more) => {
      const size = before + more;
      const path = await consistencyPath(before, size, rootOf);
      const after = { size, root: defined(0, size) };
      assert.equal(isConsistent(hasher, { size: before, root: defined(0, before) }, after, path), true);
      if (more === 0) return;
      const forged = hasher.leaf(9, 'forged');
      assert.equal(isConsistent(hasher, { size: before, root: forged }, after, path), false);
      assert.equal(isConsistent(hasher, { size: before, root: defined(0, before) }, { size, root: forged }, path), false);
      assert.equal(isConsistent(hasher, { size: before + 1, root: defined(0, before) }, after, path), false);
    }),
    { numRuns: 100 },
  );
});
