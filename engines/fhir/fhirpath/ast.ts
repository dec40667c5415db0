import type { Decimal } from './decimal.ts';
import type { Quantity } from './quantity.ts';
import type { Temporal } from './temporal.ts';

export interface TypeName {
  /** `FHIR` or `System`; absent when the expression does not say. */
  readonly namespace?: string;
  readonly name: string;
  readonly at: number;
}

export type Literal =
  | { readonly type: 'Boolean'; readonly value: boolean }
  | { readonly type: 'String'; readonly value: string }
  | { readonly type: 'Integer'; readonly value: number }
  | { readonly type: 'Decimal'; readonly value: Decimal }
  | { readonly type: 'Date' | 'DateTime' | 'Time'; readonly value: Temporal }
  | { readonly type: 'Quantity'; readonly value: Quantity };

export type BinaryOperator =
  | '*'
  | '/'
  | 'div'
  | 'mod'
  | '+'
  | '-'
  | '&'
  | '|'
  | '<'
  | '<='
  | '>'
  | '>='
  | '='
  | '~'
  | '!='
  | '!~'
  | 'in'
  | 'contains'
  | 'and'
  | 'or'
  | 'xor'
  | 'implies';

/** What an expression is made of. `at` is where it stands in the text. A member or call without `left` starts from the focus. */
export type Expression =
  | { readonly kind: 'literal'; readonly at: number; readonly literal: Literal }
  | { readonly kind: 'empty'; readonly at: number }
  | { readonly kind: 'this' | 'index' | 'total'; readonly at: number }
  | { readonly kind: 'variable'; readonly at: number; readonly name: string }
  | { readonly kind: 'member'; readonly at: number; readonly left: Expression | null; readonly name: string }
  | CallExpression
  | { readonly kind: 'indexer'; readonly at: number; readonly left: Expression; readonly index: Expression }
  | { readonly kind: 'sign'; readonly at: number; readonly negative: boolean; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly at: number;
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'type';
      readonly at: number;
      readonly operator: 'is' | 'as';
      readonly operand: Expression;
      readonly type: TypeName;
    };

export interface CallExpression {
  readonly kind: 'call';
  readonly at: number;
  readonly left: Expression | null;
  readonly name: string;
  readonly args: readonly Expression[];
}
