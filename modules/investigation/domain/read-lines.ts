import type { Text } from '@songhua/kernel';
import { type CaseFields, caseFields, type LineFault, type LineField, type TypedLines } from '../contract.ts';
import { checkCase } from './check-case.ts';
import { readDay } from './read-day.ts';
import { classWords, outcomeWords, sexWords, wordMeant } from './word-titles.ts';

/** A town as it may be written. */
export interface TownName {
  readonly code: string;
  readonly name: Text;
}

export interface ReadLine {
  readonly line: number;
  readonly fields: CaseFields;
}

type Typed = TypedLines['lines'][number];
type Read = { readonly value: unknown } | { readonly rule: string; readonly message: Text };

const days: readonly LineField[] = ['onset', 'reported', 'born', 'died'];

const notADay = { zh: '不是日期，写作 2026-01-31', en: 'is no date; write 2026-01-31' };
const notAWord = (words: readonly string[]): Text => ({
  zh: `只能是：${words.join('、')}`,
  en: `must be one of: ${words.join(', ')}`,
});

function readCell(field: LineField, typed: string, towns: readonly TownName[]): Read {
  if (days.includes(field)) {
    const value = readDay(typed);
    return value === null ? { rule: 'day', message: notADay } : { value };
  }
  const titles = { sex: sexWords, classification: classWords, outcome: outcomeWords }[field as 'sex'];
  if (titles) {
    const value = wordMeant(titles, typed);
    return value === null ? { rule: 'word', message: notAWord(Object.values(titles).map(({ zh }) => zh)) } : { value };
  }
  if (field === 'age') {
    const years = /^(\d{1,3})\s*岁?$/.exec(typed.normalize('NFKC').trim())?.[1];
    if (years === undefined) return { rule: 'age', message: { zh: '不是周岁年龄', en: 'is no age in whole years' } };
    return { value: Number(years) };
  }
  if (field === 'town') {
    const found = towns.filter(({ code, name }) => typed === code || typed === name.zh || typed === name.en);
    if (found.length > 1)
      return {
        rule: 'town',
        message: { zh: '有几个同名乡镇，请写代码', en: 'there are several towns of this name; write the code' },
      };
    return found[0]
      ? { value: found[0].code }
      : { rule: 'town', message: { zh: '本市没有这个乡镇或街道', en: 'there is no such town in this city' } };
  }
  return { value: typed };
}

const said: Readonly<Record<string, Text>> = {
  number: { zh: '证件号码应为 5 至 20 位字母数字', en: 'a number has 5 to 20 letters and digits' },
  phone: { zh: '电话应为 5 至 15 位数字', en: 'a phone number has 5 to 15 digits' },
  age: { zh: '年龄应在 0 至 130 之间', en: 'an age lies between 0 and 130' },
  name: { zh: '姓名必填', en: 'a name is needed' },
};

function readLine(
  { line, cells }: Typed,
  towns: readonly TownName[],
  today: string,
): { faults: LineFault[]; read: ReadLine | null } {
  const faults: LineFault[] = [];
  const draft: Record<string, unknown> = { name: null };
  for (const [field, cell] of Object.entries(cells) as [LineField, string | undefined][]) {
    const typed = (cell ?? '').trim();
    if (typed === '') continue;
    const read = readCell(field, typed, towns);
    if ('value' in read) draft[field] = read.value;
    else faults.push({ line, field, value: typed.slice(0, 200), ...read });
  }
  const parsed = caseFields.safeParse(draft);
  const add = (field: string, rule: string, message: Text): void => {
    const value = (cells[field as LineField] ?? '').slice(0, 200);
    if (!faults.some((one) => one.field === field)) faults.push({ line, field, rule, value, message });
  };
  if (!parsed.success)
    for (const issue of parsed.error.issues) {
      const field = String(issue.path[0] ?? '');
      add(field, issue.code, said[field] ?? { zh: '内容过长或含有不能保存的字符', en: 'is too long or cannot be stored' });
    }
  else {
    if (parsed.data.name === null) add('name', 'required', said['name'] as Text);
    for (const { field, rule, message } of checkCase(parsed.data, today)) add(field, rule, message);
  }
  return { faults, read: faults.length === 0 && parsed.success ? { line, fields: parsed.data } : null };
}

/** What the lines of a grid say, and each fault with its line, field, rule and value. Empty cells are not known, an empty line is no line. */
export function readLines(
  lines: readonly Typed[],
  towns: readonly TownName[],
  today: string,
): { readonly read: readonly ReadLine[]; readonly faults: readonly LineFault[] } {
  const filled = lines.filter(({ cells }) => Object.values(cells).some((cell) => cell?.trim()));
  const all = filled.map((one) => readLine(one, towns, today));
  return { read: all.flatMap(({ read }) => read ?? []), faults: all.flatMap(({ faults }) => faults) };
}
