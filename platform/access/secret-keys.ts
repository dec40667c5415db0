import { isSealed, keyIdOf, type SecretKey, seal, unseal } from './domain/seal.ts';

/** The keys of this installation, from outside the database: the first seals, all of them open. */
export interface SecretKeys {
  /** As they stand now; asked again when a value names a key that is not among them, since another process may have added one. */
  readonly read: () => readonly SecretKey[];
  /** Where they are kept, for the operator. */
  readonly where: string;
}

/** A value is sealed with a key that is not here: the database came without its key. */
export class SecretKeyMissing extends Error {
  constructor(id: string, where: string) {
    super(
      `数据库中的密文由密钥 ${id} 加密，而 ${where} 中没有该密钥 / a secret of the database is sealed with key ${id}, which is not in ${where}; see “Keys” in docs/guide/operation.md`,
    );
  }
}

const state: { keys: SecretKeys | null; known: readonly SecretKey[] } = { keys: null, known: [] };

/** Says which keys this process seals and opens with. A process has one set, as it has one environment. */
export function takeSecretKeys(keys: SecretKeys): void {
  state.keys = keys;
  state.known = keys.read();
}

function current(): SecretKeys {
  if (!state.keys) throw new Error('no secret key is in use: takeSecretKeys() comes first');
  return state.keys;
}

/** The key that seals now. */
export function sealingKey(): SecretKey {
  const { where } = current();
  const [first] = state.known;
  if (!first) throw new Error(`there is no secret key in ${where}`);
  return first;
}

/** Reads the keys anew; what this process seals from now on is sealed with the first of them. */
export function rereadSecretKeys(): void {
  state.known = current().read();
}

/** Whether a value that is sealed with this key can be opened here. */
export function hasKey(id: string): boolean {
  const found = (): boolean => state.known.some((key) => key.id === id);
  if (found()) return true;
  rereadSecretKeys();
  return found();
}

export const sealFor = (place: string, text: string): string => seal(sealingKey(), place, text);

/** What is kept at this place; a value of before, in the clear, is as it is. Throws SecretKeyMissing. */
export function openAt(place: string, stored: string): string {
  if (!isSealed(stored)) return stored;
  const id = keyIdOf(stored);
  const key = hasKey(id) ? state.known.find((one) => one.id === id) : undefined;
  if (!key) throw new SecretKeyMissing(id, current().where);
  return unseal(key, place, stored);
}
