import { type FieldError, ok, type Resource, type Result, refuse } from '@songhua/kernel';
import { resourceTypes } from './resource-types.ts';

/** FHIR id: 1 to 64 letters, digits, `-` and `.` (https://hl7.org/fhir/R4/datatypes.html#id). */
export const idPattern = /^[A-Za-z0-9\-.]{1,64}$/;

/** Deepest nesting accepted; real resources stay far below, and what is deeper exists to exhaust a stack. */
export const deepest = 100;

/** Whether a JSON value nests deeper than `limit`. Walks without recursion, for the very input that would break it. */
function isTooDeep(input: unknown, limit: number): boolean {
  let level: unknown[] = [input];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return false;
}

const fieldError = (field: string, rule: string, value: unknown, zh: string, en: string): FieldError => ({
  field,
  rule,
  value: String(value).slice(0, 200),
  message: { zh, en },
});

/** A JSON value as a resource of R4 with a legal id and meta, or every rule it breaks. Elements are not yet validated. */
export function checkResource(input: unknown, expect: { readonly type?: string; readonly id?: string } = {}): Result<Resource> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    const error = fieldError('', 'object', JSON.stringify(input), '资源必须是一个 JSON 对象', 'a resource must be a JSON object');
    return refuse('records.invalid-resource', {}, [error]);
  }
  if (isTooDeep(input, deepest)) {
    const error = fieldError('', 'depth', deepest, `嵌套不得超过 ${deepest} 层`, `nesting must not exceed ${deepest} levels`);
    return refuse('records.invalid-resource', {}, [error]);
  }
  const { resourceType, id, meta } = input as Record<string, unknown>;
  const errors: FieldError[] = [];
  if (typeof resourceType !== 'string' || !resourceTypes.has(resourceType)) {
    errors.push(fieldError('resourceType', 'r4-type', resourceType, '不是 FHIR R4 的资源类型', 'not a resource type of FHIR R4'));
  } else if (expect.type !== undefined && resourceType !== expect.type) {
    errors.push(
      fieldError(
        'resourceType',
        'same-as-address',
        resourceType,
        `应与地址中的 ${expect.type} 一致`,
        `must be ${expect.type}, as in the address`,
      ),
    );
  }
  if (id !== undefined && (typeof id !== 'string' || !idPattern.test(id))) {
    errors.push(
      fieldError(
        'id',
        'fhir-id',
        id,
        'id 须为 1 至 64 位字母、数字、连字符或点',
        'an id is 1 to 64 letters, digits, hyphens or dots',
      ),
    );
  } else if (expect.id !== undefined && id !== expect.id) {
    errors.push(
      fieldError('id', 'same-as-address', id, `应与地址中的 ${expect.id} 一致`, `must be ${expect.id}, as in the address`),
    );
  }
  if (meta !== undefined && (typeof meta !== 'object' || meta === null || Array.isArray(meta))) {
    errors.push(fieldError('meta', 'object', JSON.stringify(meta), 'meta 必须是一个对象', 'meta must be an object'));
  }
  return errors.length > 0 ? refuse('records.invalid-resource', {}, errors) : ok(input as Resource);
}
