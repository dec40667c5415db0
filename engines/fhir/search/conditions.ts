import { referenceOf } from './convert-reference.ts';
import type { Expression } from './expression.ts';
import { compileRoutes, isKindOf, type Route, type Scope, type Test } from './routes.ts';
import { compileVisit } from './visit.ts';

/** The condition of a where(), or a boolean expression, as a function; undefined when its shape is not one we compile. */
export function compileTest(expression: Expression, scope: Scope): Test | undefined {
  switch (expression.op) {
    case 'and':
    case 'or': {
      const left = compileTest(expression.left, scope);
      const right = compileTest(expression.right, scope);
      if (!left || !right) return undefined;
      return expression.op === 'and' ? both(left, right) : either(left, right);
    }
    case 'not': {
      const test = compileTest(expression.of, scope);
      return test && ((node, root) => negated(test(node, root)));
    }
    case 'exists': {
      const routes = compileRoutes(expression.of, scope);
      const find = routes && finder(routes);
      return find && ((node, root) => find(node, root).length > 0);
    }
    case 'hasExtension':
      return compileTest({ op: 'exists', of: { op: 'extension', of: expression.of, url: expression.url } }, scope);
    case '=':
    case '!=':
      return compareLiteral(expression.left, expression.right, expression.op === '=', scope);
    case 'is':
      return isType(expression.of, expression.type, scope);
    default:
      return undefined;
  }
}

const both =
  (left: Test, right: Test): Test =>
  (node, root) => {
    const first = left(node, root);
    if (first === false) return false;
    const second = right(node, root);
    return second === false ? false : first && second;
  };

const either =
  (left: Test, right: Test): Test =>
  (node, root) => {
    const first = left(node, root);
    if (first === true) return true;
    const second = right(node, root);
    return second === true ? true : first === undefined || second === undefined ? undefined : false;
  };

const negated = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value);

/** All that routes find, in one list. */
function finder(routes: readonly Route[]): (node: unknown, root: unknown) => unknown[] {
  const visit = compileVisit<unknown[]>(routes.map(({ steps }) => ({ steps, act: (found, node) => found.push(node) })));
  return (node, root) => {
    const found: unknown[] = [];
    visit(found, node, root);
    return found;
  };
}

function compareLiteral(left: Expression, right: Expression, equal: boolean, scope: Scope): Test | undefined {
  if (right.op !== 'literal') return left.op === 'literal' ? compareLiteral(right, left, equal, scope) : undefined;
  const routes = compileRoutes(left, scope);
  const find = routes && finder(routes);
  const { value } = right;
  return (
    find &&
    ((node, root) => {
      const found = find(node, root);
      return found.length === 0 ? undefined : found.length === 1 && (found[0] === value) === equal;
    })
  );
}

/** `resolve() is Patient` reads the type off the reference; nothing is fetched. `x is Quantity` is known from the definitions. */
function isType(of: Expression, type: string, scope: Scope): Test | undefined {
  if (of.op !== 'resolve') {
    const routes = compileRoutes(of, scope);
    const find = routes && finder(routes.filter((route) => isKindOf(scope.definitions, route.type, type)));
    return find && ((node, root) => find(node, root).length > 0);
  }
  const routes = compileRoutes(of.of, scope);
  const find = routes && finder(routes);
  return find && ((node, root) => find(node, root).some((reference) => referenceOf(reference, root)?.type === type));
}
