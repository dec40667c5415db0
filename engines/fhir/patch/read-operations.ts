import type { Definitions } from '../definitions/types.ts';
import type { JsonObject } from '../json/scan.ts';
import type { Result } from '../refusal.ts';
import { membersOf } from '../subset/members.ts';
import { isObject } from './json-value.ts';
import { hugePatch, invalidPatch, noPatch, type PatchLimits } from './patch-refusal.ts';

/** What an operation brings: a value of a named type, a whole resource, or the elements of an unnamed type, each by its name. */
export type PartValue =
  | { readonly kind: 'typed'; readonly type: string; readonly value: unknown; readonly extra: unknown }
  | { readonly kind: 'resource'; readonly value: JsonObject }
  | { readonly kind: 'parts'; readonly parts: readonly { readonly name: string; readonly value: PartValue }[] };

/** One operation of a FHIRPath Patch (https://hl7.org/fhir/R4/fhirpatch.html) in its right form. */
export type PathOperation = { readonly path: string } & (
  | { readonly type: 'add'; readonly name: string; readonly value: PartValue }
  | { readonly type: 'insert'; readonly index: number; readonly value: PartValue }
  | { readonly type: 'replace'; readonly value: PartValue }
  | { readonly type: 'delete' }
  | { readonly type: 'move'; readonly source: number; readonly destination: number }
);

/** What the operations are called in fields. */
export const operationsField = 'Parameters.parameter';

/** Parts beside `type` and `path` that each operation needs; no other may stand there, it would not be heeded. */
const needed: Readonly<Record<PathOperation['type'], readonly string[]>> = {
  add: ['name', 'value'],
  insert: ['index', 'value'],
  replace: ['value'],
  delete: [],
  move: ['source', 'destination'],
};

const isType = (text: unknown): text is PathOperation['type'] => typeof text === 'string' && Object.hasOwn(needed, text);

/** The value a part carries, or undefined when it carries none, several, or one that is no part of R4. */
function readValue(part: JsonObject, definitions: Definitions): PartValue | undefined {
  const type = definitions.types.get('Parameters.parameter');
  const members = type && membersOf(type);
  const names = new Set(
    Object.keys(part)
      .map((key) => key.replace(/^_/, ''))
      .filter((key) => /^value[A-Z]/.test(key)),
  );
  const { resource, part: parts } = part;
  const [name, second] = names;
  if (
    (name === undefined ? 0 : 1) + (resource === undefined ? 0 : 1) + (parts === undefined ? 0 : 1) !== 1 ||
    second !== undefined
  )
    return undefined;
  if (name !== undefined) {
    const code = members?.get(name)?.type;
    return code === undefined ? undefined : { kind: 'typed', type: code, value: part[name], extra: part[`_${name}`] };
  }
  if (resource !== undefined) return isObject(resource) ? { kind: 'resource', value: resource } : undefined;
  if (!Array.isArray(parts)) return undefined;
  const read = (parts as readonly unknown[]).map((inner) => {
    const value = isObject(inner) ? readValue(inner, definitions) : undefined;
    return isObject(inner) && typeof inner['name'] === 'string' && value ? { name: inner['name'], value } : undefined;
  });
  const known = read.filter((inner) => inner !== undefined);
  return known.length === read.length ? { kind: 'parts', parts: known } : undefined;
}

const plainText = (value: PartValue | undefined): string | undefined =>
  value?.kind === 'typed' && typeof value.value === 'string' ? value.value : undefined;

const plainIndex = (value: PartValue | undefined): number | undefined =>
  value?.kind === 'typed' && typeof value.value === 'number' && Number.isInteger(value.value) && value.value >= 0
    ? value.value
    : undefined;

