import type { Tx } from '@songhua/kernel';
import type { Hasher } from './hash.ts';
import { fixLine, lineOf } from './line.ts';
import { createTree, keptEvery, type RootOf } from './merkle.ts';
import { linksBetween } from './runs.ts';

/** Leaves below the lowest kept subtrees. */
const block = 2 ** keptEvery;

/** The level of a complete subtree of kept size, or null. */
function keptLevel(from: number, to: number): number | null {
  const level = Math.log2(to - from);
  return Number.isInteger(level) && level > 0 && level % keptEvery === 0 && from % (to - from) === 0 ? level : null;
}

/** Roots of parts of the log's tree, from the subtrees that are kept and, below them, from the entries themselves. */
export function rootsOf(tx: Tx, hasher: Hasher): RootOf {
  fixLine(tx);
  const rootOf: RootOf = async (from, to) => {
    const level = keptLevel(from, to);
    if (level !== null) {
      const [node] = await tx.query<{ hash: Buffer }>(
        'select hash from access.audit_node where level = $1 and place = $2',
        [level, from / (to - from)],
        'audit.read-node',
      );
      if (node) return node.hash;
    }
    if (to - from > block) {
      let half = block;
      while (half * 2 < to - from) half *= 2;
      return hasher.node(await rootOf(from, from + half), await rootOf(from + half, to));
    }
    const lines = await tx.query<{ number: string; line: string }>(
      `select c.number, ${lineOf('a')} as line from ${linksBetween('$1::bigint', '$2::bigint')} c
         join access.audit a on a.entry = c.entry order by c.number`,
      [from, to],
      'audit.read-lines',
    );
    const tree = createTree(hasher);
    for (const { number, line } of lines) tree.add(hasher.leaf(Number(number), line));
    return tree.root();
  };
  return rootOf;
}

/** Roots of the complete subtrees that a tree of `size` leaves is made of, largest first. */
export async function frontierOf(size: number, rootOf: RootOf): Promise<Buffer[]> {
  const roots: Buffer[] = [];
  for (let from = 0; from < size; ) {
    let width = 1;
    while (width * 2 <= size - from) width *= 2;
    roots.push(await rootOf(from, from + width));
    from += width;
  }
  return roots;
}
