import type { RecordStore, Tx } from '@songhua/kernel';
import { homelessVisits, placeByVisits, placeVisits } from '../store/seen.ts';

/** Visits that are read in one go: what is left is placed by the next. */
const mostVisits = 20_000;
const mostAtOnce = 500;

const providerOf = (visit: unknown): string => {
  const provider = typeof visit === 'object' && visit !== null && 'serviceProvider' in visit ? visit.serviceProvider : null;
  const reference = typeof provider === 'object' && provider !== null && 'reference' in provider ? provider.reference : null;
  return typeof reference === 'string' && reference.startsWith('Organization/') ? reference : '';
};

/** Finds where diagnoses, results and prescriptions were seen whose visit says it and they do not. */
export async function placeSeen(tx: Tx, records: RecordStore): Promise<void> {
  await placeByVisits(tx);
  const visits = await homelessVisits(tx, mostVisits);
  const placed: { encounter: string; organization: string }[] = [];
  for (let from = 0; from < visits.length; from += mostAtOnce) {
    const id = visits.slice(from, from + mostAtOnce).map((encounter) => encounter.slice('Encounter/'.length));
    const { items } = await records.search(tx, 'Encounter', { id, limit: id.length });
    const found = new Map(items.map((visit) => [visit.id, providerOf(visit)]));
    for (const one of id) placed.push({ encounter: `Encounter/${one}`, organization: found.get(one) ?? '' });
  }
  if (placed.length > 0) await placeVisits(tx, placed);
}
