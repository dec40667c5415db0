import { ok, type Resource, type Result, refuse, type StoredResource } from '@songhua/kernel';
import { nameEntry } from '../write/name-entry.ts';
import type { Write } from '../write/types.ts';
import type { Work } from './types.ts';

/**
 * Refuses what a module says these writers may not do, by fields, though a way of theirs leads there. Call it with the resources held, and
 * only of changes to what the writer may change as it stands: it tells of that.
 */
export async function checkWriter(
  { store, tx, actor, now }: Pick<Work, 'store' | 'tx' | 'actor' | 'now'>,
  writes: readonly Write[],
): Promise<Result<null>> {
  const asking = store.writing.projections.filter(({ mayWrite }) => mayWrite);
  const asked = writes.filter(({ type, scan }) => scan && asking.some(({ types }) => types.includes(type)));
  if (asked.length === 0) return ok(null);
  const standing = await store.readSeen(tx, undefined, 'u', asked);
  for (const [at, write] of asked.entries()) {
    const found = standing[at];
    const before = found && !found.deleted ? (JSON.parse(found.body) as StoredResource) : null;
    const resource = { ...write.scan?.value, resourceType: write.type, id: write.id } as Resource & { readonly id: string };
    const errors = asking.flatMap(({ types, mayWrite }) =>
      types.includes(write.type) ? (mayWrite?.({ resource, before, writer: actor }, now) ?? []) : [],
    );
    if (errors.length === 0) continue;
    const under = (field: string): string => (write.at ? `${write.at}.resource.${field}` : field);
    return nameEntry(
      refuse(
        'records.not-for-this-writer',
        { type: write.type },
        errors.map((error) => ({ ...error, field: under(error.field) })),
      ),
      write.at,
    );
  }
  return ok(null);
}
