import { isUtf8 } from 'node:buffer';

/** One line of a source. */
export interface Line {
  /** From 1. */
  readonly line: number;
  /** Where the next line begins, bytes of the unpacked source. */
  readonly end: number;
  /** Without its end; absent where `fault` says why. */
  readonly text?: string;
  readonly fault?: 'too-long' | 'utf-8';
}

/** Longest line, bytes: the longest body of a single resource. */
export const longestLine = 16 * 1024 * 1024;

const newline = 0x0a;

/** How far a source was read before. */
export interface ReadSoFar {
  readonly line: number;
  readonly bytes: number;
}

/**
 * Cuts a stream into lines, those of one chunk at a time; blank lines are left out but counted. `chunks` begin where `from` says.
 * A line that is too long is not kept in memory.
 */
export async function* cutLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  from: ReadSoFar,
  longest: number = longestLine,
): AsyncGenerator<readonly Line[]> {
  let { line, bytes } = from;
  let rest: Buffer[] = [];
  let held = 0;
  const take = (part: Buffer): void => {
    held += part.length;
    if (held <= longest) rest.push(part);
    else rest = [];
  };
  const finish = (lines: Line[]): void => {
    line += 1;
    const end = bytes;
    if (held > longest) lines.push({ line, end, fault: 'too-long' });
    else if (held > 0) {
      const whole = rest.length === 1 ? (rest[0] as Buffer) : Buffer.concat(rest);
      if (!isUtf8(whole)) lines.push({ line, end, fault: 'utf-8' });
      else {
        const text = whole.toString('utf8');
        if (/\S/.test(text)) lines.push({ line, end, text });
      }
    }
    rest = [];
    held = 0;
  };
  for await (const chunk of chunks) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const lines: Line[] = [];
    let start = 0;
    for (let at = buffer.indexOf(newline); at >= 0; at = buffer.indexOf(newline, start)) {
      take(buffer.subarray(start, at));
      bytes += at + 1 - start;
      start = at + 1;
      finish(lines);
    }
    if (start < buffer.length) {
      take(buffer.subarray(start));
      bytes += buffer.length - start;
    }
    if (lines.length > 0) yield lines;
  }
  const last: Line[] = [];
  if (held > 0) finish(last);
  if (last.length > 0) yield last;
}
