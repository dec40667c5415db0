import { Unreadable } from './sheet.ts';

/** The container of old Office files ([MS-CFB]): streams cut into sectors that a table chains together. */

const signature = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const endOfChain = 0xfffffffe;
const entrySize = 128;
const miniSize = 64;

const broken = (): Unreadable =>
  new Unreadable('broken', '文件已损坏，不是完整的 XLS 工作簿', 'is damaged: not a whole XLS workbook');

export const isCompoundFile = (bytes: Buffer): boolean => bytes.subarray(0, 8).equals(signature);

/** Puts the pieces of a chain together. A chain that turns in a circle or leads out of the file is damage. */
function follow(first: number, next: Uint32Array | readonly number[], piece: (at: number) => Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = first; at !== endOfChain; at = next[at] ?? endOfChain) {
    if (at >= next.length || pieces.length > next.length) throw broken();
    pieces.push(piece(at));
  }
  return Buffer.concat(pieces);
}

const words = (bytes: Buffer): Uint32Array =>
  Uint32Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readUInt32LE(i * 4));

/** The numbers of the sectors that hold the table itself: 109 in the head, further ones in a chain. */
function tableSectors(file: Buffer, sector: (at: number) => Buffer, most: number): number[] {
  const found = [...words(file.subarray(76, 512))];
  let at = file.readUInt32LE(68);
  for (let seen = 0; at < 0xfffffff0; seen += 1) {
    if (seen > most) throw broken();
    const list = words(sector(at));
    found.push(...list.subarray(0, -1));
    at = list.at(-1) ?? endOfChain;
  }
  return found.filter((one) => one < 0xfffffff0);
}

/** The stream of the first of these names that the file holds, whole; null when it holds none of them. */
export function streamOf(file: Buffer, names: readonly string[]): { readonly name: string; readonly bytes: Buffer } | null {
  if (file.length < 512) throw broken();
  const shift = file.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) throw broken();
  const size = 1 << shift;
  const sector = (at: number): Buffer => {
    const piece = file.subarray((at + 1) * size, (at + 2) * size);
    // The last sector of a file may have been cut short by its writer.
    if (piece.length === 0) throw broken();
    return piece.length === size ? piece : Buffer.concat([piece, Buffer.alloc(size - piece.length)]);
  };
  const most = Math.ceil(file.length / size) + 1;
  const table = words(Buffer.concat(tableSectors(file, sector, most).slice(0, most).map(sector)));
  const directory = follow(file.readUInt32LE(48), table, sector);
  const entries = Array.from({ length: Math.floor(directory.length / entrySize) }, (_, i) => {
    const entry = directory.subarray(i * entrySize, (i + 1) * entrySize);
    const length = Math.min(64, entry.readUInt16LE(64));
    return {
      name: entry.toString('utf16le', 0, Math.max(0, length - 2)),
      type: entry.readUInt8(66),
      start: entry.readUInt32LE(116),
      size: entry.readUInt32LE(120),
    };
  });
  const root = entries.find(({ type }) => type === 5);
  for (const name of names) {
    const entry = entries.find((one) => one.type === 2 && one.name.toLowerCase() === name.toLowerCase());
    if (!entry) continue;
    if (entry.size >= file.readUInt32LE(56)) return { name, bytes: follow(entry.start, table, sector).subarray(0, entry.size) };
    if (!root) throw broken();
    const small = follow(root.start, table, sector);
    const chain = words(follow(file.readUInt32LE(60), table, sector));
    const bytes = follow(entry.start, chain, (at) => small.subarray(at * miniSize, (at + 1) * miniSize));
    return { name, bytes: bytes.subarray(0, entry.size) };
  }
  return null;
}
