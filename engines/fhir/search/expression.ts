/**
 * The part of FHIRPath that search parameters are written in, as a tree: paths, unions, `as`/`is` in every spelling, where(),
 * extension(), hasExtension(), exists(), not(), first(), an index, comparisons with a literal, `and`, `or`.
 */
export type Expression =
  | { readonly op: 'this' }
  /** `%resource`, and a name of a type at the start of a path. */
  | { readonly op: 'resource'; readonly type?: string }
  | { readonly op: 'child'; readonly of: Expression; readonly name: string }
  | { readonly op: 'as' | 'is'; readonly of: Expression; readonly type: string }
  | { readonly op: 'where'; readonly of: Expression; readonly test: Expression }
  | { readonly op: 'extension' | 'hasExtension'; readonly of: Expression; readonly url: string }
  | { readonly op: 'exists' | 'not' | 'resolve'; readonly of: Expression }
  | { readonly op: 'index'; readonly of: Expression; readonly at: number }
  | { readonly op: '|' | 'and' | 'or' | '=' | '!='; readonly left: Expression; readonly right: Expression }
  | { readonly op: 'literal'; readonly value: string | number | boolean };

const token = /\s*(?:('(?:[^'\\]|\\.)*')|([%$]?[A-Za-z_][A-Za-z0-9_]*)|(\d+(?:\.\d+)?)|(!=|[|().,=[\]]))/y;

/** Undefined for an expression outside that part; it may still be good FHIRPath. */
export function parseExpression(text: string): Expression | undefined {
  // R4's longest has 1,386 characters, all alternatives; nesting as deep as a longer one could be would not fit the stack.
  if (text.length > 6000) return undefined;
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (text.slice(token.lastIndex).trim() !== '') {
    const match = token.exec(text);
    if (!match) return undefined;
    tokens.push(match[0].trim());
  }
  try {
    const parser = reader(tokens);
    const tree = parser.union(0);
    return parser.done() ? tree : undefined;
  } catch (error) {
    if (error instanceof Outside) return undefined;
    throw error;
  }
}

/** Thrown and caught here: the text leaves the part we compile. */
class Outside extends Error {}

/** Binding strength of what stands between two operands, weakest first. */
const strength: Readonly<Record<string, number>> = { or: 1, and: 2, '=': 3, '!=': 3, '|': 4, is: 5, as: 5 };

function reader(tokens: readonly string[]) {
  let at = 0;
  const peek = (): string | undefined => tokens[at];
  const next = (): string => {
    const found = tokens[at];
    if (found === undefined) throw new Outside();
    at += 1;
    return found;
  };
  const expect = (wanted: string): void => {
    if (next() !== wanted) throw new Outside();
  };
  const typeName = (): string => {
    const first = next();
    if (peek() !== '.') return first;
    expect('.');
    return next();
  };

  function union(least: number): Expression {
    let left = path();
    for (;;) {
      const operator = peek();
      const binds = operator === undefined ? undefined : strength[operator];
      if (operator === undefined || binds === undefined || binds < least) return left;
      next();
      if (operator === 'is' || operator === 'as') left = { op: operator, of: left, type: typeName() };
      else left = { op: operator as '|' | 'and' | 'or' | '=' | '!=', left, right: union(binds + 1) };
    }
  }

  function path(): Expression {
    let of = start();
    for (;;) {
      if (peek() === '[') {
        next();
        of = { op: 'index', of, at: Number(next()) };
        expect(']');
      } else if (peek() === '.') {
        next();
        of = step(of, next());
      } else return of;
    }
  }

  function start(): Expression {
    const first = next();
    if (first === '(') {
      const inner = union(0);
      expect(')');
      return inner;
    }
    if (first.startsWith("'")) return { op: 'literal', value: textOf(first) };
    if (/^\d/.test(first)) return { op: 'literal', value: Number(first) };
    if (first === 'true' || first === 'false') return { op: 'literal', value: first === 'true' };
    if (first === '$this') return { op: 'this' };
    if (first === '%resource' || first === '%context') return { op: 'resource' };
    if (/^[A-Z]/.test(first)) return { op: 'resource', type: first };
    return step({ op: 'this' }, first);
  }

  function step(of: Expression, name: string): Expression {
    if (!/^[A-Za-z_]/.test(name)) throw new Outside();
    if (peek() !== '(') return { op: 'child', of, name };
    next();
    const made = call(of, name);
    expect(')');
    return made;
  }

  function call(of: Expression, name: string): Expression {
    switch (name) {
      case 'where':
        return { op: 'where', of, test: union(0) };
      case 'as':
      case 'ofType':
        return { op: 'as', of, type: typeName() };
      case 'is':
        return { op: 'is', of, type: typeName() };
      case 'extension':
      case 'hasExtension':
        return { op: name, of, url: textOf(next()) };
      case 'exists':
        return { op: 'exists', of: peek() === ')' ? of : { op: 'where', of, test: union(0) } };
      case 'not':
      case 'resolve':
        return { op: name, of };
      case 'first':
        return { op: 'index', of, at: 0 };
      default:
        throw new Outside();
    }
  }

  return { union, done: () => at === tokens.length };
}

function textOf(literal: string): string {
  if (!literal.startsWith("'") || /\\[^'"`\\/]/.test(literal)) throw new Outside();
  return literal.slice(1, -1).replace(/\\(.)/g, '$1');
}

const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** The alternatives of a union, flattened. */
export const alternatives = (expression: Expression): readonly Expression[] =>
  expression.op === '|' ? [...alternatives(expression.left), ...alternatives(expression.right)] : [expression];

/** One spelling for one meaning, so that two expressions can be compared. */
export function printExpression(expression: Expression): string {
  switch (expression.op) {
    case 'this':
      return '$this';
    case 'resource':
      return '%resource';
    case 'child':
      return `${printExpression(expression.of)}.${expression.name}`;
    case 'as':
    case 'is':
      return `${printExpression(expression.of)}.${expression.op}(${expression.type})`;
    case 'where':
      return `${printExpression(expression.of)}.where(${printExpression(expression.test)})`;
    case 'extension':
    case 'hasExtension':
      return `${printExpression(expression.of)}.${expression.op}(${quote(expression.url)})`;
    case 'exists':
    case 'not':
    case 'resolve':
      return `${printExpression(expression.of)}.${expression.op}()`;
    case 'index':
      return `${printExpression(expression.of)}[${expression.at}]`;
    case 'literal':
      return typeof expression.value === 'string' ? quote(expression.value) : String(expression.value);
    default:
      return `(${printExpression(expression.left)} ${expression.op} ${printExpression(expression.right)})`;
  }
}
