import type { Definitions, SearchType } from '../definitions/types.ts';
import { badValue, complain, type Read, read, unknownModifier, unknownParameter, unknownType } from './complaint.ts';
import { splitEscaped } from './escapes.ts';
import { parseValue, type ValueOptions } from './parse-values.ts';
import { parseTextQuery } from './text-query.ts';
import type { Catalogue, Filter, Modifier, Parameter, TypeFilter, Value } from './types.ts';

/** What a query is read against. */
export interface QueryContext {
  readonly catalogue: Catalogue;
  readonly definitions: Definitions;
  readonly options: ValueOptions;
  /** How much further the query at hand may branch; set by `parseSearch`. */
  readonly budget?: { conditions: number };
}

/** Links of a chain, each for each type it may lead to, that one query may have before it must name its types. */
export const mostConditions = 5000;

/** Links one after another. */
const mostLinks = 100;

/** The parameter of a type by its code; of every type when type is null. */
export const findParameter = (type: string | null, code: string, { catalogue }: QueryContext): Parameter | undefined =>
  type === null ? catalogue.common.get(code) : catalogue.types.get(type)?.get(code);

/** One `name=value` of a query as a condition on resources of the type: plain, with modifier, chained or reverse chained. */
export function parseCondition(type: string | null, name: string, value: string, context: QueryContext): Read<Filter> {
  const links = name.length > mostLinks ? (name.match(/\.|_has:/g)?.length ?? 0) : 0;
  if (links > mostLinks) return complain('too-wide', `链多于 ${mostLinks} 节`, `the chain has more than ${mostLinks} links`);
  if (name.startsWith('_has:')) return parseHas(type, name.slice('_has:'.length), value, context);
  const dot = name.indexOf('.');
  if (dot >= 0) return parseChain(type, name.slice(0, dot), name.slice(dot + 1), value, context);
  const { code, modifier } = splitModifier(name);
  if (code === '_list') return modifier === undefined ? parseList(value) : unknownModifier(code, modifier, 'special');
  const parameter = findParameter(type, code, context);
  return parameter ? parseLeaf(parameter, modifier, value, context) : unknownParameter(type, code);
}

function splitModifier(name: string): { readonly code: string; readonly modifier?: string } {
  const colon = name.indexOf(':');
  return colon < 0 ? { code: name } : { code: name.slice(0, colon), modifier: name.slice(colon + 1) };
}

