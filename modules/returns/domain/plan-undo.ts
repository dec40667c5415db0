import type { Resource, StoredResource } from '@songhua/kernel';
import { saysTheSame } from './merge-resource.ts';

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

type Stored = ReadonlyMap<string, StoredResource>;

const keyOf = ({ type, id }: Pick<Before, 'type' | 'id'>): string => `${type}/${id}`;

/** The version that an acceptance made; of what it created anew after an earlier deletion only the history knows. */
const isNext = ({ versionBefore }: Before, current: StoredResource): boolean =>
  current.meta.versionId === String(versionBefore === null ? 1 : Number(versionBefore) + 1);

/** What was written again since: whether it says what the acceptance left is for its history to tell. */
export const writtenSince = <B extends Before>(written: readonly B[], current: Stored): readonly B[] =>
  written.filter((one) => {
    const standing = current.get(keyOf(one));
    return !one.removed && standing !== undefined && !isNext(one, standing);
  });

/** Whether a resource says what the acceptance made of it. Whoever came and went since has changed nothing. */
function isAsLeft(one: Before, current: StoredResource | undefined, left: Stored): boolean {
  if (one.removed) return current === undefined;
  if (!current) return false;
  if (isNext(one, current)) return true;
  const then = left.get(keyOf(one));
  return then !== undefined && saysTheSame(then, current);
}

/**
 * What undoing an acceptance would write: everything that stands as it left it gets what it was, what was created goes. `left`: what it
 * made of those that were written again since (`writtenSince`).
 */
export function planUndo(written: readonly Before[], current: Stored, left: Stored): Undo {
  const changed: string[] = [];
  const restore: (Resource & { readonly id: string })[] = [];
  const remove: { type: string; id: string }[] = [];
  for (const one of written) {
    const key = keyOf(one);
    if (!isAsLeft(one, current.get(key), left)) changed.push(key);
    else if (one.bodyBefore !== null) restore.push(JSON.parse(one.bodyBefore) as Resource & { readonly id: string });
    else remove.push({ type: one.type, id: one.id });
  }
  return { changed, restore, remove };
}
