/** Numbers of a row of a packed list; as many bits as fill a page of PostgreSQL's (migrations/0006_packed.sql). */
export const blockSize = 61_440;

/** Bits of one list in one block: where they stand in the block, ascending or not, some perhaps twice. */
export interface BlockBits {
  readonly key: bigint;
  readonly block: number;
  readonly bits: number[];
}

/** Gathers bits by list and block. */
export interface BitSets {
  add(key: bigint, block: number, bit: number): void;
  addNumber(key: bigint, rid: bigint): void;
  /** In the order of lists and blocks. */
  all(): readonly BlockBits[];
}

const byListAndBlock = (a: BlockBits, b: BlockBits): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.block - b.block);

export function bitSets(): BitSets {
  const lists = new Map<bigint, Map<number, BlockBits>>();
  const add = (key: bigint, block: number, bit: number): void => {
    const blocks = lists.get(key) ?? new Map<number, BlockBits>();
    if (blocks.size === 0) lists.set(key, blocks);
    const known = blocks.get(block);
    if (known) known.bits.push(bit);
    else blocks.set(block, { key, block, bits: [bit] });
  };
  return {
    add,
    addNumber: (key, rid) => {
      const number = Number(rid);
      add(key, Math.floor(number / blockSize), number % blockSize);
    },
    all: () => [...lists.values()].flatMap((blocks) => [...blocks.values()]).sort(byListAndBlock),
  };
}

/** Bits as a literal of PostgreSQL's that begins at `from` in the block, a multiple of eight. */
export function bitsLiteral(bits: readonly number[]): { readonly from: number; readonly text: string } {
  let [first, last] = [blockSize, 0];
  for (const bit of bits) {
    if (bit < first) first = bit;
    if (bit > last) last = bit;
  }
  const from = first - (first % 8);
  const bytes = Buffer.alloc(Math.floor((last - from) / 8) + 1);
  for (const bit of bits) {
    const at = bit - from;
    bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (128 >> (at & 7));
  }
  return { from, text: `x${bytes.toString('hex')}` };
}

/** One list of a run: how many postings, and each of them. */
export interface RunList {
  readonly key: bigint;
  readonly count: number;
  each(take: (block: number, bit: number) => void): void;
}

const headSize = 12;
const postingSize = 6;

/** The lists of a run as `RunWriter` wrote it. */
export function* readRun(data: Uint8Array): Generator<RunList> {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (let at = 0; at < data.byteLength; ) {
    const first = at + headSize;
    const count = view.getUint32(at + 8);
    yield {
      key: view.getBigInt64(at),
      count,
      each: (take) => {
        for (let n = 0; n < count; n += 1) {
          const posting = first + n * postingSize;
          take(view.getUint32(posting), view.getUint16(posting + 4));
        }
      },
    };
    at = first + count * postingSize;
  }
}

/** Writes postings as runs: whole ones of about `size` bytes. Keys and numbers are halves of 32 bits, high first. */
export interface RunWriter {
  /** Postings come list by list; a list may go on in the next run. */
  add(keyHigh: number, keyLow: number, ridHigh: number, ridLow: number): void;
  runs(): readonly Uint8Array[];
}

const half = 2 ** 32;

export function runWriter(size = 1_000_000): RunWriter {
  const done: Uint8Array[] = [];
  let bytes = new Uint8Array(size);
  let view = new DataView(bytes.buffer);
  let at = 0;
  let head = -1;
  let [high, low] = [0, 0];
  const end = (): void => {
    if (at > 0) done.push(bytes.subarray(0, at));
    bytes = new Uint8Array(size);
    view = new DataView(bytes.buffer);
    at = 0;
    head = -1;
  };
  return {
    add: (keyHigh, keyLow, ridHigh, ridLow) => {
      if (at + headSize + postingSize > size) end();
      if (head < 0 || keyHigh !== high || keyLow !== low) {
        head = at;
        [high, low] = [keyHigh, keyLow];
        view.setUint32(at, keyHigh >>> 0);
        view.setUint32(at + 4, keyLow);
        view.setUint32(at + 8, 0);
        at += headSize;
      }
      const rid = ridHigh * half + ridLow;
      const block = Math.floor(rid / blockSize);
      view.setUint32(at, block);
      view.setUint16(at + 4, rid - block * blockSize);
      at += postingSize;
      view.setUint32(head + 8, view.getUint32(head + 8) + 1);
    },
    runs: () => {
      end();
      return done;
    },
  };
}
