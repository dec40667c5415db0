import { hash } from 'node:crypto';

/** What the log is hashed with: SHA-256 (FIPS 180-4), or SM3 (GB/T 32905-2016). */
export const algorithms = ['sha256', 'sm3'] as const;
export type Algorithm = (typeof algorithms)[number];

/*
 * A byte before what is hashed says what it is, so that none can stand for another: RFC 6962, 2.1, for leaves and nodes; 2 is ours.
 */
const [leafMark, nodeMark, chainMark] = [0, 1, 2];

/** Bytes of a hash of either algorithm. */
export const hashBytes = 32;

export interface Hasher {
  readonly algorithm: Algorithm;
  /** Of an entry: its number and its line, as text or as its bytes in UTF-8. */
  leaf(number: number, line: string | Uint8Array): Buffer;
  /** Of two subtrees side by side. */
  node(left: Buffer, right: Buffer): Buffer;
  /** Of an entry and all before it. */
  chain(before: Buffer, leaf: Buffer): Buffer;
  /** Of nothing: the root of an empty tree, and what the chain begins with. */
  readonly empty: Buffer;
}

/** The three hashes that a log is made of. */
export function createHasher(algorithm: Algorithm): Hasher {
  const pair = Buffer.alloc(1 + 2 * hashBytes);
  // One that is reused: hashing is done before anybody else writes into it.
  let sheet = Buffer.alloc(8 * 1024);
  const ofPair = (mark: number, left: Buffer, right: Buffer): Buffer => {
    pair[0] = mark;
    pair.set(left, 1);
    pair.set(right, 1 + hashBytes);
    return hash(algorithm, pair, 'buffer');
  };
  return {
    algorithm,
    leaf: (number, line) => {
      const head = `${number}\n`;
      const most = 1 + head.length + line.length * 3;
      if (most > sheet.length) sheet = Buffer.alloc(most * 2);
      sheet[0] = leafMark;
      const after = 1 + sheet.write(head, 1, 'latin1');
      if (typeof line !== 'string') sheet.set(line, after);
      const end = after + (typeof line === 'string' ? sheet.write(line, after, 'utf8') : line.length);
      return hash(algorithm, sheet.subarray(0, end), 'buffer');
    },
    node: (left, right) => ofPair(nodeMark, left, right),
    chain: (before, leaf) => ofPair(chainMark, before, leaf),
    empty: hash(algorithm, '', 'buffer'),
  };
}
