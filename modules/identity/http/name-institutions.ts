import type { RecordStore, Tx } from '@songhua/kernel';
import type { Names } from '../domain/show-registration.ts';

/** Names of institutions, by their references; those that are not registered have none. */
export async function nameInstitutions(tx: Tx, records: RecordStore, references: readonly (string | null)[]): Promise<Names> {
  const ids = [...new Set(references.flatMap((one) => (one ? [one.slice('Organization/'.length)] : [])))];
  if (ids.length === 0) return new Map();
  const { items } = await records.search(tx, 'Organization', { id: ids, limit: ids.length });
  return new Map(items.map(({ id, name }) => [`Organization/${id}`, typeof name === 'string' ? name : id]));
}
