import {
  type Actor,
  ok,
  type ReachedStore,
  type Resource,
  type Result,
  refuse,
  type StoredResource,
  type Tx,
} from '@songhua/kernel';
import { checkResource } from './domain/check-resource.ts';
import type { FhirStore } from './fhir-store.ts';
import { findResources } from './find-resources.ts';
import { readAs, writeAs } from './interactions/write-as.ts';
import { maskStored } from './mask/mask-stored.ts';
import { searchBy } from './module-view.ts';
import { readerOf } from './reach/ways.ts';
import type { Write } from './write/types.ts';
import { scanOf } from './write/write-resources.ts';

/** The store as an actor asks it: through the same doors as over HTTP. */
export function actorView(store: FhirStore, newId: () => string, actor: Actor, now: Date): ReachedStore {
  const reader = readerOf(actor, now);
  const find = findResources(() => store, reader);
  const one = async (tx: Tx, write: Write): Promise<Result<StoredResource>> => {
    const done = await writeAs({ store, tx, actor, reader, now }, [write]);
    if (!done.ok) return done;
    const stored = done.value[0]?.resource;
    return stored ? ok(stored) : refuse('records.unknown-resource', { resource: `${write.type}/${write.id}` });
  };
  const put = (resource: Resource, id: string, more: Partial<Write> = {}): Write => ({
    type: resource.resourceType,
    id,
    method: 'PUT',
    scan: scanOf(resource),
    ...more,
  });
  return {
    create: async (tx, resource) => {
      const checked = checkResource(resource);
      return checked.ok ? one(tx, put(checked.value, newId(), { method: 'POST', fresh: true })) : checked;
    },
    update: async (tx, resource, _at, ifMatch) => {
      const checked = checkResource(resource, { id: resource.id ?? '' });
      const condition = ifMatch === undefined ? {} : { conditions: { ifMatch: { any: false, versions: [ifMatch] } as const } };
      return checked.ok ? one(tx, put(checked.value, resource.id ?? '', condition)) : checked;
    },
    remove: async (tx, type, id) => {
      const done = await writeAs({ store, tx, actor, reader, now }, [{ type, id, method: 'DELETE' }]);
      return done.ok ? ok(done.value[0] !== null) : done;
    },
    read: async (tx, type, id) => {
      const found = await readAs({ store, tx, reader, now }, type, id, 'r');
      return found && !found.deleted ? (JSON.parse(found.body) as StoredResource) : null;
    },
    search: searchBy(
      { parse: store.parse, findPage: store.findPage, mask: (tx, texts) => maskStored(store, tx, reader, 's', texts) },
      reader,
    ),
    find: (tx, query) => find(tx, query, now),
  };
}