function parseList(value: string): Read<Filter> {
  const id = value.replace(/^List\//, '');
  if (id.startsWith('$')) return complain('not-supported', `没有名为 ${id} 的功能清单`, `there is no functional list ${id}`);
  return /^[A-Za-z0-9\-.]{1,64}$/.test(id) ? read({ kind: 'list', id }) : badValue('应为清单的 id', 'must be the id of a List');
}

/** Modifiers that change how values are compared, by type of parameter. `missing`, `not`, `not-in` and types are read apart. */
const modifiers: Readonly<Record<SearchType, readonly string[]>> = {
  string: ['exact', 'contains'],
  token: ['text', 'not', 'in', 'not-in', 'above', 'below', 'of-type'],
  reference: ['identifier', 'above', 'below'],
  uri: ['above', 'below'],
  number: [],
  date: [],
  quantity: [],
  composite: [],
  special: [],
};

function parseLeaf(parameter: Parameter, modifier: string | undefined, value: string, context: QueryContext): Read<Filter> {
  const { code, type } = parameter;
  if (modifier === 'missing') {
    if (value !== 'true' && value !== 'false') return badValue('只能是 true 或 false', 'must be true or false');
    return read({ kind: 'missing', parameter, missing: value === 'true' });
  }
  if (code === '_text' || code === '_content') {
    if (modifier !== undefined) return unknownModifier(code, modifier, type);
    return parseTextQuery(code === '_text' ? 'text' : 'content', value);
  }
  if (modifier === undefined) return conditionOf(parameter, undefined, value, context);
  if (type === 'reference' && /^[A-Z]/.test(modifier)) return typedReference(parameter, modifier, value, context);
  if (!modifiers[type].includes(modifier)) return unknownModifier(code, modifier, type);
  if (modifier === 'of-type' && !parameter.elements.includes('Identifier')) return unknownModifier(code, modifier, type);
  if (modifier === 'not' || modifier === 'not-in') {
    const inner = conditionOf(parameter, modifier === 'not' ? undefined : 'in', value, context);
    return inner.ok ? read({ kind: 'not', filter: inner.value }) : inner;
  }
  return conditionOf(parameter, modifier as Modifier, value, context);
}

function conditionOf(
  parameter: Parameter,
  modifier: Modifier | undefined,
  text: string,
  { options }: QueryContext,
): Read<Filter> {
  const values: Value[] = [];
  for (const part of splitEscaped(text, ',')) {
    const parsed = parseValue(parameter, modifier, part, options);
    if (!parsed.ok) return parsed;
    values.push(...parsed.value);
  }
  return read({ kind: 'param', parameter, ...(modifier && { modifier }), values });
}

/** The parameter as if it could refer to this type only. */
function narrowed(parameter: Parameter, type: string, { definitions }: QueryContext): Read<Parameter> {
  if (!definitions.resourceTypes.includes(type)) return unknownType(type);
  const { targets, code } = parameter;
  if (targets.length > 0 && !targets.includes(type)) {
    return complain(
      'no-chain',
      `${code} 不指向 ${type}，只指向 ${targets.join('、')}`,
      `${code} does not refer to ${type} but to ${targets.join(', ')}`,
    );
  }
  return read({ ...parameter, targets: [type], restrictTo: [type] });
}

function typedReference(parameter: Parameter, type: string, value: string, context: QueryContext): Read<Filter> {
  const [name = '', rest] = type.split(':', 2);
  const narrow = narrowed(parameter, name, context);
  if (!narrow.ok) return narrow;
  if (rest !== undefined && rest !== 'identifier') return unknownModifier(parameter.code, type, 'reference');
  return conditionOf(narrow.value, rest, value, context);
}

function parseChain(type: string | null, head: string, rest: string, value: string, context: QueryContext): Read<Filter> {
  const { code, modifier } = splitModifier(head);
  const found = findParameter(type, code, context);
  if (!found) return unknownParameter(type, code);
  if (found.type !== 'reference') {
    return complain('no-chain', `${code} 不是引用，不能用 . 连下去`, `${code} is no reference, so nothing can be chained to it`);
  }
  const narrow = modifier === undefined ? read(found) : narrowed(found, modifier, context);
  if (!narrow.ok) return narrow;
  const parameter = narrow.value;
  const types = parameter.targets.length > 0 ? parameter.targets : context.definitions.resourceTypes;
  return fanOut(parameter, types, rest, context, (target) => parseCondition(target, rest, value, context));
}

/** The condition on every type the reference may be to that has such a parameter. */
export function fanOut(
  parameter: Parameter,
  types: readonly string[],
  rest: string,
  { budget }: QueryContext,
  parse: (type: string) => Read<Filter>,
): Read<Filter> {
  if (budget) budget.conditions -= types.length;
  if (budget && budget.conditions < 0) {
    return complain(
      'too-wide',
      '链可通向的类型太多，请写明类型，如 subject:Patient.name',
      'the chain can lead to too many types; name them, as in subject:Patient.name',
    );
  }
  const targets: TypeFilter[] = [];
  let refused: Read<Filter> | undefined;
  for (const type of types) {
    const parsed = parse(type);
    if (parsed.ok) targets.push({ type, filter: parsed.value });
    else if (parsed.complaint.rule === 'too-wide') return parsed;
    else if (!refused || (!refused.ok && refused.complaint.rule === 'unknown-parameter')) refused = parsed;
  }
  if (targets.length > 0) return read({ kind: 'chain', parameter, targets });
  if (types.length === 1 || (refused && !refused.ok && refused.complaint.rule !== 'unknown-parameter')) {
    return refused ?? unknownParameter(null, rest);
  }
  const { code } = parameter;
  return complain(
    'unknown-parameter',
    `${code} 所指的类型都没有检索参数 ${rest}`,
    `no type that ${code} refers to has a search parameter ${rest}`,
  );
}

/** `Type:parameter:rest`: resources of the type that refer here by the parameter and satisfy the rest. */
function parseHas(type: string | null, text: string, value: string, context: QueryContext): Read<Filter> {
  const [, from, code, rest] = /^([A-Za-z]+):([A-Za-z0-9_-]+):(.+)$/s.exec(text) ?? [];
  if (from === undefined || code === undefined || rest === undefined) {
    return complain('syntax', '形式应为 _has:类型:引用参数:参数', 'must be _has:Type:reference:parameter');
  }
  if (!context.definitions.resourceTypes.includes(from)) return unknownType(from);
  const parameter = findParameter(from, code, context);
  if (!parameter) return unknownParameter(from, code);
  if (parameter.type !== 'reference')
    return complain('no-chain', `${from} 的 ${code} 不是引用`, `${code} of ${from} is no reference`);
  if (type !== null && parameter.targets.length > 0 && !parameter.targets.includes(type)) {
    return complain('no-chain', `${from} 的 ${code} 不指向 ${type}`, `${code} of ${from} does not refer to ${type}`);
  }
  const inner = parseCondition(from, rest, value, context);
  return inner.ok ? read({ kind: 'has', type: from, parameter, filter: inner.value }) : inner;
}
