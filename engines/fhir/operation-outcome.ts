import type { JsonObject } from './json/scan.ts';
import type { FieldError, Text } from './refusal.ts';

/** One thing to tell a client, in both languages. The issues of the validation are of this shape. */
export interface OutcomeIssue {
  readonly severity: 'fatal' | 'error' | 'warning' | 'information';
  /** Code of http://hl7.org/fhir/issue-type. */
  readonly code: string;
  /** FHIRPath of the element; none for what is wrong with the request as a whole. */
  readonly expression?: string;
  /** Of a header or parameter instead: its name. */
  readonly location?: string;
  /** Name of the rule that was broken. */
  readonly rule?: string;
  readonly value?: string;
  readonly text: Text;
  /** Code of the refusal. */
  readonly problem?: string;
}

export interface OutcomeOptions {
  /** The caller's language: its text stands first, the other beside it as a translation. */
  readonly language: keyof Text;
  /** Address spaces of our refusals and rules, for `details.coding`. */
  readonly systems: { readonly problem: string; readonly rule: string };
}

const translation = 'http://hl7.org/fhir/StructureDefinition/translation';
const tags: Readonly<Record<keyof Text, string>> = { zh: 'zh-CN', en: 'en' };

/** FHIR strings hold no control characters but tab and line ends, and are not empty. */
const asString = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uffff]/g, '\ufffd')
    .trim();

const detailsOf = ({ text, problem, rule }: OutcomeIssue, { language, systems }: OutcomeOptions): JsonObject => {
  const other = language === 'zh' ? 'en' : 'zh';
  const coding = [
    ...(problem === undefined ? [] : [{ system: systems.problem, code: problem }]),
    ...(rule === undefined ? [] : [{ system: systems.rule, code: rule }]),
  ];
  return {
    ...(coding.length > 0 && { coding }),
    text: asString(text[language]),
    _text: {
      extension: [
        {
          url: translation,
          extension: [
            { url: 'lang', valueCode: tags[other] },
            { url: 'content', valueString: asString(text[other]) },
          ],
        },
      ],
    },
  };
};

/** An OperationOutcome (https://hl7.org/fhir/R4/operationoutcome.html). Without issues it says that all is well, as R4 wants one at least. */
export function operationOutcome(issues: readonly OutcomeIssue[], options: OutcomeOptions): JsonObject {
  const told: readonly OutcomeIssue[] =
    issues.length > 0
      ? issues
      : [{ severity: 'information', code: 'informational', text: { zh: '没有发现问题。', en: 'Nothing is wrong.' } }];
  return {
    resourceType: 'OperationOutcome',
    language: tags[options.language],
    issue: told.map((issue) => {
      const { severity, code, expression, location, rule, value } = issue;
      const place = expression ?? location;
      const facts = [place, rule && `[${rule}]`, value && asString(value) !== '' && `(${asString(value)})`]
        .filter(Boolean)
        .join(' ');
      return {
        severity,
        code,
        details: detailsOf(issue, options),
        ...(facts !== '' && { diagnostics: facts }),
        ...(location !== undefined && { location: [`http.${location}`] }),
        ...(expression !== undefined && expression !== '' && { expression: [expression] }),
      };
    }),
  };
}

const codes: Readonly<Record<number, string>> = {
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-supported',
  406: 'not-supported',
  409: 'conflict',
  410: 'deleted',
  412: 'conflict',
  413: 'too-long',
  415: 'not-supported',
  422: 'processing',
  429: 'throttled',
  501: 'not-supported',
  503: 'transient',
  504: 'timeout',
};

/** The issue type that an HTTP status means. */
export const issueCode = (status: number): string => codes[status] ?? (status >= 500 ? 'exception' : 'invalid');

const headers = new Set(['Accept', 'Content-Type', 'If-Match', 'If-None-Match', 'If-None-Exist', 'If-Modified-Since', 'Prefer']);

/** A rule that has an issue type of its own. */
const byRule: Readonly<Record<string, string>> = {
  required: 'required',
  'known-element': 'structure',
  'same-as-address': 'value',
};

/** A header or a parameter is a location, anything else the FHIRPath of an element. */
const placeOf = (field: string, inRequest: boolean): Pick<OutcomeIssue, 'expression' | 'location'> =>
  inRequest || headers.has(field) || field.startsWith('_') ? { location: field } : { expression: field };

/**
 * A refusal as an OperationOutcome: one issue for each field at fault, or one for the whole. `problem` is the refusal's row in the
 * table of problems, its texts filled. `inRequest` says that the fields are search parameters.
 */
export function refusalOutcome(
  { code, errors = [] }: { readonly code: string; readonly errors?: readonly FieldError[] },
  problem: Text & { readonly status: number },
  options: OutcomeOptions & { readonly inRequest?: boolean },
): JsonObject {
  const { status, zh, en } = problem;
  const severity = status >= 500 ? 'fatal' : 'error';
  if (errors.length === 0)
    return operationOutcome([{ severity, code: issueCode(status), text: { zh, en }, problem: code }], options);
  return operationOutcome(
    errors.map(({ field, rule, value, message }) => ({
      severity,
      code: byRule[rule] ?? issueCode(status),
      ...placeOf(field, options.inRequest ?? false),
      rule,
      ...(value !== undefined && { value }),
      text: { zh: `${zh} ${field}：${message.zh}`, en: `${en} ${field}: ${message.en}` },
      problem: code,
    })),
    options,
  );
}
