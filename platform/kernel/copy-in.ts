import type pg from 'pg';

/** What node-postgres hands to a query of one's own making, as far as it is used here. */
interface Wire {
  query(text: string): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
  readonly stream: {
    write(chunk: Uint8Array): boolean;
    cork(): void;
    uncork(): void;
    once(event: 'drain' | 'close', then: () => void): void;
    off(event: 'drain' | 'close', then: () => void): void;
    readonly destroyed: boolean;
  };
}

const copyData = 0x64;

/** The head of a CopyData message (https://www.postgresql.org/docs/18/protocol-message-formats.html). */
function headOf(chunk: Uint8Array): Uint8Array {
  const head = new Uint8Array(5);
  const view = new DataView(head.buffer);
  view.setUint8(0, copyData);
  view.setInt32(1, chunk.length + 4);
  return head;
}

const drained = (stream: Wire['stream']): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      stream.off('drain', go);
      stream.off('close', go);
      resolve();
    };
    stream.once('drain', go);
    stream.once('close', go);
  });

/**
 * Runs `COPY … FROM STDIN` with what `chunks` bring, straight into the socket and no faster than it takes them. Resolves when
 * PostgreSQL has taken all rows; rejects with its error, or with what `chunks` threw.
 */
export function copyIn(
  client: pg.ClientBase,
  sql: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let failed: Error | undefined;
    const fail = (error: Error): void => {
      failed ??= error;
      reject(failed);
    };
    const nothing = (): void => {};
    const send = async (wire: Wire): Promise<void> => {
      try {
        for await (const chunk of chunks) {
          if (failed || wire.stream.destroyed) return;
          wire.stream.cork();
          wire.stream.write(headOf(chunk));
          const taken = wire.stream.write(chunk);
          wire.stream.uncork();
          if (!taken) await drained(wire.stream);
        }
        if (!failed) wire.endCopyFrom();
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
        wire.sendCopyFail('the sender gave up');
      }
    };
    const copy = {
      submit: (wire: Wire) => wire.query(sql),
      handleCopyInResponse: (wire: Wire) => void send(wire),
      handleError: fail,
      handleCommandComplete: nothing,
      handleReadyForQuery: () => resolve(),
      handleRowDescription: nothing,
      handleDataRow: nothing,
    };
    client.query(copy as unknown as pg.Submittable);
  });
}
