/** Records in blocks: those of block `i` are `records[starts[i]] … records[starts[i + 1] - 1]`, in rising order. */
export interface Blocks {
  readonly records: Int32Array;
  readonly starts: Int32Array;
}

const digits = 11;
const size = 1 << digits;

/** Records with the same hash side by side (radix sort, three passes); those without one, and those alone in theirs, are left out. */
export function groupRecords(hashes: Int32Array): Blocks {
  let kept = 0;
  for (let record = 0; record < hashes.length; record += 1) if (hashes[record] !== 0) kept += 1;
  let order = new Int32Array(kept);
  let spare = new Int32Array(kept);
  kept = 0;
  for (let record = 0; record < hashes.length; record += 1) {
    if (hashes[record] === 0) continue;
    order[kept] = record;
    kept += 1;
  }
  const counts = new Int32Array(size);
  for (let shift = 0; shift < 32; shift += digits) {
    counts.fill(0);
    for (let at = 0; at < kept; at += 1) {
      const digit = ((hashes[order[at] ?? 0] ?? 0) >>> shift) & (size - 1);
      counts[digit] = (counts[digit] ?? 0) + 1;
    }
    for (let digit = 0, sum = 0; digit < size; digit += 1) {
      const count = counts[digit] ?? 0;
      counts[digit] = sum;
      sum += count;
    }
    for (let at = 0; at < kept; at += 1) {
      const record = order[at] ?? 0;
      const digit = ((hashes[record] ?? 0) >>> shift) & (size - 1);
      spare[counts[digit] ?? 0] = record;
      counts[digit] = (counts[digit] ?? 0) + 1;
    }
    [order, spare] = [spare, order];
  }
  // Counted first, so that both lie in shared memory of the right size.
  let [blocks, members] = [0, 0];
  eachRun(order, hashes, (from, to) => {
    blocks += 1;
    members += to - from;
  });
  const records = new Int32Array(new SharedArrayBuffer(members * 4));
  const starts = new Int32Array(new SharedArrayBuffer((blocks + 1) * 4));
  let [block, written] = [0, 0];
  eachRun(order, hashes, (from, to) => {
    starts[block] = written;
    records.set(order.subarray(from, to), written);
    block += 1;
    written += to - from;
  });
  starts[block] = written;
  return { records, starts };
}

/** Calls `visit` for each stretch of two or more records with one hash. */
function eachRun(order: Int32Array, hashes: Int32Array, visit: (from: number, to: number) => void): void {
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && hashes[order[to] ?? 0] === hashes[order[from] ?? 0]) to += 1;
    if (to - from > 1) visit(from, to);
    from = to;
  }
}

/** How many pairs all blocks hold, those of more than `largest` records left out. */
export function countPairs({ starts }: Blocks, largest: number): number {
  let pairs = 0;
  for (let block = 0; block + 1 < starts.length; block += 1) {
    const count = (starts[block + 1] ?? 0) - (starts[block] ?? 0);
    if (count <= largest) pairs += (count * (count - 1)) / 2;
  }
  return pairs;
}
