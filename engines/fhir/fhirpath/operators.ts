import { calculate } from './arithmetic.ts';
import type { BinaryOperator } from './ast.ts';
import { booleanCode, type Code, codeOf, type Scope, single } from './code.ts';
import { compareNodes } from './compare.ts';
import { decimalOf, negated, numberOf } from './decimal.ts';
import { equalCollections, equalNodes, equivalentCollections } from './equal.ts';
import { Misuse } from './error.ts';
import { union } from './functions/combining.ts';
import { valueText } from './functions/conversion.ts';
import { type Collection, decimalNode, integerNode, nothing, quantityNode, stringNode } from './node.ts';
import { numericOf, quantityOf } from './value.ts';

type Truth = boolean | undefined;

const negation = (value: Truth): Truth => (value === undefined ? undefined : !value);

/** Three-valued logic (FHIRPath N1, Boolean logic); the right side is not asked where the left decides. */
const logic: Readonly<Record<'and' | 'or' | 'xor' | 'implies', (left: Code, right: Code, scope: Scope) => Truth>> = {
  and: (left, right, scope) => {
    const a = left.truth(scope);
    if (a === false) return false;
    const b = right.truth(scope);
    return b === false ? false : a === undefined || b === undefined ? undefined : true;
  },
  or: (left, right, scope) => {
    const a = left.truth(scope);
    if (a === true) return true;
    const b = right.truth(scope);
    return b === true ? true : a === undefined || b === undefined ? undefined : false;
  },
  xor: (left, right, scope) => {
    const [a, b] = [left.truth(scope), right.truth(scope)];
    return a === undefined || b === undefined ? undefined : a !== b;
  },
  implies: (left, right, scope) => {
    const a = left.truth(scope);
    if (a === false) return true;
    const b = right.truth(scope);
    return b === true ? true : a === undefined || b === undefined ? undefined : false;
  },
};

const ordered = (left: Code, right: Code, holds: (order: number) => boolean): Code => {
  const { amount: a } = left;
  const { amount: b } = right;
  if (a && b) return booleanCode((scope) => holds(a(scope) - b(scope)));
  return orderedNodes(left, right, holds);
};

const orderedNodes = (left: Code, right: Code, holds: (order: number) => boolean): Code =>
  booleanCode((scope) => {
    const [a, b] = [single(left.many(scope)), single(right.many(scope))];
    const order = a && b && compareNodes(a, b, scope.env.ucum);
    return order === undefined ? undefined : holds(order);
  });

/** How `=` is asked of these two, as directly as can be. */
function sameCode(left: Code, right: Code): Code['truth'] {
  const [a, b] = [left.amount, right.amount];
  if (a && b) return (scope) => a(scope) === b(scope);
  return right.text === undefined ? (scope) => equal(left, right, scope) : equalText(left, right.text);
}

const equal = (left: Code, right: Code, scope: Scope): Truth =>
  equalCollections(left.many(scope), right.many(scope), scope.env.ucum);
const equivalent = (left: Code, right: Code, scope: Scope): boolean =>
  equivalentCollections(scope.env.model, left.many(scope), right.many(scope), scope.env.ucum);

/** `left = 'text'`, the commonest question of all, without making a collection of the text. */
const equalText = (left: Code, text: string): Code['truth'] => {
  return (scope) => {
    const items = left.many(scope);
    const [only] = items;
    if (!only) return;
    return items.length === 1 && only.shape.kind === 'string' && only.value === text;
  };
};

/** `item in items`. */
const membership = (item: Code, items: Code): Code =>
  booleanCode((scope) => {
    const [wanted, all] = [single(item.many(scope)), items.many(scope)];
    return wanted && all.some((node) => equalNodes(node, wanted, scope.env.ucum) === true);
  });

/** `&`: text beside text, empty counting as ''. */
const concatenation = (left: Code, right: Code): Code => {
  const text = (code: Code, scope: Scope): string => {
    const node = single(code.many(scope));
    return node ? (valueText(node) ?? '') : '';
  };
  return codeOf((scope) => [stringNode(text(left, scope) + text(right, scope))]);
};

const arithmetic = (operator: Parameters<typeof calculate>[0], left: Code, right: Code): Code =>
  codeOf((scope) => {
    const [a, b] = [single(left.many(scope)), single(right.many(scope))];
    return a && b && a.value !== undefined && b.value !== undefined ? calculate(operator, a, b, scope.env.ucum) : nothing;
  });

/** Compiles a binary operator. */
export function binaryCode(operator: BinaryOperator, left: Code, right: Code): Code {
  switch (operator) {
    case 'and':
    case 'or':
    case 'xor':
    case 'implies': {
      const decide = logic[operator];
      return booleanCode((scope) => decide(left, right, scope));
    }
    case '=':
    case '!=': {
      const same = sameCode(left, right);
      return booleanCode(operator === '=' ? same : (scope) => negation(same(scope)));
    }
    case '~':
      return booleanCode((scope) => equivalent(left, right, scope));
    case '!~':
      return booleanCode((scope) => !equivalent(left, right, scope));
    case '<':
      return ordered(left, right, (order) => order < 0);
    case '<=':
      return ordered(left, right, (order) => order <= 0);
    case '>':
      return ordered(left, right, (order) => order > 0);
    case '>=':
      return ordered(left, right, (order) => order >= 0);
    case 'in':
      return membership(left, right);
    case 'contains':
      return membership(right, left);
    case '|':
      return {
        ...codeOf((scope) => union(left.many(scope), right.many(scope), scope)),
        some: (scope) => left.some(scope) || right.some(scope),
      };
    case '&':
      return concatenation(left, right);
    default:
      return arithmetic(operator, left, right);
  }
}

/** `-x` and `+x`. */
export const signCode = (operand: Code, negative: boolean): Code =>
  codeOf((scope): Collection => {
    const node = single(operand.many(scope));
    if (!node) return nothing;
    const [number, quantity] = [numericOf(node), quantityOf(node)];
    if (number === undefined && !quantity) throw new Misuse(`${node.type} has no sign`, `${node.type} 没有正负`);
    if (!negative) return [node];
    if (quantity) return [quantityNode({ ...quantity, value: negated(decimalOf(quantity.value)) })];
    return [node.shape.kind === 'integer' ? integerNode(-numberOf(number ?? 0)) : decimalNode(negated(decimalOf(number ?? 0)))];
  });
