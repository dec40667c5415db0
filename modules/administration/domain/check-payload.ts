import type { FieldError } from '@songhua/kernel';

/** Deeper than any payload of ours, far less than what would exhaust whoever walks through it. */
const deepest = 100;

interface Place {
  readonly value: unknown;
  readonly field: string;
  readonly depth: number;
}

const fault = (field: string, rule: string, zh: string, en: string, value?: string): FieldError => ({
  field,
  rule,
  message: { zh, en },
  ...(value !== undefined && { value: value.slice(0, 200) }),
});

function faultOf({ value, field, depth }: Place): FieldError | null {
  if (depth > deepest) return fault(field, 'depth', `层数不得超过 ${deepest}`, `must not nest deeper than ${deepest}`);
  if (typeof value !== 'string') return null;
  if (value.includes('\0')) return fault(field, 'no-nul', '不能含有空字符（U+0000）', 'must not contain the character U+0000');
  if (!value.isWellFormed())
    return fault(field, 'well-formed', '含有不成对的代理字符，不是有效文本', 'holds half of a surrogate pair, which is no text');
  return null;
}

/** Why the database would not keep a JSON value, by field from `payload`; the first fault found, or none. */
export function checkPayload(payload: unknown): FieldError | null {
  const left: Place[] = [{ value: payload, field: 'payload', depth: 0 }];
  for (let place = left.pop(); place; place = left.pop()) {
    const { value, field, depth } = place;
    const found = faultOf(place);
    if (found) return found;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      const named = faultOf({ value: key, field, depth });
      if (named) return named;
      left.push({ value: inner, field: Array.isArray(value) ? `${field}[${key}]` : `${field}.${key}`, depth: depth + 1 });
    }
  }
  return null;
}
