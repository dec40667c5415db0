import type { Definitions, SearchParameter } from '../definitions/types.ts';
import { canConvert } from './convert.ts';
import { alternatives, type Expression, parseExpression, printExpression } from './expression.ts';
import { routesOf } from './extract.ts';
import { isKindOf } from './routes.ts';
import { storeOnce } from './store-once.ts';
import type { Catalogue, Component, Parameter } from './types.ts';

/** Answered from the resource's row or its text; they have no entries. */
const fromRow = new Set(['_id', '_lastUpdated', '_text', '_content']);

/** Named by R4 as parameters though they are part of the query's own grammar. */
const grammar = new Set(['_query', '_filter']);

/**
 * Every parameter by type, from the definitions and from custom SearchParameters (checked before by `readSearchParameter`), which
 * neither replace nor change how others are stored. Of two with one code the first counts: the specification ships an example beside Condition's `subject`. What has no types, or no
 * expression that reaches an element of the type, cannot be searched and is left out.
 */
export function buildCatalogue(definitions: Definitions, custom: readonly SearchParameter[] = []): Catalogue {
  const own = new Set(definitions.parameters);
  const known = new Set(definitions.parameters.map(({ url }) => url));
  const all = [...definitions.parameters, ...custom.filter(({ url }) => !known.has(url))];
  const usable = all.filter(
    ({ base, code, expression }) => base !== undefined && !grammar.has(code) && (expression !== undefined || fromRow.has(code)),
  );
  const byUrl = new Map(usable.map((parameter) => [parameter.url, parameter]));
  const types = new Map(
    definitions.resourceTypes.map((type) => {
      const applicable = usable.filter(({ base }) => base.some((name) => isKindOf(definitions, type, name)));
      const resolved = resolveType(
        type,
        applicable.filter((one) => own.has(one)),
        byUrl,
        definitions,
      );
      // An added one is stored by itself: what others are stored as does not change with it.
      for (const source of applicable.filter((one) => !own.has(one))) {
        const parameter = resolveOne(type, source, byUrl, definitions);
        if (parameter.expression !== '' && !resolved.has(source.code)) resolved.set(source.code, parameter);
      }
      return [type, resolved] as const;
    }),
  );
  const common = new Map<string, Parameter>();
  for (const { base, code } of usable) {
    const parameter = base.includes('Resource') || base.includes('DomainResource') ? types.get('Basic')?.get(code) : undefined;
    if (parameter) common.set(code, { ...parameter, resource: 'Resource' });
  }
  return { types, common, definitions: all };
}

function resolveType(
  type: string,
  applicable: readonly SearchParameter[],
  byUrl: ReadonlyMap<string, SearchParameter>,
  definitions: Definitions,
): Map<string, Parameter> {
  const resolved = new Map<string, Parameter>();
  for (const source of applicable) {
    const parameter = resolveOne(type, source, byUrl, definitions);
    // One of R4's names a base whose elements its expression never reaches (part-agree of Patient): nothing to find there.
    if (parameter.expression !== '' && !resolved.has(source.code)) resolved.set(source.code, parameter);
  }
  return new Map(storeOnce(resolved));
}

/** Only the alternatives that can apply to the type: `Patient.name | Person.name` is `Patient.name` for Patient. */
function expressionFor(type: string, expression: string, definitions: Definitions): string {
  const tree = parseExpression(expression);
  if (!tree) return expression;
  const applies = alternatives(tree).filter((alternative) => {
    const root = rootType(alternative);
    return root === undefined || isKindOf(definitions, type, root);
  });
  return applies.map(printExpression).join(' | ');
}

function rootType(expression: Expression): string | undefined {
  if (expression.op === 'resource') return expression.type;
  if ('of' in expression) return rootType(expression.of);
  return 'left' in expression ? rootType(expression.left) : undefined;
}

/** R4's `relationship` of DocumentReference names its two components crosswise; so one that cannot read its elements gives way. */
function resolveOne(
  type: string,
  source: SearchParameter,
  byUrl: ReadonlyMap<string, SearchParameter>,
  definitions: Definitions,
): Parameter {
  const expression = source.expression === undefined ? undefined : expressionFor(type, source.expression, definitions);
  const routes = expression === undefined ? [] : (routesOf(expression, definitions, type) ?? []);
  const parts = (source.component ?? []).flatMap(({ definition }) => byUrl.get(definition) ?? []);
  const components = (source.component ?? []).flatMap(({ definition, expression: path }): Component[] => {
    const focus = routes[0]?.type ?? type;
    const elements = (routesOf(path, definitions, type, focus) ?? []).map((route) => route.type);
    const named = byUrl.get(definition);
    const part =
      [...(named ? [named] : []), ...parts].find((one) => elements.some((element) => canConvert(one.type, element))) ?? named;
    return part ? [{ parameter: resolveOne(type, part, byUrl, definitions), expression: path }] : [];
  });
  const implied = routes.flatMap((route) =>
    route.required === undefined ? [] : systemsOf(route.type, route.required, definitions),
  );
  return {
    resource: type,
    code: source.code,
    url: source.url,
    type: source.type,
    ...(expression !== undefined && { expression }),
    targets: source.type === 'reference' ? targetsOf(type, source, expression, definitions) : [],
    components,
    elements: [...new Set(routes.map((route) => route.type))],
    storedAs: fromRow.has(source.code) ? [] : [source.code],
    implied: [...new Set(implied)],
  };
}

const systemsOf = (type: string, valueSet: string, { valueSets }: Definitions): string[] =>
  type === 'code' ? Object.keys(valueSets.get(valueSet) ?? {}) : [];

/**
 * What the parameter says it may refer to. A parameter shared by several types names the targets of all; so when every alternative
 * asks for one type (`where(resolve() is Patient)`), that one counts.
 */
function targetsOf(
  type: string,
  { target = [] }: SearchParameter,
  expression: string | undefined,
  definitions: Definitions,
): string[] {
  const asked = (expression ?? '')
    .match(/\.resolve\(\)\.is\(([A-Za-z]+)\)/g)
    ?.map((found) => found.slice('.resolve().is('.length, -1));
  const elements = expression === undefined ? [] : elementTargets(type, expression, definitions);
  const declared = target.filter((name) => name !== 'Resource' && name !== 'Any');
  if (asked && asked.length > 0) return [...new Set(asked)];
  if (elements.length === 0) return declared;
  return declared.length === 0 ? elements : declared.filter((name) => elements.includes(name));
}

/** Types that the elements themselves allow; empty when one of them allows any. */
function elementTargets(type: string, expression: string, definitions: Definitions): string[] {
  const routes = routesOf(expression, definitions, type) ?? [];
  if (routes.length === 0 || routes.some(({ targets = [] }) => targets.length === 0)) return [];
  return [...new Set(routes.flatMap(({ targets = [] }) => targets))];
}
