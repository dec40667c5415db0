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
  readonly stream: { readonly writable: boolean; write(bytes: Buffer): unknown };
  parse(statement: { text: string; name: string }): void;
  bind(portal: { statement: string; values: unknown[]; valueMapper: (value: unknown) => unknown }): void;
  describe(portal: { type: 'P'; name: string }): void;
  execute(portal: { portal: string; rows: number }): void;
  sync(): void;
}

/** How node-postgres makes rows of what comes. */
interface Shape {
  addFields(fields: unknown): void;
  parseRow(fields: unknown): object;
}

const { Result, utils } = pg as unknown as {
  Result: new (mode: undefined, types: unknown) => Shape;
  utils: { prepareValue(value: unknown): unknown };
};

/** What is remembered of a connection. */
interface Desk {
  /** The same connection, but what is said on it is gathered in `said`: one write to the socket for all of it. */
  readonly paper: Wire;
  said: Buffer[];
  /** What the rows of prepared statements look like, which the server need not tell again: it refuses one whose rows have changed. */
  readonly shapes: Map<string, Shape>;
}

const desks = new WeakMap<Wire, Desk>();

function deskOf(wire: Wire): Desk {
  const known = desks.get(wire);
  if (known) return known;
  const stream = { writable: true, write: (bytes: Buffer) => desk.said.push(bytes) };
  const desk: Desk = { paper: Object.create(wire, { stream: { value: stream } }) as Wire, said: [], shapes: new Map() };
  desks.set(wire, desk);
  return desk;
}

/** Bytes that are copied together; more are written as they are. */
const mostCopied = 64 * 1024;

function speak({ stream }: Wire, desk: Desk): void {
  const { said } = desk;
  desk.said = [];
  if (!stream.writable) return;
  const bytes = said.reduce((sum, { length }) => sum + length, 0);
  if (bytes <= mostCopied) stream.write(Buffer.concat(said, bytes));
  else for (const part of said) stream.write(part);
}

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
    const results: object[][] = [];
    const parsed: boolean[] = [];
    const types = (client as unknown as { _types: unknown })._types;
    let shapes = new Map<string, Shape>();
    let rows: object[] = [];
    let shape: Shape | undefined;
    let failed: Error | undefined;
    const fail = (error: Error): void => {
      failed ??= error;
    };
    const begin = (at: number): void => {
      const { name, text = '' } = statements[at] ?? {};
      rows = [];
      shape = name === undefined ? undefined : shapes.get(name);
      // node-postgres notes what is prepared by these two, once the server says that it is.
      query.name = parsed[at] ? name : undefined;
      query.text = text;
    };
    const query = {
      name: undefined as string | undefined,
      text: '',
      submit: (wire: Wire): Error | null => {
        for (const { name, text } of statements) {
          const known = name === undefined ? undefined : wire.parsedStatements[name];
          if (known !== undefined && known !== text) return new Error(`the name ${name} stands for two statements`);
        }
        const desk = deskOf(wire);
        const { paper } = desk;
        const sent = new Set<string>();
        shapes = desk.shapes;
        try {
          for (const { name = '', text, values, quiet } of statements) {
            const fresh = name === '' || (wire.parsedStatements[name] === undefined && !sent.has(name));
            parsed.push(fresh && name !== '');
            if (fresh) {
              shapes.delete(name);
              sent.add(name);
              paper.parse({ text, name });
            }
            paper.bind({ statement: name, values: [...values], valueMapper: utils.prepareValue });
            if (!quiet && !shapes.has(name)) paper.describe({ type: 'P', name: '' });
            paper.execute({ portal: '', rows: 0 });
          }
        } catch (error) {
          // A value that cannot be sent: what is on its way is answered, and then the fault is told.
          fail(error instanceof Error ? error : new Error(String(error)));
        } finally {
          paper.sync();
          speak(wire, desk);
        }
        begin(0);
        return null;
      },
      handleRowDescription: ({ fields }: { fields: unknown }) => {
        const { name } = statements[results.length] ?? {};
        shape = new Result(undefined, types);
        shape.addFields(fields);
        if (name !== undefined) shapes.set(name, shape);
      },
      handleDataRow: ({ fields }: { fields: unknown }) => {
        if (!failed && shape && !statements[results.length]?.quiet) rows.push(shape.parseRow(fields));
      },
      handleCommandComplete: () => {
        results.push(rows);
        begin(results.length);
      },
      handleEmptyQuery: () => query.handleCommandComplete(),
      handlePortalSuspended: () => {},
      handleCopyInResponse: (wire: { sendCopyFail(message: string): void }) => wire.sendCopyFail('rows are copied by copyIn'),
      handleCopyData: () => {},
      handleError: reject,
      handleReadyForQuery: () => {
        if (failed) reject(failed);
        else resolve(results);
      },
    };
    client.query(query as unknown as pg.Submittable);
  });
}
