import type { CallExpression, Expression } from './ast.ts';
import { type Complaint, FhirPathError } from './error.ts';
import { type Model, type Shape, slotsNamed, system } from './model.ts';
import { findType, typeNameOf } from './types.ts';

/** What can be known of a result before any data: its possible types (null: any) and whether it has an order. */
interface Known {
  readonly shapes: ReadonlySet<Shape> | null;
  readonly ordered: boolean;
}

interface Checker {
  readonly model: Model;
  readonly source: string;
  readonly root: Known;
  readonly order: boolean;
}

const anything: Known = { shapes: null, ordered: true };
const only = (...shapes: readonly Shape[]): Known => ({ shapes: new Set(shapes), ordered: true });
const boolean = only(system.Boolean);

const refuse = ({ source }: Checker, at: number, complaint: Complaint): FhirPathError =>
  new FhirPathError('semantic', complaint, source, at);

function both(a: Known, b: Known): Known {
  const shapes = a.shapes && b.shapes ? a.shapes.union(b.shapes) : null;
  return { shapes, ordered: a.ordered && b.ordered };
}

function member(checker: Checker, from: Known, name: string, at: number): Known {
  if (!from.shapes || from.shapes.size === 0) return { shapes: null, ordered: from.ordered };
  const found = new Set<Shape>();
  let any = false;
  let open = false;
  for (const shape of from.shapes) {
    for (const slot of slotsNamed(checker.model, shape, name) ?? []) {
      any = true;
      if (slot.shape) found.add(slot.shape);
      else open = true;
    }
  }
  const names = [...from.shapes].map((shape) => shape.name).join(', ');
  if (!any) throw refuse(checker, at, { en: `${names} has no element ${name}`, zh: `${names} 没有元素 ${name}` });
  return { shapes: open ? null : found, ordered: from.ordered };
}

/** A name at the start of a path: the context's own type, or one of its elements. */
function start(checker: Checker, focus: Known, name: string, at: number): Known {
  const isType = /^[A-Z]/.test(name) && checker.model.shapes.has(name);
  if (!isType || !focus.shapes) return isType ? anything : member(checker, focus, name, at);
  const fitting = [...focus.shapes].filter((shape) => shape.ancestors.has(name));
  if (fitting.length > 0) return focus;
  const names = [...focus.shapes].map((shape) => shape.name).join(', ');
  throw refuse(checker, at, { en: `the context is ${names}, not ${name}`, zh: `上下文是 ${names}，不是 ${name}` });
}

const keeping = new Set(
  'where first last tail skip take single distinct trace exclude intersect sort checkModifiers defineVariable'.split(' '),
);
const iterating = new Set('where exists all select sort trace aggregate'.split(' '));
const answering = new Set(
  (
    'exists all empty not allTrue anyTrue allFalse anyFalse subsetOf supersetOf isDistinct is hasValue startsWith endsWith contains ' +
    'matches matchesFull memberOf conformsTo htmlChecks hasExtension comparable'
  ).split(' '),
);
const ordering = new Set('first last tail skip take'.split(' '));

function call(checker: Checker, expression: CallExpression, focus: Known): Known {
  const { name, left, args, at } = expression;
  const input = left ? check(checker, left, focus) : focus;
  const unordered = {
    en: `${name}() needs an order, which children() does not give`,
    zh: `${name}() 需要顺序，而 children() 没有顺序`,
  };
  if (checker.order && ordering.has(name) && !input.ordered) throw refuse(checker, at, unordered);
  if (name === 'ofType' || name === 'as') return args[0] ? only(findType(checker.model, typeNameOf(args[0])).shape) : anything;
  if (name === 'is') return boolean;
  if (name === 'repeat') return anything;
  const inner = iterating.has(name) || (name === 'iif' && left) ? input : focus;
  const results = args.map((arg) => check(checker, arg, inner));
  if (name === 'iif') return choice(checker, expression, results);
  if (name === 'select') return results[0] ?? anything;
  if (name === 'children' || name === 'descendants') return { shapes: null, ordered: false };
  if (name === 'extension') return only(...[checker.model.shapes.get('Extension')].filter((shape) => shape !== undefined));
  if (name === 'union' || name === 'combine') return both(input, results[0] ?? anything);
  return keeping.has(name) ? input : answering.has(name) ? boolean : anything;
}

function choice(checker: Checker, { args }: CallExpression, [criterion, then, otherwise]: readonly Known[]): Known {
  const [asked] = args;
  const literal = asked?.kind === 'literal' && asked.literal.type !== 'Boolean';
  if (asked && criterion && literal)
    throw refuse(checker, asked.at, { en: 'the criterion of iif() must be a boolean', zh: 'iif() 的条件必须是布尔值' });
  return then && otherwise ? both(then, otherwise) : (then ?? anything);
}

function check(checker: Checker, expression: Expression, focus: Known): Known {
  switch (expression.kind) {
    case 'literal':
      return only(system[expression.literal.type]);
    case 'empty':
      return only();
    case 'this':
      return focus;
    case 'variable':
      return expression.name === 'resource' || expression.name === 'context' ? checker.root : anything;
    case 'member':
      return expression.left
        ? member(checker, check(checker, expression.left, focus), expression.name, expression.at)
        : start(checker, focus, expression.name, expression.at);
    case 'indexer': {
      check(checker, expression.index, focus);
      const items = check(checker, expression.left, focus);
      if (!checker.order || items.ordered) return items;
      throw refuse(checker, expression.at, { en: 'an index needs an order', zh: '下标需要顺序' });
    }
    case 'sign':
      return check(checker, expression.operand, focus);
    case 'type':
      check(checker, expression.operand, focus);
      return expression.operator === 'is' ? boolean : only(findType(checker.model, expression.type).shape);
    case 'binary': {
      const [a, b] = [check(checker, expression.left, focus), check(checker, expression.right, focus)];
      if (expression.operator === '|') return both(a, b);
      return /^[-+*/&]$|^div$|^mod$/.test(expression.operator) ? anything : boolean;
    }
    case 'call':
      return call(checker, expression, focus);
    default:
      return anything;
  }
}

/**
 * Holds an expression to the type it is written for. Throws FhirPathError (semantic) for elements the type does not have, for a path
 * that starts at another type and, with `order`, for functions of order on what has none.
 */
export function checkTypes(expression: Expression, model: Model, type: string, order: boolean, source: string): void {
  const shape = model.shapes.get(type);
  const root = shape ? only(shape) : anything;
  check({ model, source, root, order }, expression, root);
}
