import type { Resource, StoredResource } from '@songhua/kernel';

/** A resource as an acceptance found it, and when that was. */
export interface Before {
  readonly type: string;
  readonly id: string;
  readonly removed: boolean;
  readonly versionBefore: string | null;
  readonly bodyBefore: string | null;
  readonly at: Date;
}

export interface Undo {
  /** Changed by somebody since: `Type/id`. */
  readonly changed: readonly string[];
  readonly restore: readonly (Resource & { readonly id: string })[];
  readonly remove: readonly { readonly type: string; readonly id: string }[];
}

/** Whether a resource is still what the acceptance made of it. */
function isUntouched({ removed, versionBefore, at }: Before, current: StoredResource | undefined): boolean {
  if (removed) return current === undefined;
  if (!current) return false;
  if (versionBefore !== null) return current.meta.versionId === String(Number(versionBefore) + 1);
  return new Date(current.meta.lastUpdated).getTime() <= at.getTime();
}

/** What undoing an acceptance would write: everything that nobody has changed since gets what it was, what was created goes. */
export function planUndo(written: readonly Before[], current: ReadonlyMap<string, StoredResource>): Undo {
  const changed: string[] = [];
  const restore: (Resource & { readonly id: string })[] = [];
  const remove: { type: string; id: string }[] = [];
  for (const one of written) {
    const key = `${one.type}/${one.id}`;
    if (!isUntouched(one, current.get(key))) changed.push(key);
    else if (one.bodyBefore !== null) restore.push(JSON.parse(one.bodyBefore) as Resource & { readonly id: string });
    else remove.push({ type: one.type, id: one.id });
  }
  return { changed, restore, remove };
}
