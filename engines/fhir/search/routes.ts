import type { Definitions, ElementDefinition } from '../definitions/types.ts';
import { compileTest } from './conditions.ts';
import { alternatives, type Expression } from './expression.ts';

/** From a JSON element to its descendants that an expression yields. `root` is the resource the walk began at. */
export interface Route {
  readonly steps: readonly Step[];
  /** FHIR type of what is found at the end: `CodeableConcept`, `Observation.component`, `Resource` when only its JSON tells. */
  readonly type: string;
  /** Value set of a required binding at the end. */
  readonly required?: string;
  /** Types that a reference at the end may point to; absent: any. */
  readonly targets?: readonly string[];
}

export type Step =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'where'; readonly test: Test }
  | { readonly kind: 'index'; readonly at: number }
  /** Back to the resource. */
  | { readonly kind: 'root' }
  /** The expression gives one boolean per resource or focus, whether or not anything is there. */
  | { readonly kind: 'boolean'; readonly test: Test };

/** Looks at an element and the resource it is in. Undefined where FHIRPath says empty. */
export type Test = (node: unknown, root: unknown) => boolean | undefined;

/** Where an expression stands: the resource's type and the type of what `$this` is. */
export interface Scope {
  readonly definitions: Definitions;
  readonly resource: string;
  readonly type: string;
}

/** True when `type` is `of` or specialises it. */
export function isKindOf({ types }: Definitions, type: string, of: string): boolean {
  for (let name: string | undefined = type; name !== undefined; name = types.get(name)?.base) if (name === of) return true;
  return false;
}

/** Routes for all alternatives that can apply to the type; undefined when some shape is not one we compile. */
export function compileRoutes(expression: Expression, scope: Scope): readonly Route[] | undefined {
  const found: Route[] = [];
  for (const alternative of alternatives(expression)) {
    const routes = walk(alternative, scope);
    if (!routes) return undefined;
    found.push(...routes);
  }
  return found;
}

function walk(expression: Expression, scope: Scope): readonly Route[] | undefined {
  const { definitions } = scope;
  switch (expression.op) {
    case 'this':
      return [{ steps: [], type: scope.type }];
    case 'resource': {
      const applies = expression.type === undefined || isKindOf(definitions, scope.resource, expression.type);
      return applies ? [{ steps: [{ kind: 'root' }], type: scope.resource }] : [];
    }
    case '|':
      return compileRoutes(expression, scope);
    case 'child':
      return walk(expression.of, scope)?.flatMap((route) => children(route, expression.name, definitions));
    case 'extension':
      return walk(expression.of, scope)?.map(({ steps }) => ({
        steps: [...steps, ...extensionSteps(expression.url)],
        type: 'Extension',
      }));
    case 'as': {
      const wanted = typeNamed(definitions, expression.type);
      return walk(expression.of, scope)?.filter(({ type }) => isKindOf(definitions, type, wanted));
    }
    case 'index':
      return indexed(walk(expression.of, scope), expression.at);
    case 'where': {
      const routes = walk(expression.of, scope);
      return every(routes, (route) => {
        const test = compileTest(expression.test, { ...scope, type: route.type });
        return test && { ...route, steps: [...route.steps, { kind: 'where', test }] };
      });
    }
    case 'and':
    case 'or':
    case '=':
    case '!=':
    case 'exists':
    case 'not':
    case 'is':
    case 'hasExtension': {
      const test = compileTest(expression, scope);
      return test && [{ steps: [{ kind: 'boolean', test }], type: 'boolean' }];
    }
    default:
      return undefined;
  }
}

export const extensionSteps = (url: string): readonly Step[] => [
  { kind: 'key', key: 'extension' },
  { kind: 'where', test: (node) => (node as { readonly url?: unknown }).url === url },
];

/** Some definitions write `DateTime` for `dateTime`. */
export function typeNamed({ types }: Definitions, name: string): string {
  const lower = name.charAt(0).toLowerCase() + name.slice(1);
  return types.has(name) || !types.has(lower) ? name : lower;
}

/** `x[0]` counts over everything found; that is the place in one array only when no array is crossed before, so we ask for that. */
function indexed(routes: readonly Route[] | undefined, at: number): readonly Route[] | undefined {
  const [route] = routes ?? [];
  if (routes?.length === 0) return [];
  if (!route || routes?.length !== 1) return undefined;
  const keys = route.steps.filter(({ kind }) => kind !== 'root');
  return keys.length === 1 && keys[0]?.kind === 'key'
    ? [{ ...route, steps: [...route.steps, { kind: 'index', at }] }]
    : undefined;
}

function every<A, B>(items: readonly A[] | undefined, make: (item: A) => B | undefined): B[] | undefined {
  if (!items) return undefined;
  const made: B[] = [];
  for (const item of items) {
    const one = make(item);
    if (one === undefined) return undefined;
    made.push(one);
  }
  return made;
}

function children({ steps, type }: Route, name: string, definitions: Definitions): readonly Route[] {
  const element = definitions.types.get(type)?.elements.find((candidate) => candidate.name === name);
  if (!element) return [];
  return element.types.map(({ code, targets }) => ({
    steps: [...steps, { kind: 'key', key: keyOf(element, code) } as const],
    type: code.startsWith('System.') ? 'string' : code,
    ...(element.required && { required: element.required }),
    ...(targets && { targets }),
  }));
}

export const keyOf = ({ name, choice }: ElementDefinition, type: string): string =>
  choice ? `${name}${type.charAt(0).toUpperCase()}${type.slice(1)}` : name;
