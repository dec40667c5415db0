import type { Tx } from '@songhua/kernel';
import { perHome } from './per-home.ts';

/** How many numbers one draw brings; the sequence steps by as many (migrations/0002_store.sql). */
const blockSize = 64;

/**
 * Hands out resource numbers. A process keeps the rest of a block once the transaction that drew it has committed, and not before: a
 * draw that no commit has brought to the disk is forgotten by a database that crashes, and it would give the block to somebody else, too.
 * Numbers of a transaction that fails are lost.
 */
export interface NumberSource {
  draw(tx: Tx, count: number): Promise<bigint[]>;
}

export function createNumberSource(): NumberSource {
  const rests = perHome((): bigint[] => []);
  return {
    draw: async (tx, count) => {
      const rest = rests(tx);
      const drawn = rest.splice(0, count);
      const missing = count - drawn.length;
      if (missing === 0) return drawn;
      const blocks = await tx.query<{ start: string }>(
        `select nextval('records.rid') as start from generate_series(1, $1)`,
        [Math.ceil(missing / blockSize)],
        'records.draw-numbers',
      );
      const fresh = blocks.flatMap(({ start }) => Array.from({ length: blockSize }, (_, at) => BigInt(start) + BigInt(at)));
      drawn.push(...fresh.splice(0, missing));
      tx.afterCommit(() => rests(tx).push(...fresh));
      return drawn;
    },
  };
}
