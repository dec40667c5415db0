import type { Text } from '../evidence.ts';

/** Where something stands in an expression's text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with an expression, and where: `line` and `column` are 1-based and count within the expression. */
export interface ExpressionError extends Span {
  readonly line: number;
  readonly column: number;
  readonly rule: 'syntax' | 'unknown-name' | 'type' | 'bands';
  readonly message: Text;
}

export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Quantifier = 'count' | 'exists' | 'every' | 'sum' | 'share';

/** A member of a collection that is gone through: `institutions where kind = cdc`. */
export interface Gathering extends Span {
  readonly collection: Name;
  readonly where: Expression | null;
}

export interface Name extends Span {
  readonly kind: 'name';
  readonly text: string;
}

/** One band `100000 .. <300000: 20`; `closed` when the upper edge belongs to it. */
export interface Band extends Span {
  readonly low: number;
  readonly high: number;
  readonly closed: boolean;
  readonly value: Expression;
}

/** An expression as it was written: names are not yet looked up, types not yet known. */
export type Expression =
  | Name
  | (Span & { readonly kind: 'number'; readonly value: number })
  | (Span & { readonly kind: 'date'; readonly value: string })
  | (Span & { readonly kind: 'yes-no'; readonly value: boolean })
  | (Span & { readonly kind: 'path'; readonly link: Name; readonly rest: Name })
  | (Span & { readonly kind: 'not' | 'negative'; readonly operand: Expression })
  | (Span & { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression })
  | (Span & {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-' | '*' | '/';
      readonly left: Expression;
      readonly right: Expression;
    })
  | (Span & { readonly kind: 'compare'; readonly operator: Comparator; readonly left: Expression; readonly right: Expression })
  | (Span & { readonly kind: 'between'; readonly operand: Expression; readonly low: Expression; readonly high: Expression })
  | (Span & { readonly kind: 'about'; readonly operand: Expression; readonly goal: Expression; readonly within: Expression })
  | (Span & { readonly kind: 'in'; readonly operand: Expression; readonly codes: readonly Name[] })
  | (Span & { readonly kind: 'has'; readonly operand: Expression; readonly code: Name })
  | (Span & { readonly kind: 'known'; readonly operand: Expression })
  | (Span & { readonly kind: 'if'; readonly condition: Expression; readonly yes: Expression; readonly no: Expression })
  | (Span & {
      readonly kind: 'bands';
      readonly operand: Expression;
      readonly bands: readonly Band[];
      readonly otherwise: Expression | null;
    })
  | (Span & {
      readonly kind: 'gather';
      readonly quantifier: Quantifier;
      readonly from: Gathering;
      readonly of: Expression | null;
    })
  | (Span & { readonly kind: 'call'; readonly name: Name; readonly given: readonly Expression[] });

/** Line and column (1-based) of an offset in a text. */
export function placeIn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: offset - lastBreak };
}

/** An error at a span of `text`. */
export const errorAt = (text: string, span: Span, rule: ExpressionError['rule'], message: Text): ExpressionError => ({
  ...placeIn(text, span.start),
  start: span.start,
  end: span.end,
  rule,
  message,
});
