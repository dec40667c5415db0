/** Rows in PostgreSQL's binary COPY format (https://www.postgresql.org/docs/18/sql-copy.html), gathered in chunks. */
export interface CopyRows {
  /** Begins a row of so many columns; each is then said once, in order. */
  row(columns: number): void;
  int2(value: number): void;
  int4(value: number): void;
  /** An int8 of two halves. */
  int8(high: number, low: number): void;
  /** An int8 that is a whole number within ±2^53. */
  whole(value: number): void;
  float(value: number): void;
  flag(value: boolean): void;
  text(value: string): void;
  /** A text that is UTF-8 already: `from` to `end` of `source`. */
  bytes(source: Uint8Array, from: number, end: number): void;
  /** An int8[] of halves. */
  int8s(high: ArrayLike<number>, low: ArrayLike<number>, from: number, end: number): void;
  nothing(): void;
  /** How many were begun. */
  rows(): number;
  /** What is full so far, once. */
  full(): readonly Uint8Array[];
  /** Ends the rows: what was not handed out yet. */
  chunks(): readonly Uint8Array[];
}

/** One table's rows, ready to be copied. */
export interface Copy {
  readonly sql: string;
  readonly rows: number;
  readonly chunks: Iterable<Uint8Array>;
}

const into = (table: string, columns: string): string => `copy records.${table} (${columns}) from stdin (format binary)`;

export const copyOf = (table: string, columns: string, rows: CopyRows): Copy => ({
  sql: into(table, columns),
  rows: rows.rows(),
  chunks: rows.chunks(),
});

/** As many rows as `order` has places, each written by `write` when it is its turn to be sent: never all of them in memory. */
export const copyInTurn = (
  table: string,
  columns: string,
  order: ArrayLike<number>,
  write: (copy: CopyRows, row: number) => void,
): Copy => ({
  sql: into(table, columns),
  rows: order.length,
  chunks: (function* () {
    const copy = copyRows();
    for (let n = 0; n < order.length; n += 1) {
      write(copy, order[n] as number);
      if (n % 1_000 === 0) yield* copy.full();
    }
    yield* copy.chunks();
  })(),
});

const chunkSize = 1 << 18;
const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** Room that the columns of fixed size of one row need at most. */
const rowRoom = 256;
/** The oid of int8. */
const int8Oid = 20;
const half = 2 ** 32;

export function copyRows(): CopyRows {
  const done: Uint8Array[] = [];
  let chunk = Buffer.allocUnsafeSlow(chunkSize);
  let view = new DataView(chunk.buffer);
  let at = signature.copy(chunk);
  let count = 0;
  const need = (room: number): void => {
    if (at + room <= chunk.length) return;
    if (at > 0) done.push(chunk.subarray(0, at));
    chunk = Buffer.allocUnsafeSlow(Math.max(chunkSize, room));
    view = new DataView(chunk.buffer);
    at = 0;
  };
  const put = (value: number): void => {
    view.setInt32(at, value);
    at += 4;
  };
  const int8 = (high: number, low: number): void => {
    put(8);
    put(high);
    put(low);
  };
  return {
    row: (columns) => {
      need(rowRoom);
      view.setInt16(at, columns);
      at += 2;
      count += 1;
    },
    int2: (value) => {
      put(2);
      view.setInt16(at, value);
      at += 2;
    },
    int4: (value) => {
      put(4);
      put(value);
    },
    int8,
    whole: (value) => int8(Math.floor(value / half), value % half),
    float: (value) => {
      put(8);
      view.setFloat64(at, value);
      at += 8;
    },
    flag: (value) => {
      put(1);
      chunk[at] = value ? 1 : 0;
      at += 1;
    },
    text: (value) => {
      // UTF-8 takes three bytes of a UTF-16 unit at most.
      need(value.length * 3 + rowRoom);
      const length = chunk.write(value, at + 4, 'utf8');
      put(length);
      at += length;
    },
    bytes: (source, from, end) => {
      need(end - from + rowRoom);
      put(end - from);
      chunk.set(source.subarray(from, end), at);
      at += end - from;
    },
    int8s: (high, low, from, end) => {
      const count = end - from;
      need(count * 12 + rowRoom);
      put(count === 0 ? 12 : 20 + count * 12);
      put(count === 0 ? 0 : 1);
      put(0);
      put(int8Oid);
      if (count === 0) return;
      put(count);
      put(1);
      for (let n = from; n < end; n += 1) int8(high[n] ?? 0, low[n] ?? 0);
    },
    nothing: () => put(-1),
    rows: () => count,
    full: () => done.splice(0),
    chunks: () => {
      need(2);
      view.setInt16(at, -1);
      done.push(chunk.subarray(0, at + 2));
      return done.splice(0);
    },
  };
}
