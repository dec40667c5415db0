/** PostgreSQL's binary COPY, written straight into the socket. */
import type pg from 'pg';

const size = 1 << 18;
/** Each chunk carries the five bytes of its CopyData message in front. */
const head = 5;
const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

export interface Rows {
  /** Starts a row of `columns` columns. */
  row(columns: number): void;
  int2(value: number): void;
  int4(value: number): void;
  /** Two halves, high first. */
  int8(high: number, low: number): void;
  /** A whole number within ±2^53. */
  whole(value: number): void;
  float(value: number): void;
  text(value: string): void;
  bytes(value: Uint8Array): void;
  flag(value: boolean): void;
  /** A bit string of whole bytes. */
  bits(value: Uint8Array): void;
  /** An int8[] of pairs of halves. */
  pairs(values: readonly (readonly [high: number, low: number])[]): void;
  end(): readonly Buffer[];
}

/** Rows of one COPY … (FORMAT binary). */
export function createRows(): Rows {
  const chunks: Buffer[] = [];
  let chunk = Buffer.allocUnsafe(size);
  let at = head;
  const flush = (next: number): void => {
    if (at > head) {
      chunk[0] = 0x64;
      chunk.writeInt32BE(at - 1, 1);
      chunks.push(chunk.subarray(0, at));
    }
    chunk = Buffer.allocUnsafe(Math.max(size, next + head));
    at = head;
  };
  const need = (bytes: number): void => {
    if (at + bytes > chunk.length) flush(bytes);
  };
  const int4 = (value: number): void => {
    at = chunk.writeInt32BE(value | 0, at);
  };
  signature.copy(chunk, at);
  at += signature.length;
  return {
    row: (columns) => {
      need(200);
      at = chunk.writeInt16BE(columns, at);
    },
    int2: (value) => {
      int4(2);
      at = chunk.writeInt16BE(value, at);
    },
    int4: (value) => {
      int4(4);
      int4(value);
    },
    int8: (high, low) => {
      int4(8);
      int4(high);
      int4(low);
    },
    whole: (value) => {
      int4(8);
      int4(Math.floor(value / 2 ** 32));
      int4(value % 2 ** 32);
    },
    float: (value) => {
      int4(8);
      at = chunk.writeDoubleBE(value, at);
    },
    text: (value) => {
      need(value.length * 3 + 100);
      const length = chunk.write(value, at + 4, 'utf8');
      int4(length);
      at += length;
    },
    bytes: (value) => {
      need(value.length + 100);
      int4(value.length);
      chunk.set(value, at);
      at += value.length;
    },
    bits: (value) => {
      need(value.length + 100);
      int4(value.length + 4);
      int4(value.length * 8);
      chunk.set(value, at);
      at += value.length;
    },
    flag: (value) => {
      int4(1);
      at = chunk.writeInt8(value ? 1 : 0, at);
    },
    pairs: (values) => {
      need(values.length * 12 + 100);
      int4(20 + values.length * 12);
      int4(1);
      int4(0);
      // The oid of int8.
      int4(20);
      int4(values.length);
      int4(1);
      for (const [high, low] of values) {
        int4(8);
        int4(high);
        int4(low);
      }
    },
    end: () => {
      need(2);
      at = chunk.writeInt16BE(-1, at);
      flush(0);
      return chunks;
    },
  };
}

/** Text rows for the comparison with COPY … (FORMAT text): already escaped, one line a row. */
export function textChunks(lines: readonly string[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (let n = 0; n < lines.length; n += 500) {
    const text = Buffer.from(`${lines.slice(n, n + 500).join('\n')}\n`);
    const framed = Buffer.allocUnsafe(text.length + head);
    framed[0] = 0x64;
    framed.writeInt32BE(text.length + 4, 1);
    text.copy(framed, head);
    chunks.push(framed);
  }
  return chunks;
}

interface Wire {
  query(text: string): void;
  endCopyFrom(): void;
  readonly stream: { write(chunk: Buffer): boolean; once(event: 'drain', then: () => void): void };
}

/** Sends `chunks` to a COPY … FROM STDIN; resolves when PostgreSQL has taken all rows. */
export function copyIn(client: pg.ClientBase, sql: string, chunks: readonly Buffer[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let failed: Error | undefined;
    const nothing = (): void => {};
    const copy = {
      submit: (wire: Wire) => wire.query(sql),
      handleCopyInResponse: async (wire: Wire) => {
        for (const chunk of chunks) {
          if (failed) return;
          if (!wire.stream.write(chunk)) await new Promise<void>((go) => wire.stream.once('drain', go));
        }
        wire.endCopyFrom();
      },
      handleError: (error: Error) => {
        failed = error;
        reject(error);
      },
      handleCommandComplete: nothing,
      handleReadyForQuery: () => resolve(),
      handleRowDescription: nothing,
      handleDataRow: nothing,
    };
    client.query(copy as unknown as pg.Submittable);
  });
}
