import type { Filter, ParamFilter, Value } from '@songhua/engine-fhir/search/types.ts';
import type { ServedCondition, ServedValue } from '@songhua/kernel';

const modifiers = ['exact', 'contains', 'identifier'] as const;

function plainValue(value: Value): ServedValue | null {
  switch (value.kind) {
    case 'token':
      return value.of ? null : value;
    case 'reference':
      return value.version === undefined ? value : null;
    case 'string':
    case 'date':
      return value;
    default:
      return null;
  }
}

function ofParam({ parameter: { code }, modifier, values, differs }: ParamFilter, not: boolean): ServedCondition | null {
  const known = modifiers.find((one) => one === modifier);
  const plain = values.flatMap((value) => plainValue(value) ?? []);
  if (differs || (modifier !== undefined && !known) || plain.length < values.length) return null;
  return { code, ...(known && { modifier: known }), ...(not && { not: true as const }), values: plain };
}

/** A condition as it is handed to whoever answers a type in the store's place; null for chains and whatever else only the store can ask. */
export function servedCondition(filter: Filter): ServedCondition | null {
  if (filter.kind === 'param') return ofParam(filter, false);
  if (filter.kind === 'missing') return { code: filter.parameter.code, missing: filter.missing };
  return filter.kind === 'not' && filter.filter.kind === 'param' ? ofParam(filter.filter, true) : null;
}
