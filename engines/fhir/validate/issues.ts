/** What a resource can be faulted for, beside the invariants, whose rule is their own key (`obs-7`). */
export type StructureRule =
  | 'resource-type'
  | 'unknown-property'
  | 'required'
  | 'choice'
  | 'array'
  | 'single'
  | 'too-many'
  | 'type'
  | 'format'
  | 'empty'
  | 'null';

export type MeaningRule =
  | 'binding'
  | 'fixed'
  | 'pattern'
  | 'reference-form'
  | 'reference-target'
  | 'reference-type'
  | 'duplicate-id'
  | 'more-issues';

export type Severity = 'error' | 'warning' | 'information';

/** Codes of http://hl7.org/fhir/issue-type that validation uses. */
export type IssueCode = 'structure' | 'required' | 'value' | 'code-invalid' | 'invariant' | 'duplicate' | 'too-costly';

export interface Issue {
  readonly severity: Severity;
  readonly code: IssueCode;
  /** Where, as FHIRPath: `Observation.component[1].value`. */
  readonly expression: string;
  /** A `StructureRule`, a `MeaningRule` or the key of an invariant. */
  readonly rule: string;
  /** What stands there, at most 200 characters. */
  readonly value?: string;
  readonly text: { readonly zh: string; readonly en: string };
}

type Sentence = readonly [code: IssueCode, zh: string, en: string];

/** `{}` is the expectation where one is named. */
const sentences: Readonly<Record<StructureRule | MeaningRule, Sentence>> = {
  'resource-type': ['structure', '不是 FHIR R4 的资源类型', 'is no resource type of FHIR R4'],
  'unknown-property': ['structure', 'FHIR R4 中没有这个元素', 'there is no such element in FHIR R4'],
  required: ['required', '必填元素缺失', 'this element is required'],
  choice: ['structure', '同一选择元素只能取一种类型', 'only one type of this choice may be given'],
  array: ['structure', '该元素可重复，必须是数组', 'this element repeats: it must be an array'],
  single: ['structure', '该元素不可重复，不能是数组', 'this element does not repeat: it must not be an array'],
  'too-many': ['structure', '最多允许 {} 个', 'at most {} are allowed'],
  type: ['structure', '应为 {} 类型的值', 'must be a value of type {}'],
  format: ['value', '不符合 {} 类型的格式', 'does not have the form of type {}'],
  empty: ['structure', '不允许为空', 'must not be empty'],
  null: [
    'structure',
    'null 只能在数组中为另一数组的扩展占位',
    'null may only hold the place of a value or extension of the twin array',
  ],
  binding: ['code-invalid', '代码不在必需的值集 {} 中', 'the code is not in the required value set {}'],
  fixed: ['value', '必须等于 {}', 'must be equal to {}'],
  pattern: ['value', '必须包含 {}', 'must contain {}'],
  'reference-form': ['value', '应为“类型/id”、完整地址、#id 或检索条件', 'must be Type/id, an absolute address, #id or a search'],
  'reference-target': ['structure', '只能引用 {}', 'may refer to {} only'],
  'reference-type': ['structure', '与引用本身指明的类型 {} 不一致', 'does not agree with the type {} that the reference names'],
  'duplicate-id': ['duplicate', '该 id 已被另一个内含资源使用', 'another contained resource has this id'],
  'more-issues': ['too-costly', '问题过多，其余未列出', 'there are more issues; they are not listed'],
};

const isKnown = (rule: string): rule is StructureRule | MeaningRule => Object.hasOwn(sentences, rule);

/** A value as an issue shows it. */
export function shownValue(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 199).toWellFormed()}…` : text;
}

/** The issue in both languages. `expected` is what the sentence of the rule names, or an invariant's expression. */
export function issueOf(rule: string, severity: Severity, expression: string, value: unknown, expected: string): Issue {
  const [code, zh, en]: Sentence = isKnown(rule)
    ? sentences[rule]
    : ['invariant', `不满足规则 ${rule}：{}`, `breaks rule ${rule}: {}`];
  const shown = shownValue(value);
  const of = shown === undefined ? { zh: '', en: '' } : { zh: `（${shown}）`, en: ` (${shown})` };
  const fill = (sentence: string): string => sentence.split('{}').join(expected);
  const text = { zh: `${expression}：${fill(zh)}${of.zh}`, en: `${expression}: ${fill(en)}${of.en}` };
  return { severity, code, expression, rule, ...(shown === undefined ? {} : { value: shown }), text };
}
