import type { Definitions } from '../definitions/types.ts';
import { type Convert, converter, type ReadOptions, type SimpleEntry } from './convert.ts';
import type { Entry } from './entries.ts';
import { parseExpression } from './expression.ts';
import { compileRoutes, type Route, type Step } from './routes.ts';
import type { Catalogue, Component, Parameter } from './types.ts';
import { type Act, compileVisit, type Visit } from './visit.ts';

export interface ExtractOptions extends ReadOptions {
  /**
   * Evaluates an expression whose shape is not compiled (only custom parameters have such) on a resource; each result with its
   * FHIR type. Without it such parameters have no entries.
   */
  readonly evaluate?: (expression: string) => (resource: object) => readonly { readonly value: unknown; readonly type: string }[];
}

/** Everything a resource is found by. The resource is plain JSON of the extractor's type; what is malformed in it is passed over. */
export type Extractor = (resource: object) => Entry[];

interface Branch {
  readonly steps: readonly Step[];
  readonly act: Act<Entry[]>;
}

/** The routes of a parameter, or of a component from its focus; undefined when the expression is not one we compile. */
export function routesOf(
  expression: string,
  definitions: Definitions,
  resource: string,
  focus = resource,
): readonly Route[] | undefined {
  const tree = parseExpression(expression);
  return tree && compileRoutes(tree, { definitions, resource, type: focus });
}

/** Codes of the type's parameters that are not compiled and need `evaluate`; none of base R4's. */
export const uncompiled = (type: string, catalogue: Catalogue, definitions: Definitions): string[] =>
  stored(type, catalogue)
    .filter(({ expression }) => expression === undefined || !routesOf(expression, definitions, type))
    .map(({ code }) => code);

const stored = (type: string, { types }: Catalogue): Parameter[] =>
  [...(types.get(type)?.values() ?? [])].filter(({ code, storedAs }) => storedAs.includes(code));

/** One walk over the resource for all its stored parameters, without interpreting FHIRPath. Made once per type. */
export function compileExtractor(
  type: string,
  catalogue: Catalogue,
  definitions: Definitions,
  options: ExtractOptions,
): Extractor {
  const branches: Branch[] = [];
  const others: ((resource: object, entries: Entry[]) => void)[] = [];
  for (const parameter of stored(type, catalogue)) {
    const { expression, code } = parameter;
    if (expression === undefined) continue;
    const routes = routesOf(expression, definitions, type);
    if (!routes) {
      const evaluate = options.evaluate?.(expression);
      if (evaluate) others.push(interpreted(parameter, evaluate, options));
    } else if (parameter.type === 'composite') {
      for (const { steps, type: focus } of routes)
        branches.push(...compositeBranches(parameter, steps, focus, definitions, options));
    } else {
      for (const route of routes) {
        const convert = converter(code, parameter.type, route.type, options);
        if (convert) branches.push({ steps: route.steps, act: collecting(convert) });
      }
    }
  }
  // Every route begins at the resource itself, so that step says nothing here; without it routes share their keys.
  const visit = compileVisit(
    branches.map(({ steps, act }) => ({ steps: steps[0]?.kind === 'root' ? steps.slice(1) : steps, act })),
  );
  return (resource) => {
    const entries: Entry[] = [];
    visit(entries, resource, resource);
    for (const other of others) other(resource, entries);
    return entries;
  };
}

const collecting =
  (convert: Convert): Act<Entry[]> =>
  (entries, node, root) =>
    convert(node, (entry) => entries.push(entry), root);

function compositeBranches(
  parameter: Parameter,
  steps: readonly Step[],
  focus: string,
  definitions: Definitions,
  options: ReadOptions,
): readonly Branch[] {
  const parts = parameter.components.map((component) => partVisit(component, parameter.resource, focus, definitions, options));
  const { code } = parameter;
  return [{ steps, act: (entries, node, root) => combine(code, parts, node, root, entries) }];
}

function partVisit(
  { parameter, expression }: Component,
  resource: string,
  focus: string,
  definitions: Definitions,
  options: ReadOptions,
): Visit<SimpleEntry[]> {
  const routes = routesOf(expression, definitions, resource, focus) ?? [];
  return compileVisit(
    routes.flatMap((route) => {
      const convert = converter(parameter.code, parameter.type, route.type, options);
      if (!convert) return [];
      const act: Act<SimpleEntry[]> = (found, node, root) => convert(node, (entry) => found.push(entry), root);
      return [{ steps: route.steps, act }];
    }),
  );
}

/** Every combination of one value per part; none when a part has no value. */
function combine(code: string, parts: readonly Visit<SimpleEntry[]>[], node: unknown, root: unknown, entries: Entry[]): void {
  let rows: SimpleEntry[][] = [[]];
  for (let part = parts.length - 1; part >= 0; part -= 1) {
    const found: SimpleEntry[] = [];
    parts[part]?.(found, node, root);
    if (found.length === 0) return;
    rows = found.flatMap((entry) => rows.map((row) => [entry, ...row]));
  }
  for (const row of rows) entries.push({ kind: 'composite', param: code, parts: row });
}

function interpreted(
  { code, type }: Parameter,
  evaluate: (resource: object) => readonly { readonly value: unknown; readonly type: string }[],
  options: ReadOptions,
): (resource: object, entries: Entry[]) => void {
  const converters = new Map<string, Convert | undefined>();
  return (resource, entries) => {
    for (const { value, type: element } of evaluate(resource)) {
      if (!converters.has(element)) converters.set(element, converter(code, type, element, options));
      converters.get(element)?.(value, (entry) => entries.push(entry), resource);
    }
  };
}
