import type { Definitions } from '../definitions/types.ts';
import { type Conditions, readCriteria, readTags } from '../http/conditions.ts';
import type { JsonObject } from '../json/scan.ts';
import { isObject } from '../patch/json-value.ts';
import { type FieldError, fieldError } from '../refusal.ts';
import { type Address, isId, readAddress } from './address.ts';
import { readPatch } from './read-patch.ts';
import type { Step, Target } from './step.ts';

export interface EntryOptions {
  readonly definitions: Definitions;
  /** Addresses by which this server is known, e.g. `https://health.example/fhir/R4`. */
  readonly bases: readonly string[];
  /** Levels a patch may nest. */
  readonly deepest: number;
}

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FieldError[] };

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH'] as const;
type Method = (typeof methods)[number];

const wrong = (...errors: FieldError[]): { readonly ok: false; readonly errors: readonly FieldError[] } => ({
  ok: false,
  errors,
});

/** Which conditions each method keeps; any other would be dropped silently, and so is refused. */
const kept: Readonly<Record<Method, readonly string[]>> = {
  GET: ['ifNoneMatch', 'ifModifiedSince'],
  HEAD: ['ifNoneMatch', 'ifModifiedSince'],
  POST: ['ifNoneExist'],
  PUT: ['ifMatch', 'ifNoneMatch'],
  PATCH: ['ifMatch'],
  DELETE: ['ifMatch'],
};

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function readConditions(request: JsonObject, method: Method, place: string, type?: string): Read<Conditions> {
  const conditions: { -readonly [K in keyof Conditions]: Conditions[K] } = {};
  const errors: FieldError[] = [];
  for (const name of ['ifMatch', 'ifNoneMatch', 'ifModifiedSince', 'ifNoneExist']) {
    const value = request[name];
    const field = `${place}.request.${name}`;
    if (value === undefined) continue;
    if (typeof value !== 'string' || !kept[method].includes(name)) {
      const list = kept[method].join(', ');
      errors.push(
        fieldError(field, 'condition-of-method', value, `${method} 只接受条件 ${list}`, `${method} takes only ${list}`),
      );
    } else if (name === 'ifModifiedSince') {
      const at = instant.test(value) ? Date.parse(value) : Number.NaN;
      if (!Number.isNaN(at)) conditions.ifModifiedSince = at;
      else errors.push(fieldError(field, 'instant', value, '须为带时区的时刻', 'must be an instant with its time zone'));
    } else if (name === 'ifNoneExist') {
      const criteria = readCriteria(value, field, type);
      if (criteria.ok) conditions.ifNoneExist = criteria.value;
      else errors.push(...(criteria.error.errors ?? []));
    } else {
      const tags = readTags(value, field);
      if (tags.ok) conditions[name === 'ifMatch' ? 'ifMatch' : 'ifNoneMatch'] = tags.value;
      else errors.push(...(tags.error.errors ?? []));
    }
  }
  return errors.length > 0 ? wrong(...errors) : { ok: true, value: conditions };
}

/** The resource a write's address means, or undefined when such an address is no target of a write. */
function targetOf(address: Address): Target | undefined {
  if (address.kind === 'instance' && address.query === '') return { type: address.type, id: address.id };
  if (address.kind !== 'type') return undefined;
  const criteria = readCriteria(address.query, '');
  return criteria.ok ? { type: address.type, criteria: criteria.value } : undefined;
}

/** The body of a create or update, held against its address. */
function readResource(body: unknown, place: string, type: string, id?: string): Read<JsonObject> {
  const field = `${place}.resource`;
  if (!isObject(body)) return wrong(fieldError(field, 'required', body, '此条目须带资源', 'this entry needs a resource'));
  const { resourceType, id: own } = body;
  if (resourceType !== type)
    return wrong(
      fieldError(
        `${field}.resourceType`,
        'same-as-address',
        resourceType ?? null,
        `应与 request.url 中的 ${type} 一致`,
        `must be ${type}, as in request.url`,
      ),
    );
  if (id !== undefined && own !== id)
    return wrong(
      fieldError(
        `${field}.id`,
        'same-as-address',
        own ?? null,
        `应与 request.url 中的 ${id} 一致`,
        `must be ${id}, as in request.url`,
      ),
    );
  return { ok: true, value: body };
}

