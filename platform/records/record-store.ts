import { randomUUID } from 'node:crypto';
import {
  ok,
  type Projection,
  type RecordStore,
  type Resource,
  type Result,
  refuse,
  type StoredResource,
  type Tx,
} from '@songhua/kernel';
import { checkResource } from './domain/check-resource.ts';
import { lockVersions, readResource, writeResources } from './store/resources.ts';
import { indexResources, searchResources } from './store/search-values.ts';

type Named = Resource & { readonly id: string };

const key = ({ resourceType, id }: Named): string => `${resourceType}/${id}`;

/** The first name that stands twice. */
function repeated(resources: readonly Named[]): string | undefined {
  const seen = new Set<string>();
  for (const resource of resources) {
    const name = key(resource);
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return undefined;
}

const stamp = (resource: Named, version: number, now: Date): StoredResource => ({
  ...resource,
  meta: { ...(resource['meta'] as object | undefined), versionId: String(version), lastUpdated: now.toISOString() },
});

/**
 * Version 1 of the record store behind the seam that the next one deepens: one write pipeline
 * (check -> lock -> stamp -> body and history -> search values -> projections) for one and for many.
 */
export function createRecordStore(projections: readonly Projection[]): RecordStore {
  async function save(
    tx: Tx,
    resources: readonly Named[],
    now: Date,
    { ifMatch, fresh = false }: { readonly ifMatch?: string | undefined; readonly fresh?: boolean } = {},
  ): Promise<Result<readonly StoredResource[]>> {
    for (const resource of resources) {
      const checks = projections.filter(({ types }) => types.includes(resource.resourceType));
      const errors = checks.flatMap(({ check }) => check?.(resource, now) ?? []);
      if (errors.length > 0) return refuse('records.invalid-resource', {}, errors);
    }
    const twice = repeated(resources);
    if (twice) return refuse('records.same-resource-twice', { resource: twice });
    // An id just drawn is nobody else's: there is nothing to wait for.
    const versions = fresh ? new Map<string, number>() : await lockVersions(tx, resources);
    const [only] = resources;
    if (ifMatch !== undefined && only && ifMatch !== String(versions.get(key(only)) ?? '')) {
      return refuse('records.version-conflict', {
        resource: key(only),
        expected: ifMatch,
        current: versions.get(key(only)) ?? '—',
      });
    }
    const stored = resources.map((resource) => stamp(resource, (versions.get(key(resource)) ?? 0) + 1, now));
    await writeResources(tx, stored);
    await indexResources(tx, stored, new Set(versions.keys()));
    for (const { types, apply } of projections) {
      const touched = stored.filter(({ resourceType }) => types.includes(resourceType));
      if (touched.length > 0) await apply(tx, touched);
    }
    return ok(stored);
  }

  async function saveOne(tx: Tx, resource: Named, now: Date, how: Parameters<typeof save>[3]): Promise<Result<StoredResource>> {
    const saved = await save(tx, [resource], now, how);
    if (!saved.ok) return saved;
    const [stored] = saved.value;
    return stored ? ok(stored) : refuse('records.invalid-resource');
  }

  return {
    create: async (tx, resource, now) => {
      const checked = checkResource(resource);
      return checked.ok ? saveOne(tx, { ...checked.value, id: randomUUID() }, now, { fresh: true }) : checked;
    },
    update: async (tx, resource, now, ifMatch) => {
      const checked = checkResource(resource, { id: resource.id ?? '' });
      return checked.ok ? saveOne(tx, { ...checked.value, id: resource.id ?? '' }, now, { ifMatch }) : checked;
    },
    saveAll: async (tx, resources, now) => {
      for (const resource of resources) {
        const checked = checkResource(resource, { id: resource.id });
        if (!checked.ok) return checked;
      }
      return save(tx, resources, now);
    },
    read: readResource,
    search: async (tx, type, query) => {
      const { total, bodies } = await searchResources(tx, type, query);
      return { total, items: bodies.map((body) => JSON.parse(body) as StoredResource) };
    },
  };
}
