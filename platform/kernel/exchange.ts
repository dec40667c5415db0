import pg from 'pg';

/** One statement of an exchange. With a name the server keeps it prepared on the connection; one name stands for one text. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string | undefined;
  /** Nobody asks for its rows: neither they nor what they look like are told. */
  readonly quiet?: boolean;
}

/** What node-postgres hands to a query of one's own making, as far as it is used here. */
interface Wire {
  readonly parsedStatements: Record<string, string | undefined>;
  readonly stream: { cork(): void; uncork(): void };
  parse(statement: { text: string; name: string }): void;
  bind(portal: { statement: string; values: unknown[]; valueMapper: (value: unknown) => unknown }): void;
  describe(portal: { type: 'P'; name: string }): void;
  execute(portal: { portal: string; rows: number }): void;
  sync(): void;
}

/** Rows as node-postgres puts them together. */
interface Rows {
  readonly rows: object[];
  addFields(fields: unknown): void;
  parseRow(fields: unknown): object;
  addRow(row: object): void;
}

const { Result, utils } = pg as unknown as {
  Result: new (mode: undefined, types: unknown) => Rows;
  utils: { prepareValue(value: unknown): unknown };
};

/**
 * Sends several statements at once and answers the rows of each, in order: one message there and one back, however many there are. They
 * run one after the other; with the first that fails, the rest are not run. The connection must not be doing anything else.
 */
export async function exchange(client: pg.ClientBase, statements: readonly Statement[]): Promise<object[][]> {
  try {
    return await send(client, statements);
  } catch (error) {
    // The trace of whoever asked, not that of a socket.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  }
}

function send(client: pg.ClientBase, statements: readonly Statement[]): Promise<object[][]> {
  return new Promise((resolve, reject) => {
    const results: Rows[] = [];
    const sent = new Set<string>();
    const parsed: boolean[] = [];
    let current: Rows | undefined;
    let failed: Error | undefined;
    const fail = (error: Error): void => {
      failed ??= error;
    };
    const types = (client as unknown as { _types: unknown })._types;
    const begin = (at: number): void => {
      current = new Result(undefined, types);
      // node-postgres notes what is prepared by these two, once the server says that it is.
      query.name = parsed[at] ? statements[at]?.name : undefined;
      query.text = statements[at]?.text ?? '';
    };
    const query = {
      name: undefined as string | undefined,
      text: '',
      submit: (wire: Wire): Error | null => {
        for (const { name, text } of statements) {
          const known = name === undefined ? undefined : wire.parsedStatements[name];
          if (known !== undefined && known !== text) return new Error(`the name ${name} stands for two statements`);
        }
        wire.stream.cork();
        try {
          for (const { name = '', text, values, quiet } of statements) {
            const fresh = name === '' || (wire.parsedStatements[name] === undefined && !sent.has(name));
            parsed.push(fresh && name !== '');
            if (fresh) wire.parse({ text, name });
            sent.add(name);
            wire.bind({ statement: name, values: [...values], valueMapper: utils.prepareValue });
            if (!quiet) wire.describe({ type: 'P', name: '' });
            wire.execute({ portal: '', rows: 0 });
          }
        } catch (error) {
          // A value that cannot be sent: what is on its way is answered, and then the fault is told.
          fail(error instanceof Error ? error : new Error(String(error)));
        } finally {
          wire.sync();
          wire.stream.uncork();
        }
        begin(0);
        return null;
      },
      handleRowDescription: ({ fields }: { fields: unknown }) => current?.addFields(fields),
      handleDataRow: ({ fields }: { fields: unknown }) => {
        if (!failed && !statements[results.length]?.quiet) current?.addRow(current.parseRow(fields));
      },
      handleCommandComplete: () => {
        if (current) results.push(current);
        begin(results.length);
      },
      handleEmptyQuery: () => query.handleCommandComplete(),
      handlePortalSuspended: () => {},
      handleCopyInResponse: (wire: { sendCopyFail(message: string): void }) => wire.sendCopyFail('rows are copied by copyIn'),
      handleCopyData: () => {},
      handleError: reject,
      handleReadyForQuery: () => {
        if (failed) reject(failed);
        else resolve(results.map(({ rows }) => rows));
      },
    };
    client.query(query as unknown as pg.Submittable);
  });
}
