import { type Refusal, refuse } from '@songhua/kernel';

/** What is wrong with rows or parameters of a detection, the first hundred, by line and field. */
export const faulty = (
  faults: readonly { line: number | null; field: string; rule: string; value: string; message: { zh: string; en: string } }[],
) =>
  refuse(
    'surveillance.detection-faulty',
    { count: faults.length },
    faults.slice(0, 100).map(({ line, field, rule, value, message }): NonNullable<Refusal['errors']>[number] => ({
      field: line === null ? field : `csv.${line}.${field}`,
      ...{ rule, value: value.slice(0, 200) },
      message: line === null ? message : { zh: `第 ${line} 行：${message.zh}`, en: `line ${line}: ${message.en}` },
    })),
  );
