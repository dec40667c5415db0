import type { SignedIn } from '@songhua/ui/session.ts';
import type { ErrandList, VisitAnswer, VisitDraft } from '../contract.ts';

/** A form as the device keeps it, until the server has taken it or its writer has thrown it away. */
export interface KeptForm {
  readonly owner: string;
  readonly id: string;
  /** Of the contact: the list it stood on may be gone. */
  readonly name: string;
  readonly visit: VisitDraft;
  /** Why the server did not take it; null: it has not been asked yet. */
  readonly answer: Pick<VisitAnswer, 'became' | 'why'> | null;
}

/** Whom somebody follows up as the server last said it, and who they are: enough to go on where there is no connection. */
export interface KeptList {
  readonly owner: string;
  readonly session: SignedIn;
  readonly list: ErrandList;
}

const name = 'songhua-follow-up';
/** Names and addresses stay on a device for so long without the server having been reached, ms. */
const longest = 3 * 86_400_000;

const done = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('the device refuses to store'));
  });

function openDevice(): Promise<IDBDatabase> {
  const asked = indexedDB.open(name, 2);
  asked.onupgradeneeded = () => {
    // Forms of whatever version stay: they are somebody's work.
    const { objectStoreNames: there } = asked.result;
    if (there.contains('kept')) asked.result.deleteObjectStore('kept');
    if (!there.contains('lists')) asked.result.createObjectStore('lists', { keyPath: 'owner' });
    if (!there.contains('forms')) asked.result.createObjectStore('forms', { keyPath: 'id' }).createIndex('owner', 'owner');
  };
  return done(asked);
}

type Place = 'lists' | 'forms';

/** Resolves when what was written is on the device, not when it was asked for. */
async function within<T>(place: Place, mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T> {
  const device = await openDevice();
  try {
    const writing = device.transaction(place, mode);
    const kept = new Promise<void>((resolve, reject) => {
      writing.oncomplete = () => resolve();
      writing.onabort = () => reject(writing.error ?? new Error('the device refuses to store'));
    });
    kept.catch(() => {});
    const found = await work(writing.objectStore(place));
    await kept;
    return found;
  } finally {
    device.close();
  }
}

/** The list of this user as last seen; null: none. One that is too old to be shown is wiped, whoever's it is. */
export const readList = (owner: string, now: number): Promise<KeptList | null> =>
  within('lists', 'readwrite', async (store) => {
    const all = await done(store.getAll() as IDBRequest<KeptList[]>);
    const old = all.filter(({ list }) => !(now - Date.parse(list.asOf) < longest));
    await Promise.all(old.map((one) => done(store.delete(one.owner))));
    return all.find((one) => one.owner === owner && !old.includes(one)) ?? null;
  });

/** Keeps the list of this user, and no other's. */
export const writeList = (kept: KeptList): Promise<unknown> =>
  within('lists', 'readwrite', async (store) => {
    await done(store.clear());
    return done(store.put(kept));
  });

export const readForms = (owner: string): Promise<readonly KeptForm[]> =>
  within('forms', 'readonly', (store) => done(store.index('owner').getAll(owner) as IDBRequest<KeptForm[]>));

export const writeForm = (form: KeptForm): Promise<unknown> => within('forms', 'readwrite', (store) => done(store.put(form)));

export const dropForms = (ids: readonly string[]): Promise<unknown> =>
  within('forms', 'readwrite', (store) => Promise.all(ids.map((id) => done(store.delete(id)))));

/** Whom anybody follows up is wiped; forms stay with whoever wrote them. */
export const wipeLists = (): Promise<unknown> => within('lists', 'readwrite', (store) => done(store.clear()));
