import { BackupError } from './backup-error.ts';

/*
 * What lies inside a backup, once decrypted and unpacked: frames one after the other, each a letter, its length in 4 bytes and its bytes.
 *
 *   H header   (T table  D rows …  E end of table) …   S sequences   Z the end
 *
 * H, T, E, S and Z hold JSON; D holds COPY's binary form as PostgreSQL gave it. A file without Z is not whole.
 */
export type FrameKind = 'H' | 'T' | 'D' | 'E' | 'S' | 'Z';

export interface Frame {
  readonly kind: FrameKind;
  readonly bytes: Uint8Array;
}

const kinds = new Set<string>(['H', 'T', 'D', 'E', 'S', 'Z']);

/** No frame is longer; a length beyond it is damage, and must not be waited for. */
const longest = 64 * 1024 * 1024;

const headLength = 5;

/** A frame's bytes: head and content. */
export function frame(kind: FrameKind, content: Uint8Array | object): Uint8Array[] {
  const bytes = content instanceof Uint8Array ? content : new TextEncoder().encode(JSON.stringify(content));
  const head = new Uint8Array(headLength);
  head[0] = kind.charCodeAt(0);
  new DataView(head.buffer).setUint32(1, bytes.length);
  return [head, bytes];
}

const damaged = (what: string): BackupError =>
  new BackupError({ zh: `备份文件已损坏：${what}`, en: `the backup is damaged: ${what}` });

/** The frames of a stream, each whole. Refuses what is no frame, and a stream that ends within one. */
export async function* readFrames(source: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  let held = Buffer.alloc(0);
  for await (const chunk of source) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]);
    let at = 0;
    while (held.length - at >= headLength) {
      const kind = String.fromCharCode(held[at] ?? 0);
      const length = held.readUInt32BE(at + 1);
      if (!kinds.has(kind) || length > longest) throw damaged(`frame “${kind}” of ${length} bytes`);
      if (held.length - at - headLength < length) break;
      yield { kind: kind as FrameKind, bytes: held.subarray(at + headLength, at + headLength + length) };
      at += headLength + length;
    }
    held = held.subarray(at);
  }
  if (held.length > 0) throw damaged('it ends within a frame');
}

/** What a frame of JSON says. */
export const said = <T>({ bytes }: Frame): T => JSON.parse(new TextDecoder().decode(bytes)) as T;
