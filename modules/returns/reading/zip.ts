import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { type ReadLimits, Unreadable } from './sheet.ts';

const broken = (): Unreadable =>
  new Unreadable('broken', '文件已损坏，不是完整的 XLSX 工作簿', 'is damaged: not a whole XLSX workbook');
const tooLarge = (limits: ReadLimits): Unreadable =>
  new Unreadable(
    'unpacked',
    `解压后超过上限 ${limits.unpacked} 字节`,
    `unpacks to more than the limit of ${limits.unpacked} bytes`,
  );

export interface Parts {
  readonly names: readonly string[];
  /** Chunks of one part, unpacked as they are asked for; null when there is none of that name. */
  readonly open: (name: string) => Promise<AsyncIterable<Uint8Array> | null>;
  readonly text: (name: string) => Promise<string | null>;
}

/** More parts than any workbook of ours has. */
const mostParts = 2_000;

const openZip = (bytes: Buffer): Promise<ZipFile> =>
  new Promise((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true, autoClose: false }, (error, zip) => (error ? reject(broken()) : resolve(zip))),
  );

const entriesOf = (zip: ZipFile): Promise<readonly Entry[]> =>
  new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      if (entries.push(entry) > mostParts) reject(broken());
      else zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', () => reject(broken()));
    zip.readEntry();
  });

/** The parts of a packed workbook. What is unpacked is counted as it comes, whatever the file says of itself. */
export async function openParts(bytes: Buffer, limits: ReadLimits): Promise<Parts> {
  const zip = await openZip(bytes);
  const entries = new Map((await entriesOf(zip)).map((entry) => [entry.fileName, entry]));
  let unpacked = 0;
  async function* counted(stream: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of stream) {
        unpacked += chunk.length;
        if (unpacked > limits.unpacked) throw tooLarge(limits);
        yield chunk;
      }
    } catch (error) {
      throw error instanceof Unreadable ? error : broken();
    }
  }
  const open = async (name: string): Promise<AsyncIterable<Uint8Array> | null> => {
    const entry = entries.get(name);
    if (!entry) return null;
    if (entry.uncompressedSize > limits.unpacked) throw tooLarge(limits);
    const stream = await new Promise<AsyncIterable<Buffer>>((resolve, reject) =>
      zip.openReadStream(entry, (error, readable) => (error ? reject(broken()) : resolve(readable))),
    );
    return counted(stream);
  };
  return {
    names: [...entries.keys()],
    open,
    text: async (name) => {
      const stream = await open(name);
      if (!stream) return null;
      const chunks: Uint8Array[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}
