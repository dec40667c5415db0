import type { Text } from './evidence.ts';

/** One thing wrong in one file of a plan: where it stands, which rule it breaks, and what was there. */
export interface PlanError {
  readonly file: string;
  /** 1-based; 0 when the file itself is missing. */
  readonly line: number;
  /** 1-based, where one character is at fault. */
  readonly column?: number;
  /** Path of the field, e.g. `indicators[3].targets[0].date`. */
  readonly field: string;
  readonly rule: string;
  readonly value: string;
  readonly message: Text;
}

/** What a value looks like in a message: as JSON, cut at 80 characters. */
export function shown(value: unknown): string {
  if (value === undefined) return '';
  const json = typeof value === 'string' ? value : JSON.stringify(value);
  return json.length > 80 ? `${json.slice(0, 79)}…` : json;
}

/** `plans/x/plan.yaml:12 measures[0].kind [one-of] …` (`:12:7` where a column is known), for a terminal or a log. */
export const describeError = (error: PlanError, language: keyof Text = 'zh'): string =>
  `${error.file}:${error.line}${error.column === undefined ? '' : `:${error.column}`} ${error.field} [${error.rule}] ${error.message[language]}${error.value ? ` (${error.value})` : ''}`;
