import { readFile, stat } from 'node:fs/promises';
import type { Fault } from '@songhua/engine-outbreak/methods/parameter.ts';
import { decodeText } from '../domain/decode-text.ts';

/** What the commands that judge a file have in common: how it is read and how faults are told. */

const mostBytes = 200_000_000;
/** So many faults are told one by one. */
const mostFaults = 100;

/** One line a terminal may show: a file that is no text may hold what steers it. */
const plain = (line: string): string => line.replace(/\p{C}/gu, '�');

/** Each different fault once, the first hundred. */
export function sayFaults(file: string, faults: readonly Fault[]): readonly string[] {
  const lines = faults.slice(0, 10 * mostFaults).map(({ line, field, value, message }) => {
    const parts = [line === null ? file : `${file}:${line}`, field, value, `${message.zh} / ${message.en}`];
    return parts.filter((part) => part !== '').join(': ');
  });
  const shown = [...new Set(lines)].slice(0, mostFaults);
  const more =
    lines.length > mostFaults
      ? [`共 ${faults.length} 处错误，仅列出前 ${mostFaults} 处 / ${faults.length} faults, the first ${mostFaults} shown`]
      : [];
  return [...shown, ...more];
}

/** Tells why nothing was done; the exit code for what was not understood. */
export function complain(lines: readonly string[]): number {
  process.stderr.write(`${lines.map(plain).join('\n')}\n`);
  return 2;
}

/** The text of a file, whichever way it is written; or why there is none. */
export async function readText(
  file: string,
): Promise<{ readonly ok: true; readonly text: string } | { readonly ok: false; readonly lines: readonly string[] }> {
  const size = await stat(file).then(
    (found) => found.size,
    () => null,
  );
  if (size !== null && size > mostBytes)
    return { ok: false, lines: [`文件超过 ${mostBytes} 字节 / longer than ${mostBytes} bytes: ${file}`] };
  const bytes = await readFile(file).catch(() => null);
  return bytes === null ? { ok: false, lines: [`读不到文件 / cannot read ${file}`] } : { ok: true, text: decodeText(bytes) };
}
