import { isUtf8 } from 'node:buffer';
import { type ReadFile, Unreadable } from './sheet.ts';

/** The text of a file and how it was written: by its mark, else UTF-8 where the bytes are, else GB18030 (which holds GBK and GB2312). */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly encoding: NonNullable<ReadFile['encoding']> } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16LE' };
  if (isUtf8(bytes)) {
    const text = new TextDecoder('utf-8').decode(bytes);
    if (text.includes('\0')) throw notText();
    return { text, encoding: 'UTF-8' };
  }
  try {
    const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return { text, encoding: 'GB18030' };
  } catch {
    // Neither of the two: said below.
  }
  throw notText();
}

const notText = (): Unreadable =>
  new Unreadable(
    'encoding',
    '不是 CSV、XLSX 或 XLS 文件，或文字既不是 UTF-8 也不是 GB18030 编码',
    'is no CSV, XLSX or XLS file, or its text is neither UTF-8 nor GB18030',
  );
