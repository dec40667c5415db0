import { type FieldError, ok, type Result, refuse } from '@songhua/kernel';
import { z } from 'zod';
import { en, zhCN } from 'zod/locales';

const inChinese = zhCN().localeError;
const inEnglish = en().localeError;

type RawIssue = Parameters<typeof inEnglish>[0];

const textOf = (message: ReturnType<typeof inEnglish>): string =>
  typeof message === 'string' ? message : (message?.message ?? '');

/** zod makes one message an issue; both languages travel in it as JSON and are taken apart below. */
const bothLanguages = (issue: RawIssue): string =>
  JSON.stringify({
    zh: textOf(inChinese(issue)),
    en: textOf(inEnglish(issue)),
    ...(issue.input !== undefined && { value: shorten(issue.input) }),
  });

/** A value as it is repeated to whoever sent it: its beginning. One that is nested deeper than can be written is not. */
function shorten(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, 200);
  try {
    return (JSON.stringify(value) ?? String(value)).slice(0, 200);
  } catch {
    return Array.isArray(value) ? '[…]' : '{…}';
  }
}

/** What is typed into such a field is never repeated. */
const secretField = /password|secret|token/i;

/** A schema's own message (of a `refine` with text) is not JSON: it stands for both languages. */
function read(message: string): { zh: string; en: string; value?: string } {
  try {
    return JSON.parse(message) as { zh: string; en: string; value?: string };
  } catch {
    return { zh: message, en: message };
  }
}

/** What the schema makes of the input, or every field that breaks a rule: its path, the rule, the value, why, in both languages. */
export function validate<S extends z.ZodType>(
  schema: S,
  input: unknown,
  place: 'params' | 'query' | 'body',
): Result<z.output<S>> {
  const strict = place === 'query' && schema instanceof z.ZodObject ? schema.strict() : schema;
  const parsed = strict.safeParse(input, { error: bothLanguages });
  if (parsed.success) return ok(parsed.data as z.output<S>);
  const errors: FieldError[] = parsed.error.issues.map((issue) => {
    const { zh, en: english, value } = read(issue.message);
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    return {
      field: [...issue.path.map(String), ...(keys.length > 0 ? [keys.join(', ')] : [])].join('.') || place,
      rule: issue.code,
      ...(value !== undefined && !secretField.test(issue.path.join('.')) && { value }),
      message: { zh, en: english },
    };
  });
  return refuse('kernel.invalid-input', {}, errors);
}
