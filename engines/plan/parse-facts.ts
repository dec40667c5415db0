import { z } from 'zod';
import type { Text } from './evidence.ts';
import type { Fact } from './fact.ts';
import type { PlanError } from './plan-error.ts';
import { csvFault, readCsv } from './read-csv.ts';
import type { Plan } from './schema.ts';

/** A fact as a file of a plan states it: with its source, and with the decimals it is printed with (`91.30` has two). */
export interface StatedFact extends Fact {
  readonly evidence: 'published' | 'entered';
  readonly decimals: number;
  readonly source: { readonly document: string; readonly section: string };
}

const header = ['area', 'measure', 'as_of', 'value', 'evidence', 'document', 'section'] as const;
const isDate = (text: string): boolean => z.iso.date().safeParse(text).success;
const decimalsOf = (number: string): number => number.split('.')[1]?.length ?? 0;
const number = /^-?\d+(\.\d+)?$/;

/**
 * The facts of a CSV text, or what is wrong with it, line by line: unknown areas and measures, numbers that are not
 * numbers, counts with fractions or below zero, evidence a file cannot give, published without a document, doubles.
 */
export function parseFacts(
  file: string,
  text: string,
  plan: Plan,
  areas: ReadonlySet<string>,
): { readonly facts: readonly StatedFact[]; readonly errors: readonly PlanError[] } {
  const { rows, errors: broken } = readCsv(file, text, header);
  const errors = [...broken];
  const measures = new Map(plan.measures.map((measure) => [measure.id, measure]));
  const seen = new Set<string>();
  const facts: StatedFact[] = [];
  for (const { line, cells } of rows) {
    const before = errors.length;
    const fault = (field: string, rule: string, message: Text): void => {
      errors.push(csvFault(file, line, field, rule, message, cells[field]));
    };
    const { area = '', measure = '', as_of: asOf = '', value = '', evidence = '', document = '', section = '' } = cells;
    const kind = measures.get(measure)?.kind;
    if (!areas.has(area)) fault('area', 'undefined-area', { zh: '地区代码未定义', en: 'no such area' });
    if (!kind) fault('measure', 'undefined-measure', { zh: '指标量未定义', en: 'no such measure' });
    if (!isDate(asOf)) fault('as_of', 'date', { zh: '应为 2020-12-31 形式的日期', en: 'must be a date like 2020-12-31' });
    if (!number.test(value)) fault('value', 'number', { zh: '应为数字', en: 'must be a number' });
    else if (Number(value) < 0) fault('value', 'minimum', { zh: '不能为负', en: 'must not be negative' });
    else if (kind !== 'rate' && !Number.isSafeInteger(Number(value)))
      fault('value', 'whole', { zh: '数量应为整数', en: 'a count is a whole number' });
    if (evidence !== 'published' && evidence !== 'entered') {
      fault('evidence', 'one-of', { zh: '只能是 published、entered 之一', en: 'must be one of published, entered' });
    }
    if (document === '' || section === '')
      fault('document', 'source', { zh: '须写明文号和章节', en: 'needs a document and a section' });
    const key = [area, measure, asOf, evidence].join('\u0000');
    if (seen.has(key))
      fault('measure', 'duplicate-fact', { zh: '同一地区、指标量、日期重复', en: 'the same area, measure and date again' });
    seen.add(key);
    if (errors.length === before && (evidence === 'published' || evidence === 'entered')) {
      const decimals = decimalsOf(value);
      facts.push({ area, measure, asOf, value: Number(value), decimals, evidence, source: { document, section } });
    }
  }
  return { facts, errors };
}
