/** What a text is refused for before anyone looks at its meaning. */
export type JsonRule =
  | 'json-syntax'
  | 'duplicate-key'
  | 'too-deep'
  | 'lone-surrogate'
  | 'nul'
  | 'not-an-object'
  | 'too-large-number';

export interface JsonError {
  readonly rule: JsonRule;
  /** FHIRPath-like place: `Patient.name[0].given[1]`; `$` where the root has no resourceType. */
  readonly field: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** What stands there, at most 200 characters. */
  readonly value: string;
  readonly text: { readonly zh: string; readonly en: string };
}

const texts: Readonly<Record<JsonRule, { readonly zh: string; readonly en: string }>> = {
  'json-syntax': { zh: '不是有效的 JSON', en: 'not valid JSON' },
  'duplicate-key': { zh: '同一对象中键名重复', en: 'the same key twice in one object' },
  'too-deep': { zh: '嵌套层数过多', en: 'nested too deeply' },
  'lone-surrogate': { zh: '含有不成对的代理字符，不是有效的 Unicode 文本', en: 'half a surrogate pair is not Unicode text' },
  nul: { zh: '文本中不允许出现 NUL 字符（U+0000）', en: 'the character NUL (U+0000) is not allowed in text' },
  'not-an-object': { zh: '应为一个 JSON 对象', en: 'must be one JSON object' },
  'too-large-number': { zh: '数字超出可处理的范围', en: 'the number is beyond what can be processed' },
};

/** The error with line and column counted in the text as it was sent. `firstLine` is the number of the text's first line. */
export function jsonError(
  text: string,
  at: number,
  { rule, field, value, firstLine }: { rule: JsonRule; field: string; value: string; firstLine: number },
): JsonError {
  let line = firstLine;
  let lineStart = 0;
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
    line += 1;
    lineStart = i + 1;
  }
  const column = at - lineStart + 1;
  const shown = value.slice(0, 200).toWellFormed().replaceAll('\0', '\u2400');
  const { zh, en } = texts[rule];
  return {
    rule,
    field,
    line,
    column,
    value: shown,
    text: {
      zh: `${field}：${zh}（第 ${line} 行第 ${column} 列：${shown}）`,
      en: `${field}: ${en} (line ${line}, column ${column}: ${shown})`,
    },
  };
}
