import { type FieldError, ok, type Result, refuse, type Tx } from '@songhua/kernel';
import { numberKey } from '../domain/keys.ts';
import { headOf } from '../http/stored-text.ts';
import { findReferring } from '../store/referring.ts';

/** A resource that is about to go. */
export interface Going {
  readonly type: string;
  readonly id: string;
  readonly rid: bigint;
  /** Where the deletion stands in the request; empty for a request of its own. */
  readonly at?: string | undefined;
}

const mostErrors = 100;

/**
 * Refuses the deletion of what others refer to, each with one who does. `changed` are the numbers of all that is written in this
 * transaction: what those refer to is judged by their new content, elsewhere. Only references that a search parameter finds are
 * known. Call it with the resources locked: who would refer to one from now on waits and then finds it gone.
 */
export async function checkReferred(
  parametersTo: (type: string) => readonly number[],
  tx: Tx,
  going: readonly Going[],
  changed: readonly bigint[],
): Promise<Result<null>> {
  const byRid = new Map(going.map((one) => [one.rid, one] as const));
  const keys = going.flatMap(({ type, rid }) => parametersTo(type).map((parameter) => numberKey(parameter, rid)));
  const errors = (await findReferring(tx, keys, changed)).slice(0, mostErrors).flatMap(({ rid, body }): FieldError[] => {
    const target = byRid.get(rid);
    if (!target) return [];
    const { type, id } = headOf(body);
    const field = target.at ?? `${target.type}/${target.id}`;
    const message = {
      zh: `${target.type}/${target.id} 仍被 ${type}/${id} 引用，不能删除`,
      en: `${target.type}/${target.id} cannot be deleted: ${type}/${id} refers to it`,
    };
    return [{ field, rule: 'not-referred-to', value: `${type}/${id}`, message }];
  });
  const [first] = errors;
  return first ? refuse('records.still-referred', { referrer: first.value ?? '' }, errors) : ok(null);
}