function readOperation(parameter: unknown, at: number, definitions: Definitions): Result<PathOperation> {
  const invalid = (part: string, rule: string, value: unknown, zh: string, en: string): Result<PathOperation> =>
    invalidPatch(operationsField, { at, part, rule, value, zh, en });
  if (!isObject(parameter) || parameter['name'] !== 'operation' || !Array.isArray(parameter['part']))
    return invalid(
      'name',
      'operation',
      isObject(parameter) ? parameter['name'] : parameter,
      '须为 operation',
      'must be an operation with parts',
    );
  const parts = new Map<string, PartValue>();
  for (const [index, part] of (parameter['part'] as readonly unknown[]).entries()) {
    const name = isObject(part) ? part['name'] : undefined;
    const value = isObject(part) ? readValue(part, definitions) : undefined;
    if (typeof name !== 'string' || !value || parts.has(name))
      return invalid(
        `part[${index}]`,
        'one-value',
        part,
        '各部分须有不同的名称和一个值',
        'parts need names of their own and one value each',
      );
    parts.set(name, value);
  }
  const [type, path] = [plainText(parts.get('type')), plainText(parts.get('path'))];
  if (!isType(type)) {
    const list = Object.keys(needed).join(', ');
    return invalid("part('type')", 'known-operation', type ?? null, `须为 ${list} 之一`, `must be one of ${list}`);
  }
  if (path === undefined) return invalid("part('path')", 'required', null, '须有 FHIRPath 路径', 'needs a FHIRPath');
  const allowed = ['type', 'path', ...needed[type]];
  const odd = [...parts.keys()].find((name) => !allowed.includes(name)) ?? allowed.find((name) => !parts.has(name));
  if (odd !== undefined)
    return invalid(
      `part('${odd}')`,
      'parts-of-operation',
      odd,
      `${type} 须有且只有 ${allowed.join(', ')}`,
      `${type} has exactly ${allowed.join(', ')}`,
    );
  const value = parts.get('value');
  const count = (name: string): number => plainIndex(parts.get(name)) ?? -1;
  const wrongCount = needed[type].find((name) => /^(index|source|destination)$/.test(name) && count(name) < 0);
  if (wrongCount !== undefined)
    return invalid(
      `part('${wrongCount}')`,
      'index',
      parts.get(wrongCount),
      '须为不小于 0 的整数',
      'must be an integer of at least 0',
    );
  if (type === 'delete') return { ok: true, value: { type, path } };
  if (type === 'move') return { ok: true, value: { type, path, source: count('source'), destination: count('destination') } };
  if (!value) return invalid("part('value')", 'required', null, '须有值', 'needs a value');
  if (type === 'replace') return { ok: true, value: { type, path, value } };
  if (type === 'insert') return { ok: true, value: { type, path, index: count('index'), value } };
  const name = plainText(parts.get('name'));
  if (name === undefined) return invalid("part('name')", 'required', null, '须为元素名', 'must be the name of an element');
  return { ok: true, value: { type, path, name: name.replace(/\[x\]$/, ''), value } };
}

/** The operations of a FHIRPath Patch; none at all is a patch that changes nothing. */
export function readOperations(patch: unknown, definitions: Definitions, limits: PatchLimits): Result<readonly PathOperation[]> {
  if (!isObject(patch) || patch['resourceType'] !== 'Parameters')
    return noPatch(
      'Parameters',
      'resource-type',
      patch,
      'FHIRPath Patch 须是 Parameters 资源',
      'a FHIRPath Patch must be Parameters',
    );
  const { parameter = [] } = patch;
  if (!Array.isArray(parameter))
    return noPatch(operationsField, 'array', parameter, 'parameter 须为数组', 'parameter must be an array');
  if (parameter.length > limits.paths) return hugePatch('operations', limits.paths);
  const operations: PathOperation[] = [];
  for (const [at, item] of (parameter as readonly unknown[]).entries()) {
    const operation = readOperation(item, at, definitions);
    if (!operation.ok) return operation;
    operations.push(operation.value);
  }
  return { ok: true, value: operations };
}
