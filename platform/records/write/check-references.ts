import { readReference } from '@songhua/engine-fhir/search/convert-reference.ts';
import { type FieldError, ok, type Result, refuse, type Tx } from '@songhua/kernel';
import { nameKey } from '../store/directory.ts';
import { findLive } from '../store/live.ts';
import type { Write } from './types.ts';

/** What the checks of references ask of the store. */
export interface Referring {
  index(type: string): { readonly code: number };
  /** Addresses of this server: references that begin with one are to here. */
  readonly bases: readonly string[];
  readonly isType: (type: string) => boolean;
}

interface Placed {
  readonly field: string;
  readonly type: string;
  readonly id: string;
}

/** Every `Reference.reference` to a resource of this store, by the place where it stands. */
function* referencesIn(value: unknown, field: string, referring: Referring): Generator<Placed> {
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) yield* referencesIn(item, `${field}[${at}]`, referring);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const place = `${field}.${name}`;
    if (name !== 'reference' || typeof member !== 'string') {
      yield* referencesIn(member, place, referring);
      continue;
    }
    const { url, type, id } = readReference(member, referring.bases);
    if (url === undefined && type !== undefined && id !== undefined && referring.isType(type)) yield { field: place, type, id };
  }
}

const message = (reference: string) => ({
  zh: `引用的 ${reference} 不存在或已删除`,
  en: `refers to ${reference}, which is not there or is deleted`,
});

/** Which of these are there, as `Type/id`. */
export type Live = (asked: readonly { readonly type: string; readonly id: string }[]) => Promise<ReadonlySet<string>>;

const liveIn =
  (referring: Referring, tx: Tx): Live =>
  async (asked) => {
    const live = await findLive(
      tx,
      asked.map(({ type, id }) => ({ type: referring.index(type).code, id, place: 0 })),
    );
    return new Set(asked.flatMap(({ type, id }) => (live.has(nameKey(referring.index(type).code, id)) ? [`${type}/${id}`] : [])));
  };

/** More errors than this help nobody. */
const mostErrors = 100;

/** Refuses references to resources of this store that are neither there nor written together with these, each by its place. */
export async function checkReferences(
  referring: Referring,
  tx: Tx,
  writes: readonly Write[],
  find: Live = liveIn(referring, tx),
): Promise<Result<null>> {
  const key = ({ type, id }: { readonly type: string; readonly id: string }): string => `${type}/${id}`;
  const coming = new Set(writes.filter(({ scan }) => scan).map(key));
  const going = new Set(writes.filter(({ scan }) => !scan).map(key));
  const found = writes.flatMap(({ type, scan, at }): Placed[] =>
    scan ? [...referencesIn(scan.value, at ? `${at}.resource` : type, referring)] : [],
  );
  const asked = new Map(found.map(({ type, id }) => [`${type}/${id}`, { type, id }] as const));
  const live = await find([...asked].flatMap(([name, one]) => (coming.has(name) || going.has(name) ? [] : [one])));
  const errors = found.flatMap((one): FieldError[] => {
    if (coming.has(key(one)) || live.has(key(one))) return [];
    const reference = `${one.type}/${one.id}`;
    return [{ field: one.field, rule: 'reference-exists', value: reference, message: message(reference) }];
  });
  if (errors.length === 0) return ok(null);
  return refuse('records.dangling-reference', { reference: errors[0]?.value ?? '' }, errors.slice(0, mostErrors));
}
