import type { AttributeSpec, CodeList, Vocabulary } from '@songhua/engine-plan/rules/index.ts';

const codesOf = ({ codes }: CodeList): string => [...codes.keys()].join(' ');

function kindOf({ type }: AttributeSpec): string {
  if (type.kind === 'number') return type.unit.code;
  return type.kind === 'code' || type.kind === 'codes' ? codesOf(type.list) : '';
}

/** Everything in a vocabulary that decides whether a rule may be written as it is, as one text. */
export function listWords({ types, subjects }: Vocabulary): string {
  const lines = Object.entries(types).flatMap(([name, type]) => [
    ...Object.entries(type.attributes).map(([id, spec]) => `${name} ${id} ${spec.type.kind} ${kindOf(spec)}`),
    ...Object.entries(type.collections ?? {}).map(([id, { of, unit }]) => `${name} ${id} of ${of} ${unit.code}`),
    ...Object.entries(type.tests ?? {}).map(([id, { codes }]) => `${name} ${id}() ${codesOf(codes)}`),
    ...Object.entries(type.links ?? {}).map(([id, { of }]) => `${name} ${id} to ${of}`),
  ]);
  return [subjects.join(' '), ...lines].join('\n');
}
