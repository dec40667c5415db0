import { findParameter, type QueryContext } from './chains.ts';
import { complain, type Read, read, unknownModifier, unknownParameter, unknownType } from './complaint.ts';
import type { Include, Parameter } from './types.ts';

const referencesOf = (type: string, { catalogue }: QueryContext): Parameter[] =>
  [...(catalogue.types.get(type)?.values() ?? [])].filter((parameter) => parameter.type === 'reference');

/**
 * One `_include` or `_revinclude`: `Type:parameter`, `Type:parameter:Target`, `Type:*`, or `*` for every reference of the types
 * searched (`_include`) or of any type (`_revinclude`). Several when the wildcard stands for several types.
 */
export function parseInclude(
  name: string,
  value: string,
  searched: readonly string[],
  context: QueryContext,
): Read<readonly Include[]> {
  const [direction = '', modifier] = name.split(':', 2);
  if (modifier !== undefined && modifier !== 'iterate') return unknownModifier(direction, modifier, 'special');
  const iterate = modifier === 'iterate';
  const { resourceTypes } = context.definitions;
  if (value === '*') {
    const types = direction === '_include' && !iterate && searched.length > 0 ? searched : resourceTypes;
    return read(types.map((type) => ({ type, parameters: referencesOf(type, context), targets: [], iterate })).filter(holdsAny));
  }
  const [type = '', code = '', target, ...rest] = value.split(':');
  if (code === '' || rest.length > 0) {
    return complain(
      'syntax',
      '形式应为 类型:参数、类型:参数:目标类型、类型:* 或 *',
      'must be Type:parameter, Type:parameter:Target, Type:* or *',
    );
  }
  if (!resourceTypes.includes(type)) return unknownType(type);
  if (target !== undefined && !resourceTypes.includes(target)) return unknownType(target);
  const targets = target === undefined ? [] : [target];
  if (code === '*') return read([{ type, parameters: referencesOf(type, context), targets, iterate }]);
  const parameter = findParameter(type, code, context);
  if (!parameter) return unknownParameter(type, code);
  if (parameter.type !== 'reference')
    return complain('no-chain', `${type} 的 ${code} 不是引用`, `${code} of ${type} is no reference`);
  const narrowed = parameter.restrictTo ?? [];
  return read([{ type, parameters: [parameter], targets: targets.length > 0 ? targets : narrowed, iterate }]);
}

const holdsAny = ({ parameters }: Include): boolean => parameters.length > 0;
