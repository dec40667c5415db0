/** Numbers that grow as they come, kept outside the garbage collector's reach. */
export interface Numbers32 {
  values: Uint32Array;
  count: number;
}

export const numbers32 = (room: number): Numbers32 => ({ values: new Uint32Array(room), count: 0 });

export function push(numbers: Numbers32, value: number): void {
  if (numbers.count === numbers.values.length) {
    const larger = new Uint32Array(numbers.values.length * 2);
    larger.set(numbers.values);
    numbers.values = larger;
  }
  numbers.values[numbers.count] = value;
  numbers.count += 1;
}

/** An exact value of a resource (by its position in the batch). */
export interface Postings {
  readonly high: Numbers32;
  readonly low: Numbers32;
  readonly owner: Numbers32;
}

/** A reference: the number behind the id (by its position among the batch's names) is not known yet. */
export interface Links {
  readonly parameter: Numbers32;
  readonly name: Numbers32;
  readonly owner: Numbers32;
}

export interface WordRow {
  readonly parameter: number;
  readonly folded: string;
  readonly exact: string | null;
  readonly owner: number;
}

/** Ranges from `lo` to `hi` under a key: amounts; moments, whose key is the number of their parameter. */
export interface Ranges {
  readonly high: Numbers32;
  readonly low: Numbers32;
  readonly owner: Numbers32;
  lo: Float64Array;
  hi: Float64Array;
}

export const ranges = (room: number): Ranges => ({
  high: numbers32(room),
  low: numbers32(room),
  owner: numbers32(room),
  lo: new Float64Array(room),
  hi: new Float64Array(room),
});

const grown = (values: Float64Array): Float64Array => {
  const larger = new Float64Array(values.length * 2);
  larger.set(values);
  return larger;
};

export function addRange(to: Ranges, high: number, low: number, lo: number, hi: number, owner: number): void {
  const at = to.owner.count;
  if (at === to.lo.length) {
    to.lo = grown(to.lo);
    to.hi = grown(to.hi);
  }
  to.lo[at] = lo;
  to.hi[at] = hi;
  push(to.high, high);
  push(to.low, low);
  push(to.owner, owner);
}

/** An id of the batch's own or referred to, with the place it gets if it is new. */
export interface Name {
  readonly type: number;
  readonly id: string;
  readonly place: number;
}
