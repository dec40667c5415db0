import type { Entry } from '@songhua/engine-fhir/search/entries.ts';
import { type FieldError, ok, type Result, refuse, type Tx } from '@songhua/kernel';
import type { Asked } from '../store/directory.ts';
import { nameKey } from '../store/directory.ts';
import { findLive } from '../store/live.ts';
import type { Write } from './types.ts';
import type { Writing } from './write-resources.ts';

const message = (reference: string) => ({
  zh: `引用的 ${reference} 不存在或已删除`,
  en: `refers to ${reference}, which is not there or is deleted`,
});

/** Refuses references to resources of this store that are neither there nor written together with these, each by its name. */
export async function checkReferences(
  writing: Writing,
  tx: Tx,
  writes: readonly Write[],
  prepared: readonly { readonly write: Write; readonly entries: readonly Entry[] }[],
  referred: readonly Asked[],
): Promise<Result<null>> {
  const coming = new Set(writes.flatMap(({ type, id, scan }) => (scan ? [nameKey(writing.index(type).code, id)] : [])));
  const going = new Set(writes.flatMap(({ type, id, scan }) => (scan ? [] : [nameKey(writing.index(type).code, id)])));
  const live = await findLive(
    tx,
    referred.filter(({ type, id }) => !coming.has(nameKey(type, id))),
  );
  const isThere = (key: string): boolean => coming.has(key) || (live.has(key) && !going.has(key));
  const errors: FieldError[] = [];
  for (const { write, entries } of prepared) {
    const seen = new Set<string>();
    for (const entry of entries) {
      if (entry.kind !== 'reference' || entry.type === undefined || entry.id === undefined) continue;
      const reference = `${entry.type}/${entry.id}`;
      if (seen.has(reference) || isThere(nameKey(writing.index(entry.type).code, entry.id))) continue;
      seen.add(reference);
      const place = write.at ? `${write.at}.resource` : write.type;
      errors.push({ field: `${place}.${entry.param}`, rule: 'reference-exists', value: reference, message: message(reference) });
    }
  }
  return errors.length > 0 ? refuse('records.dangling-reference', { reference: errors[0]?.value ?? '' }, errors) : ok(null);
}
