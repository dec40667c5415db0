import { isCompoundFile } from './compound-file.ts';
import { readCsv } from './read-csv.ts';
import { readXls } from './read-xls.ts';
import { readXlsx } from './read-xlsx.ts';
import { type ReadFault, type ReadFile, type ReadLimits, Unreadable } from './sheet.ts';

export type ReadResult = { readonly ok: true; readonly value: ReadFile } | { readonly ok: false; readonly fault: ReadFault };

const fault = (rule: string, zh: string, en: string): ReadResult => ({ ok: false, fault: { rule, message: { zh, en } } });

/** What stands in a file: CSV, XLSX or XLS by its first bytes, whatever its name says; or why it cannot be read. */
export async function readBytes(bytes: Buffer, limits: ReadLimits): Promise<ReadResult> {
  if (bytes.length === 0) return fault('empty', '文件是空的', 'the file is empty');
  if (bytes.length > limits.bytes)
    return fault('bytes', `文件超过上限 ${limits.bytes} 字节`, `the file is larger than the limit of ${limits.bytes} bytes`);
  try {
    if (bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04') return { ok: true, value: await readXlsx(bytes, limits) };
    if (isCompoundFile(bytes)) return { ok: true, value: readXls(bytes, limits) };
    return { ok: true, value: readCsv(bytes, limits) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, fault: error.fault };
    throw error;
  }
}
