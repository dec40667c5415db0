import { demoPlaces, tieDemoResident } from '@songhua/access';
import type { StartContext, Tx } from '@songhua/kernel';
import type { CityFacts } from '../domain/city-facts.ts';
import { type CityOrder, layCity } from '../domain/order.ts';
import { pickDemoResident } from '../domain/pick-demo-resident.ts';
import { peopleOf, writeTown } from '../domain/write-town.ts';

const idOf = (reference: string | undefined): string | null => reference?.replace('Organization/', '') ?? null;

/** Resources of each resident: their ids begin with the resident's. */
function countEntries(ids: Iterable<{ readonly id: string }>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { id } of ids) {
    const resident = id.slice(0, id.lastIndexOf('-'));
    counts.set(resident, (counts.get(resident) ?? 0) + 1);
  }
  return counts;
}

/**
 * Once the city is in, the demonstration resident is one of its people: registered where the demonstration's family doctor works, and in that town made again to find
 * whose record is the fullest. In demo mode only.
 */
export async function tieDemo(tx: Tx, facts: CityFacts, order: CityOrder, { mode }: StartContext['settings']): Promise<void> {
  if (mode !== 'demo') return;
  const places = await demoPlaces(tx);
  const home = idOf(places.get('family'));
  const laid = layCity(facts, order);
  const house = facts.institutions.find(({ id }) => id === home);
  if (!home || !house || !laid.ok) return;
  const { plan, places: towns } = laid.value;
  const town = towns.find(({ code }) => code === house.town);
  if (!town) return;
  const lived = peopleOf(town, plan);
  const counts = countEntries(writeTown(lived, plan, order.registrationsOnly));
  const picked = pickDemoResident(lived, { home, hospital: idOf(places.get('doctor')) }, (id) => counts.get(id) ?? 0);
  if (picked) await tieDemoResident(tx, `Patient/${picked.patient}`);
}
