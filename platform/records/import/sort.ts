import { setImmediate as breathe } from 'node:timers/promises';

/** Whole numbers of 32 bits each, the most significant first; `signed` ones order negative numbers before positive ones. */
export interface Column {
  readonly values: Uint32Array;
  readonly signed: boolean;
}

const digits = 65_536;

/** One pass of the sort by 16 bits of one column; false when all rows have the same. */
function pass(
  order: Uint32Array,
  into: Uint32Array,
  starts: Uint32Array,
  values: Uint32Array,
  shift: number,
  flip: number,
): boolean {
  const count = order.length;
  starts.fill(0);
  for (let n = 0; n < count; n += 1) {
    const digit = (((values[n] as number) >>> shift) & 0xffff) ^ flip;
    starts[digit + 1] = (starts[digit + 1] as number) + 1;
  }
  if (starts[((((values[0] as number) >>> shift) & 0xffff) ^ flip) + 1] === count) return false;
  for (let n = 1; n < digits; n += 1) starts[n] = (starts[n] as number) + (starts[n - 1] as number);
  for (let n = 0; n < count; n += 1) {
    const row = order[n] as number;
    const digit = (((values[row] as number) >>> shift) & 0xffff) ^ flip;
    const to = starts[digit] as number;
    into[to] = row;
    starts[digit] = to + 1;
  }
  return true;
}

/** The sort, a pass at each step; its order is returned at the end. */
function* passes(count: number, columns: readonly Column[]): Generator<void, Uint32Array> {
  let order = new Uint32Array(count);
  for (let n = 0; n < count; n += 1) order[n] = n;
  if (count < 2) return order;
  let spare = new Uint32Array(count);
  const starts = new Uint32Array(digits + 1);
  for (const { values, signed } of columns.toReversed()) {
    for (const shift of [0, 16]) {
      if (pass(order, spare, starts, values, shift, signed && shift === 16 ? 0x8000 : 0)) [order, spare] = [spare, order];
      yield;
    }
  }
  return order;
}

/**
 * The rows in ascending order of the columns: a radix sort from the least significant 16 bits up, stable, in time that grows
 * with the number of rows alone.
 */
export function orderOf(count: number, columns: readonly Column[]): Uint32Array {
  const sort = passes(count, columns);
  for (;;) {
    const step = sort.next();
    if (step.done) return step.value;
  }
}

/** The same for many rows: others of the process get a turn after each pass. */
export async function orderInTurns(count: number, columns: readonly Column[]): Promise<Uint32Array> {
  const sort = passes(count, columns);
  for (;;) {
    const step = sort.next();
    if (step.done) return step.value;
    await breathe();
  }
}

/** The places of `order` whose row is not what the row before it is. */
export const eachOnce = (order: Uint32Array, isSame: (row: number, before: number) => boolean): Uint32Array => {
  let kept = 0;
  for (let n = 0; n < order.length; n += 1) {
    const row = order[n] as number;
    if (kept > 0 && isSame(row, order[kept - 1] as number)) continue;
    order[kept] = row;
    kept += 1;
  }
  return order.subarray(0, kept);
};