/** One entry as a step, or every rule it breaks. `place` is its FHIRPath: `Bundle.entry[3]`. */
export function readEntry(entry: unknown, index: number, options: EntryOptions): Read<Step> {
  const place = `Bundle.entry[${index}]`;
  if (!isObject(entry)) return wrong(fieldError(place, 'object', entry, '条目须是一个对象', 'an entry must be an object'));
  const { fullUrl, request, resource } = entry;
  if (!isObject(request))
    return wrong(fieldError(`${place}.request`, 'required', request, '条目须有 request', 'an entry needs a request'));
  if (
    fullUrl !== undefined &&
    (typeof fullUrl !== 'string' || !/^[a-z][a-z0-9+.-]*:\S+$/i.test(fullUrl) || fullUrl.includes('/_history/'))
  )
    return wrong(
      fieldError(
        `${place}.fullUrl`,
        'absolute-url',
        fullUrl,
        '须为不含版本的绝对地址',
        'must be an absolute address without a version',
      ),
    );
  const method = methods.find((name) => name === request['method']);
  if (!method) {
    const list = methods.join(', ');
    return wrong(
      fieldError(`${place}.request.method`, 'one-of', request['method'] ?? null, `须为 ${list} 之一`, `must be one of ${list}`),
    );
  }
  const { url } = request;
  const address = typeof url === 'string' ? readAddress(url, options.definitions, options.bases) : undefined;
  const badAddress = (zh: string, en: string): Read<Step> =>
    wrong(fieldError(`${place}.request.url`, 'address-of-method', url ?? null, zh, en));
  if (!address) return badAddress('不是本服务的 FHIR 地址', 'is no FHIR address of this server');
  const conditions = readConditions(request, method, place, address.kind === 'type' ? address.type : undefined);
  if (!conditions.ok) return conditions;
  const base = { index, ...(typeof fullUrl === 'string' && { fullUrl }), conditions: conditions.value };
  if (method === 'GET' || method === 'HEAD')
    return { ok: true, value: { ...base, kind: 'fetch', head: method === 'HEAD', address } };
  if (method === 'POST') {
    if (address.kind === 'operation') {
      if (resource !== undefined && !isObject(resource)) return readResource(resource, place, 'Parameters') as Read<Step>;
      return { ok: true, value: { ...base, kind: 'operation', address, ...(isObject(resource) && { resource }) } };
    }
    if (address.kind !== 'type' || address.query !== '')
      return badAddress('POST 的地址须为资源类型或操作', 'POST goes to a type or an operation');
    const body = readResource(resource, place, address.type);
    return body.ok ? { ok: true, value: { ...base, kind: 'create', type: address.type, resource: body.value } } : body;
  }
  const target = targetOf(address);
  if (!target) return badAddress(`${method} 的地址须为 类型/编号 或 类型?条件`, `${method} goes to Type/id or to Type?condition`);
  if (method === 'DELETE') return { ok: true, value: { ...base, kind: 'delete', target } };
  if (method === 'PUT') {
    const body = readResource(resource, place, target.type, 'id' in target ? target.id : undefined);
    if (!body.ok) return body;
    const { id } = body.value;
    if (id !== undefined && !(typeof id === 'string' && isId(id)))
      return wrong(fieldError(`${place}.resource.id`, 'fhir-id', id, '不是合法的 FHIR id', 'is no FHIR id'));
    return { ok: true, value: { ...base, kind: 'update', target, resource: body.value } };
  }
  const patch = isObject(resource) ? readPatch(resource, options.deepest) : undefined;
  if (patch) return { ok: true, value: { ...base, kind: 'patch', target, patch } };
  return wrong(
    fieldError(
      `${place}.resource`,
      'patch',
      isObject(resource) ? resource['resourceType'] : resource,
      '须为 Parameters（FHIRPath Patch）或内容为 JSON Patch 的 Binary',
      'must be Parameters (FHIRPath Patch) or a Binary that holds a JSON Patch',
    ),
  );
}
