import type { ErrandList, VisitDraft } from '../contract.ts';

/** What a phone keeps of follow-up: the list of its own user as last seen, and forms that the server has not taken yet. */
export interface Kept {
  /** Whose it is: another user's is wiped before anything is shown. */
  readonly owner: string;
  readonly list: ErrandList | null;
  readonly forms: readonly VisitDraft[];
}

const name = 'songhua-follow-up';
const place = 'kept';

const done = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('the device refuses to store'));
  });

function openDevice(): Promise<IDBDatabase> {
  const asked = indexedDB.open(name, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(place);
  return done(asked);
}

async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const device = await openDevice();
  try {
    return await done(work(device.transaction(place, mode).objectStore(place)));
  } finally {
    device.close();
  }
}

/** What is kept for this user; what was another's is wiped. */
export async function readKept(owner: string): Promise<Kept> {
  const found = await within<Kept | undefined>('readonly', (store) => store.get(place) as IDBRequest<Kept | undefined>);
  if (found?.owner === owner) return found;
  const fresh: Kept = { owner, list: null, forms: [] };
  await writeKept(fresh);
  return fresh;
}

export const writeKept = (kept: Kept): Promise<unknown> => within('readwrite', (store) => store.put(kept, place));
