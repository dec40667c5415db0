import type { JsonObject } from '@songhua/engine-fhir/json/scan.ts';
import { ok, type Result, refuse } from '@songhua/kernel';
import { isMasked } from '../mask/mask-resource.ts';
import { isMasking } from '../mask/mask-stored.ts';
import type { Reader } from '../reach/ways.ts';
import { nameEntry } from '../write/name-entry.ts';
import type { Write } from '../write/types.ts';
import type { Work } from './types.ts';

/** Whether content may have been taken out of a list that showed it to its writer in part. */
export const mayBeInPart = (reader: Reader | undefined, { scan }: Pick<Write, 'scan'>): boolean =>
  scan !== undefined && isMasking(reader) && isMasked(scan.value);

/**
 * Refuses content that a list showed in part: stored, asterisks would stand in place of names and numbers. What bears the mark where it stands
 * already came with it from elsewhere. What the writer may not change is as if it were not there.
 */
export async function checkUnmasked(
  { store, tx, reader }: Pick<Work, 'store' | 'tx' | 'reader'>,
  writes: readonly Write[],
): Promise<Result<null>> {
  const inPart = writes.filter((write) => mayBeInPart(reader, write));
  if (inPart.length === 0) return ok(null);
  const standing = await store.readSeen(tx, reader, 'u', inPart);
  const refused = inPart.find((_, at) => {
    const body = standing[at]?.deleted === false ? standing[at].body : '{}';
    return !isMasked(JSON.parse(body) as JsonObject);
  });
  if (!refused) return ok(null);
  const { type, id, at } = refused;
  const message = { zh: '列表中遮盖过的内容不能写回', en: 'what a list showed in part cannot be written back' };
  const field = at ? `${at}.resource.meta.security` : 'meta.security';
  return nameEntry(
    refuse('records.masked-content', { resource: `${type}/${id}` }, [{ field, rule: 'unmasked', value: 'MASKED', message }]),
    at,
  );
}
