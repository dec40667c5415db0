import type { Ranges } from './rows.ts';
import { type Column, eachOnce, orderInTurns } from './sort.ts';

/** An order of floats that is that of these halves, the first of them signed. */
const halves = new DataView(new ArrayBuffer(8));
function floatColumns(values: Float64Array): readonly Column[] {
  const [high, low] = [new Uint32Array(values.length), new Uint32Array(values.length)];
  for (let n = 0; n < values.length; n += 1) {
    halves.setFloat64(0, values[n] as number);
    const negative = halves.getInt32(0) < 0;
    // Negative ones run backwards below their sign.
    high[n] = negative ? halves.getUint32(0) ^ 0x7fffffff : halves.getUint32(0);
    low[n] = negative ? ~halves.getUint32(4) : halves.getUint32(4);
  }
  return [
    { values: high, signed: true },
    { values: low, signed: false },
  ];
}

/** Ranges in the order of key, beginning and end, each once for its resource. */
export async function orderOfRanges({ high, low, lo, hi, owner }: Ranges): Promise<Uint32Array> {
  const { count } = owner;
  const order = await orderInTurns(count, [
    { values: high.values.subarray(0, count), signed: true },
    { values: low.values.subarray(0, count), signed: false },
    ...floatColumns(lo.subarray(0, count)),
    ...floatColumns(hi.subarray(0, count)),
  ]);
  const isSame = (a: number, b: number): boolean =>
    owner.values[a] === owner.values[b] &&
    high.values[a] === high.values[b] &&
    low.values[a] === low.values[b] &&
    lo[a] === lo[b] &&
    hi[a] === hi[b];
  return eachOnce(order, isSame);
}
