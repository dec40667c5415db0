import { httpReply, ok, type Result, type Route, refuse, route, type StoredResource } from '@songhua/kernel';
import { z } from 'zod';
import { checkResource } from '../domain/check-resource.ts';
import { resourceTypes } from '../domain/resource-types.ts';
import { searchBundle } from './bundle.ts';
import { capabilityStatement } from './capability.ts';
import { readConditions } from './conditions.ts';
import { checkScope } from './scopes.ts';
import { runTransaction } from './transaction.ts';

const typed = z.object({ type: z.string() });
const named = z.object({ type: z.string(), id: z.string() });
const anyResource = z.looseObject({ resourceType: z.string() });

const knownType = (type: string): Result<null> => (resourceTypes.has(type) ? ok(null) : refuse('records.unknown-type', { type }));

/** The resource with its version as ETag. */
export const resourceReply = (resource: StoredResource, status: 200 | 201 = 200) =>
  httpReply(status, resource, {
    etag: `W/"${resource.meta.versionId}"`,
    'last-modified': new Date(resource.meta.lastUpdated).toUTCString(),
    ...(status === 201 && { location: `/fhir/R4/${resource.resourceType}/${resource.id}/_history/${resource.meta.versionId}` }),
  });

const searchQuery = z.strictObject({
  _id: z.string().optional(),
  identifier: z.string().max(500).optional(),
  name: z.string().max(200).optional(),
  type: z.string().max(200).optional(),
  _count: z.coerce.number().int().min(0).max(1000).default(50),
  _offset: z.coerce.number().int().min(0).default(0),
});

export const fhirRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/fhir/R4/metadata',
    summary: { zh: '能力声明', en: 'CapabilityStatement' },
    permission: 'public',
    style: 'fhir',
    response: anyResource,
    handle: async ({ now, origin }) => ok(capabilityStatement(`${origin}/fhir/R4`, now)),
  }),
  route({
    method: 'GET',
    path: '/fhir/R4/:type/:id',
    summary: { zh: '读取资源', en: 'Read a resource' },
    permission: 'records.read',
    style: 'fhir',
    params: named,
    response: anyResource,
    handle: async ({ tx, records, actor, params: { type, id } }) => {
      const known = knownType(type);
      if (!known.ok) return known;
      const scope = checkScope(actor, type, 'r');
      if (!scope.ok) return scope;
      const resource = await records.read(tx, type, id);
      return resource ? ok(resourceReply(resource)) : refuse('records.unknown-resource', { resource: `${type}/${id}` });
    },
  }),
  route({
    method: 'GET',
    path: '/fhir/R4/:type',
    summary: { zh: '检索资源（_id、identifier、name、type）', en: 'Search resources by _id, identifier, name and type' },
    permission: 'records.read',
    style: 'fhir',
    params: typed,
    query: searchQuery,
    response: anyResource,
    handle: async ({ tx, records, actor, origin, params: { type }, query }) => {
      const known = knownType(type);
      if (!known.ok) return known;
      const scope = checkScope(actor, type, 's');
      if (!scope.ok) return scope;
      const { _id, identifier, name, type: code, _count: limit, _offset: offset } = query;
      const page = await records.search(tx, type, {
        limit,
        offset,
        ...(_id !== undefined && { id: _id.split(',') }),
        ...(identifier !== undefined && { identifier }),
        ...(name !== undefined && { name }),
        ...(code !== undefined && { type: code }),
      });
      return ok(searchBundle(`${origin}/fhir/R4/${type}`, page, query, { limit, offset }));
    },
  }),
  route({
    method: 'POST',
    path: '/fhir/R4/:type',
    summary: { zh: '新建资源', en: 'Create a resource' },
    permission: 'records.write',
    style: 'fhir',
    params: typed,
    body: z.unknown(),
    response: anyResource,
    handle: async ({ tx, records, actor, now, params: { type }, body, headers }) => {
      const known = knownType(type);
      if (!known.ok) return known;
      const scope = checkScope(actor, type, 'c');
      if (!scope.ok) return scope;
      const conditions = readConditions(headers);
      if (!conditions.ok) return conditions;
      const checked = checkResource(body, { type });
      if (!checked.ok) return checked;
      const created = await records.create(tx, checked.value, now);
      return created.ok ? ok(resourceReply(created.value, 201)) : created;
    },
  }),
  route({
    method: 'PUT',
    path: '/fhir/R4/:type/:id',
    summary: { zh: '更新资源（不存在则以此编号新建）', en: 'Update a resource, or create it under this id' },
    permission: 'records.write',
    style: 'fhir',
    params: named,
    body: z.unknown(),
    response: anyResource,
    handle: async ({ tx, records, actor, now, params: { type, id }, body, headers }) => {
      const known = knownType(type);
      if (!known.ok) return known;
      const scope = checkScope(actor, type, 'u');
      if (!scope.ok) return scope;
      const checked = checkResource(body, { type, id });
      if (!checked.ok) return checked;
      const conditions = readConditions(headers);
      if (!conditions.ok) return conditions;
      const saved = await records.update(tx, checked.value, now, conditions.value);
      return saved.ok ? ok(resourceReply(saved.value, saved.value.meta.versionId === '1' ? 201 : 200)) : saved;
    },
  }),
  route({
    method: 'POST',
    path: '/fhir/R4',
    summary: { zh: '事务提交（新建与更新，全部成功或全部不做）', en: 'Transaction of creates and updates, all or nothing' },
    permission: 'records.write',
    style: 'fhir',
    body: z.unknown(),
    bodyLimit: 32 * 1024 * 1024,
    response: anyResource,
    handle: runTransaction,
  }),
];
