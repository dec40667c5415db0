import { existsSync, readFileSync } from 'node:fs';
import { parseRows, type Rows } from '@songhua/engine-linkage/tables/parse-rows.ts';

/** What cannot be done with what was asked, in both languages. */
export class AskedWrongly extends Error {}

export const wrongly = (zh: string, en: string, cause?: unknown): AskedWrongly => new AskedWrongly(`${zh} / ${en}`, { cause });

/** Reads a file as rows. Throws `AskedWrongly` where there is none, or nothing in it. */
export function readRows(file: string): Rows {
  if (!existsSync(file)) throw wrongly(`没有此文件：${file}`, `no such file: ${file}`);
  const rows = parseRows(readFileSync(file, 'utf8'));
  if (rows.rows.length < 2) throw wrongly(`文件不足两行数据：${file}`, `fewer than two rows of data: ${file}`);
  return rows;
}

/** Place of a column. Throws `AskedWrongly` with the columns there are. */
export function columnAt({ header }: Rows, name: string, file: string): number {
  const at = header.indexOf(name);
  if (at < 0)
    throw wrongly(
      `${file} 没有列 "${name}"；有：${header.join('、')}`,
      `${file} has no column "${name}"; it has: ${header.join(', ')}`,
    );
  return at;
}
