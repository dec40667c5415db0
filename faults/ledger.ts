import { type FileHandle, open, readFile } from 'node:fs/promises';

/** One resource that a request means to write. */
export interface Part {
  /** Unlike every other write's, kept in the content; a deletion has none. */
  readonly mark?: string;
  /** What the resource is known by, the same in all its versions. */
  readonly key: string;
  readonly type: string;
  /** Absent where the server chooses it. */
  readonly id?: string;
}

/**
 * What became of one part: made, as this version; not made because it was refused; not needed because its like was there already;
 * stored, by work that does not say as which version.
 */
export type Made =
  | { readonly state: 'made'; readonly type: string; readonly id: string; readonly version: number }
  | { readonly state: 'refused'; readonly status: number }
  | { readonly state: 'existing' | 'stored'; readonly type: string; readonly id: string };

export type Kind = 'create' | 'conditional' | 'put' | 'patch' | 'delete' | 'transaction' | 'batch' | 'import';

/**
 * Before a request: what it will try. After it: what the answer said of each part, or why there was none. Of work that goes on where
 * it was interrupted: that it was begun again.
 */
export type Line =
  | { readonly say: 'intent'; readonly n: number; readonly kind: Kind; readonly parts: readonly Part[] }
  | { readonly say: 'answer'; readonly n: number; readonly made: readonly Made[] }
  | { readonly say: 'again'; readonly n: number }
  | { readonly say: 'silence'; readonly n: number; readonly why: string };

export interface Ledger {
  readonly file: string;
  /** Resolves when the line is on the disk. */
  write(line: Line): Promise<void>;
  close(): Promise<void>;
}

/** A ledger that only grows, written by a process that nobody kills. Lines that come together share one fsync. */
export async function openLedger(file: string): Promise<Ledger> {
  const handle: FileHandle = await open(file, 'a');
  let waiting: { text: string; done: () => void; failed: (error: unknown) => void }[] = [];
  let writing: Promise<void> | undefined;
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const now = waiting;
      waiting = [];
      try {
        await handle.appendFile(now.map(({ text }) => text).join(''));
        await handle.datasync();
        for (const { done } of now) done();
      } catch (error) {
        for (const { failed } of now) failed(error);
      }
    }
    writing = undefined;
  };
  return {
    file,
    write: (line) =>
      new Promise((done, failed) => {
        waiting.push({ text: `${JSON.stringify(line)}\n`, done, failed });
        writing ??= drain();
      }),
    close: async () => {
      await writing;
      await handle.close();
    },
  };
}

export const readLedger = async (file: string): Promise<Line[]> =>
  (await readFile(file, 'utf8'))
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as Line);
