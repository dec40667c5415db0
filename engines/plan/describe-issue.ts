import type { z } from 'zod';
import type { Text } from './evidence.ts';

/** The rule a schema issue breaks, by name, and the message in both languages. */
export interface Described {
  readonly rule: string;
  readonly message: Text;
}

const custom: Readonly<Record<string, Text>> = {
  'numerator-or-published-rate': { zh: '须给出 numerator 或 publishedRate', en: 'needs a numerator or a publishedRate' },
  'require-or-readings': { zh: 'require 与 readings 须恰好给出一个', en: 'needs exactly one of require and readings' },
};

/** Names the rule behind one issue of the schema check. */
export function describeIssue(issue: z.core.$ZodIssue): Described {
  switch (issue.code) {
    case 'unrecognized_keys':
      return {
        rule: 'unknown-key',
        message: { zh: `不认识的键 ${issue.keys.join('、')}`, en: `unknown key ${issue.keys.join(', ')}` },
      };
    case 'invalid_type':
      return { rule: 'type', message: { zh: `应为 ${issue.expected} 类型`, en: `must be of type ${issue.expected}` } };
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      return { rule: 'one-of', message: { zh: `只能是 ${allowed.join('、')} 之一`, en: `must be one of ${allowed.join(', ')}` } };
    }
    case 'invalid_format':
      return issue.format === 'date'
        ? { rule: 'date', message: { zh: '应为 2025-12-31 形式的日期', en: 'must be a date like 2025-12-31' } }
        : {
            rule: 'format',
            message: {
              zh: `格式不符：${issue.pattern ?? issue.format}`,
              en: `breaks the format ${issue.pattern ?? issue.format}`,
            },
          };
    case 'too_small':
      return issue.inclusive === false
        ? { rule: 'minimum', message: { zh: `必须大于 ${issue.minimum}`, en: `must be greater than ${issue.minimum}` } }
        : { rule: 'minimum', message: { zh: `小于下限 ${issue.minimum}`, en: `is below the minimum ${issue.minimum}` } };
    case 'too_big':
      return issue.inclusive === false
        ? { rule: 'maximum', message: { zh: `必须小于 ${issue.maximum}`, en: `must be less than ${issue.maximum}` } }
        : { rule: 'maximum', message: { zh: `超过上限 ${issue.maximum}`, en: `is above the maximum ${issue.maximum}` } };
    case 'custom': {
      const rule = String(issue.params?.['rule'] ?? 'custom');
      return { rule, message: custom[rule] ?? { zh: issue.message, en: issue.message } };
    }
    default:
      return { rule: issue.code, message: { zh: `不符合要求：${issue.message}`, en: issue.message } };
  }
}
