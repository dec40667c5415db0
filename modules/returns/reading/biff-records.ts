import { Unreadable } from './sheet.ts';

/** The records of a BIFF8 stream ([MS-XLS] 2.1.4): a kind, a length, and what stands in it. */
export interface BiffRecord {
  readonly kind: number;
  readonly at: number;
  readonly data: Buffer;
  /** What CONTINUE records add to it, one by one: a text may be cut at each seam. */
  readonly further: readonly Buffer[];
}

const continued = 0x3c;

export const brokenXls = (): Unreadable =>
  new Unreadable('broken', '文件已损坏，不是完整的 XLS 工作簿', 'is damaged: not a whole XLS workbook');

/** Walks the records from a place on, each with its continuations; ends at the end of the stream. */
export function* recordsFrom(stream: Buffer, from: number): Generator<BiffRecord> {
  let at = from;
  const next = (): { kind: number; data: Buffer } | null => {
    if (at + 4 > stream.length) return null;
    const kind = stream.readUInt16LE(at);
    const end = at + 4 + stream.readUInt16LE(at + 2);
    if (end > stream.length) throw brokenXls();
    const data = stream.subarray(at + 4, end);
    at = end;
    return { kind, data };
  };
  for (let start = at, record = next(); record; start = at, record = next()) {
    const further: Buffer[] = [];
    while (at + 4 <= stream.length && stream.readUInt16LE(at) === continued) {
      const more = next();
      if (more) further.push(more.data);
    }
    yield { ...record, at: start, further };
  }
}

/** Reads values one after the other from a record and its continuations. */
export function biffReader({ data, further }: Pick<BiffRecord, 'data' | 'further'>) {
  const pieces = [data, ...further];
  let piece = 0;
  let at = 0;
  const seam = (): void => {
    while (piece < pieces.length && at >= (pieces[piece]?.length ?? 0)) {
      piece += 1;
      at = 0;
    }
  };
  const take = (bytes: number): Buffer => {
    seam();
    const found = pieces[piece]?.subarray(at, at + bytes);
    if (!found || found.length < bytes) throw brokenXls();
    at += bytes;
    return found;
  };
  const skip = (bytes: number): void => {
    for (let left = bytes; left > 0; ) {
      seam();
      const here = (pieces[piece]?.length ?? 0) - at;
      if (here <= 0) throw brokenXls();
      at += Math.min(left, here);
      left -= Math.min(left, here);
    }
  };
  const byte = (): number => take(1).readUInt8(0);
  const word = (): number => take(2).readUInt16LE(0);
  const long = (): number => take(4).readUInt32LE(0);
  /** Characters, of one byte or two each; after a seam a byte says anew which. */
  const characters = (count: number, wide: boolean): string => {
    const parts: string[] = [];
    let isWide = wide;
    for (let left = count; left > 0; ) {
      const here = (pieces[piece]?.length ?? 0) - at;
      if (here <= 0) {
        seam();
        isWide = (byte() & 1) === 1;
        continue;
      }
      const some = Math.min(left, isWide ? here >> 1 : here);
      if (some === 0) throw brokenXls();
      const bytes = take(isWide ? some * 2 : some);
      parts.push(bytes.toString(isWide ? 'utf16le' : 'latin1'));
      left -= some;
    }
    return parts.join('');
  };
  /** A text ([MS-XLS] 2.5.293, 2.5.294): its length, flags, perhaps runs of formats and phonetics, which are left out. */
  const text = (count = word()): string => {
    const flags = byte();
    const runs = flags & 8 ? word() : 0;
    const phonetic = flags & 4 ? long() : 0;
    const found = characters(count, (flags & 1) === 1);
    skip(runs * 4 + phonetic);
    return found;
  };
  return { byte, word, long, text, take };
}
