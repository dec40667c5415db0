import type { Figures } from '@songhua/engine-linkage/run/evaluate.ts';
import { linkRows } from '@songhua/engine-linkage/run/link-rows.ts';
import { usualThresholds } from '@songhua/engine-linkage/run/link-table.ts';
import type { Rows } from '@songhua/engine-linkage/tables/parse-rows.ts';
import { columnAt, readRows, wrongly } from './read-rows.ts';

export interface FileQuestion {
  readonly file: string;
  /** Column that says who each record is of. */
  readonly truth: string;
  /** Of its values only what this pattern's first group finds. */
  readonly part: string | undefined;
  /** Column that numbers the records. */
  readonly id: string | undefined;
  readonly other: string | undefined;
  /** Whether somebody may be in one of two files more than once. */
  readonly many: boolean;
}

/** A pattern as it was typed. Throws `AskedWrongly` where it is none. */
function patternOf(text: string): RegExp {
  try {
    return new RegExp(text, 'u');
  } catch (cause) {
    throw wrongly(`不是正则表达式：${text}`, `not a regular expression: ${text}`, cause);
  }
}

/** Links a file's records (or two files') and says how well, line by line. Throws `AskedWrongly`. */
export function measureFile({ file, truth, part, id, other, many }: FileQuestion): string[] {
  const files = [file, ...(other === undefined ? [] : [other])];
  const tables = files.map(readRows);
  const pattern = part === undefined ? null : patternOf(part);
  const whoIn = (table: Rows, at: number): string[] => {
    const column = columnAt(table, truth, files[at] ?? '');
    if (id !== undefined) columnAt(table, id, files[at] ?? '');
    return table.rows.map((row) => {
      const value = row[column] ?? '';
      return pattern ? (pattern.exec(value)?.[1] ?? '') : value;
    });
  };
  const who = tables.flatMap(whoIn);
  const [one, second = null] = tables;
  if (!one) return [];
  const started = performance.now();
  const result = linkRows({ one, other: second, truth: who, leftOut: [truth, ...(id === undefined ? [] : [id])], single: !many });
  if (!result) throw wrongly('没有能用来比对的列', 'no column says anything of a person');
  const seconds = (performance.now() - started) / 1000;
  const { fields, linked, records, pairs, groups } = result;
  const figuresOf = ({ precision, recall, f1, linked: count, truePairs }: Figures): string =>
    `查准 precision ${precision.toFixed(4)}, 查全 recall ${recall.toFixed(4)}, F1 ${f1.toFixed(4)} (${count} 对 pairs, 实有 true ${truePairs})`;
  return [
    `列 fields: ${fields.map(({ name, kind }) => `${name} (${kind})`).join(', ')}`,
    `分块 passes: ${linked.passes.map(({ key }) => key.name).join('; ')}`,
    `记录 records ${records}, 比对 pairs ${linked.compared}, 秒 seconds ${seconds.toFixed(1)}, 内存峰值 peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`,
    `阈值 threshold ${usualThresholds.link} (log2 odds, 固定 fixed)`,
    `分块查全 blocking recall ${pairs.blockingRecall.toFixed(4)}`,
    `配对 pairs: ${figuresOf(pairs)}`,
    ...(groups ? [`归组 groups: ${figuresOf(groups)}`] : []),
  ];
}
