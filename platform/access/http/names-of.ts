import type { RecordStore, Tx } from '@songhua/kernel';

/** The names of institutions, by `Organization/…`; of one that is not there, its reference. */
export async function namesOf(
  tx: Tx,
  records: RecordStore,
  institutions: readonly string[],
): Promise<(institution: string) => string> {
  const ids = [...new Set(institutions)].map((one) => one.slice('Organization/'.length));
  if (ids.length === 0) return (institution) => institution;
  const { items } = await records.search(tx, 'Organization', { id: ids.slice(0, 200), limit: 200 });
  const names = new Map<string, unknown>(items.map(({ id, ...one }) => [`Organization/${id}`, one['name']] as const));
  return (institution) => {
    const name = names.get(institution);
    return typeof name === 'string' ? name : institution;
  };
}
