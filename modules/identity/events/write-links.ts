import { findKept } from '@songhua/access';
import { must, type RecordStore, type Subscription, type Tx } from '@songhua/kernel';
import { peopleChanged } from '../contract.ts';
import { isAccounts, withLinks } from '../domain/write-links.ts';
import { holdPeople, partitionOf } from '../store/groups.ts';

/** Writes who is one person onto the Patients themselves, as it stands now: whatever has been decided since comes to the same. */
export async function linkPatients(tx: Tx, records: RecordStore, patients: readonly string[], now: Date): Promise<void> {
  await holdPeople(tx);
  for (const group of await partitionOf(tx, patients)) {
    const read = await Promise.all(group.map((id) => records.read(tx, 'Patient', id)));
    const there = read.filter((one) => one !== null);
    // What an account has changed would be believed as the system's once the system writes it again: those wait for the institution's own system.
    const kept = await findKept(
      tx,
      there.map(({ id }) => `Patient/${id}`),
    );
    for (const resource of there) {
      if (kept.has(`Patient/${resource.id}`)) continue;
      // Who reaches one that links to others does not thereby reach those; who reaches those reaches it.
      const others = there.filter((one) => one.id !== resource.id && !isAccounts(one)).map(({ id }) => id);
      const written = withLinks(resource, others.toSorted());
      if (written) must(await records.update(tx, written, now));
    }
  }
}

/** `Patient.link` follows who is one person. */
export const writeLinks: Subscription = {
  name: 'identity.write-links',
  event: 'identity.people-changed',
  title: { zh: '把同一人的登记互相关联（Patient.link）', en: 'Link the Patients of one person (Patient.link)' },
  handle: async (tx, { payload, at }, records) => {
    const { people } = peopleChanged.parse(payload);
    await linkPatients(
      tx,
      records,
      people.flatMap(({ members }) => members),
      at,
    );
  },
};
