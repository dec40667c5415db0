import type { RecordStore, Tx } from '@songhua/kernel';

/** Institutions read at a time. */
const atOnce = 200;

/** The names of institutions, by `Organization/…`; of one that is not there, its reference. */
export async function namesOf(
  tx: Tx,
  records: RecordStore,
  institutions: readonly string[],
): Promise<(institution: string) => string> {
  const ids = [...new Set(institutions)].map((one) => one.slice('Organization/'.length));
  const names = new Map<string, unknown>();
  for (let at = 0; at < ids.length; at += atOnce) {
    const { items } = await records.search(tx, 'Organization', { id: ids.slice(at, at + atOnce), limit: atOnce });
    for (const { id, ...one } of items) names.set(`Organization/${id}`, one['name']);
  }
  return (institution) => {
    const name = names.get(institution);
    return typeof name === 'string' ? name : institution;
  };
}
