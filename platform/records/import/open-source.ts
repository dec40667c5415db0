import { createReadStream } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { fetchUrl } from './fetch-url.ts';
import type { SourceProgress } from './job.ts';
import { SourceError } from './source-error.ts';

export interface OpeningSettings {
  /** The folder that files must lie in; any file where it is `null` (a command has its user's rights), none where it is missing. */
  readonly folder?: string | null;
  /** Whether addresses of private networks, and http, may be asked. */
  readonly privateAddresses: boolean;
}

export interface Opened {
  /** What tells whether it is the same when it is opened again; empty when nothing does. */
  readonly mark: string;
  readonly size: number | null;
  /** Unpacked, from where it was read to. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Lets go of it, read or not. */
  close(): void;
}

const unreadable = (address: string, error: Error): SourceError =>
  new SourceError('records.import-source-unreadable', { address, reason: error.message }, error);

const isPacked = (head: Uint8Array | undefined): boolean => head?.[0] === 0x1f && head[1] === 0x8b;

/** A file that a server may read: inside the folder, wherever links lead. */
export async function findFile(path: string, folder: string): Promise<string | null> {
  const [inside, real] = await Promise.all([realpath(folder).catch(() => null), realpath(path).catch(() => null)]);
  return inside !== null && real?.startsWith(inside.endsWith(sep) ? inside : inside + sep) ? real : null;
}

/** The chunks without their first bytes. */
async function* skip(chunks: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (left >= chunk.length) left -= chunk.length;
    else {
      yield left > 0 ? chunk.subarray(left) : chunk;
      left = 0;
    }
  }
}

/** Failures of the stream told as the source's. */
async function* told(chunks: AsyncIterable<Uint8Array>, address: string): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw error instanceof SourceError ? error : unreadable(address, error as Error);
  }
}

/** Begins when it is read: a stream that fails before anybody listens to it would end the process. */
async function* unpack(open: () => Readable): AsyncGenerator<Uint8Array> {
  const packed = open();
  const unpacked = createGunzip({ chunkSize: 1 << 18 });
  packed.on('error', (error) => unpacked.destroy(error));
  unpacked.on('close', () => packed.destroy());
  yield* packed.pipe(unpacked);
}

async function openFile({ address, bytes }: SourceProgress, folder: string | null | undefined): Promise<Opened> {
  const path = folder === null ? address : await findFile(address, folder ?? '');
  if (path === null || folder === undefined) throw new SourceError('records.import-file-refused', { file: address });
  try {
    const { size, mtimeMs } = await stat(path);
    const file = await open(path);
    const head = new Uint8Array(2);
    await file.read(head, 0, 2, 0).finally(() => file.close());
    const packed = isPacked(head);
    const read = (start: number) => createReadStream(path, { highWaterMark: 1 << 20, start });
    const plain = async function* (): AsyncGenerator<Uint8Array> {
      yield* read(bytes);
    };
    const chunks = packed
      ? skip(
          unpack(() => read(0)),
          bytes,
        )
      : plain();
    return { mark: `${size} ${Math.floor(mtimeMs)}`, size, chunks: told(chunks, address), close: () => {} };
  } catch (error) {
    throw unreadable(address, error as Error);
  }
}

async function openUrl({ address, bytes }: SourceProgress, allowPrivate: boolean, signal: AbortSignal): Promise<Opened> {
  const { mark, size, body } = await fetchUrl(address, allowPrivate, signal);
  const all = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const first = await all.next().catch((error: Error) => Promise.reject(unreadable(address, error)));
  const whole = async function* (): AsyncGenerator<Uint8Array> {
    if (!first.done) yield first.value;
    yield* { [Symbol.asyncIterator]: () => all };
  };
  const packed = !first.done && isPacked(first.value);
  const chunks = skip(packed ? unpack(() => Readable.from(whole())) : whole(), bytes);
  return { mark, size, chunks: told(chunks, address), close: () => void body.destroy() };
}

/** Opens a source where it was read to. Throws SourceError when it cannot be read. */
export async function openSource(
  source: SourceProgress,
  settings: OpeningSettings,
  readBody: () => Promise<string>,
  signal: AbortSignal,
): Promise<Opened> {
  if (source.kind === 'url') return openUrl(source, settings.privateAddresses, signal);
  if (source.kind === 'file' || source.kind === 'bundle') return openFile(source, settings.folder);
  const body = Buffer.from(await readBody(), 'utf8');
  const chunks = (async function* () {
    yield body.subarray(source.bytes);
  })();
  return { mark: String(body.length), size: body.length, chunks, close: () => {} };
}
