import type pg from 'pg';

const nothing = (): void => {};

/**
 * Runs `COPY … TO STDOUT` and hands on what comes, a row at a time and no faster than it is taken; a chunk is valid during the call alone. Resolves
 * after the last row. When `take` throws, the rest is thrown away and what it threw is thrown on.
 */
export function copyOut(client: pg.ClientBase, sql: string, take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let failed: Error | undefined;
    const copy = {
      submit: (wire: { query(text: string): void }) => wire.query(sql),
      handleCopyData: ({ chunk }: { readonly chunk: Buffer }) => {
        if (failed) return;
        try {
          take(chunk);
        } catch (error) {
          failed = error instanceof Error ? error : new Error(String(error));
        }
      },
      handleError: reject,
      handleCommandComplete: nothing,
      handleReadyForQuery: () => (failed ? reject(failed) : resolve()),
      handleRowDescription: nothing,
      handleDataRow: nothing,
    };
    client.query(copy as unknown as pg.Submittable);
  });
}
