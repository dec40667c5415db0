import { demoPlaces, tieDemoResident } from '@songhua/access';
import { type StartContext, type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import type { CityFacts } from '../domain/city-facts.ts';
import { type CityOrder, layCity } from '../domain/order.ts';
import { pickDemoResident } from '../domain/pick-demo-resident.ts';
import { peopleOf, writeTown } from '../domain/write-town.ts';

const idOf = (reference: string | undefined): string | null => reference?.replace('Organization/', '') ?? null;

/** Resources made between two moments at which others have the process. */
const atOnce = 2_000;

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Resources of each Patient: ids of what happened are the Patient's and a number. */
async function countEntries(ids: Iterable<{ readonly id: string }>): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  let made = 0;
  for (const { id } of ids) {
    const patient = id.replace(/-\d+$/, '');
    counts.set(patient, (counts.get(patient) ?? 0) + 1);
    made += 1;
    if (made % atOnce === 0) await breathe();
  }
  return counts;
}

/**
 * Finds which of the city's people the demonstration resident becomes: one registered where the demonstration's family doctor works, whose town is made again to
 * see whose record is the fullest. Answers what ties them, for the transaction that ends the load; in demo mode only. Takes as long as a town: outside transactions.
 */
export async function prepareDemo(
  pool: pg.Pool,
  facts: CityFacts,
  order: CityOrder,
  { mode }: Pick<StartContext['settings'], 'mode'>,
): Promise<(tx: Tx) => Promise<void>> {
  const nobody = async (): Promise<void> => {};
  if (mode !== 'demo') return nobody;
  const places = await withTx(pool, 'read', demoPlaces);
  const home = idOf(places.get('family'));
  const laid = layCity(facts, order);
  const house = facts.institutions.find(({ id }) => id === home);
  if (!home || !house || !laid.ok) return nobody;
  const { plan, places: towns } = laid.value;
  const town = towns.find(({ code }) => code === house.town);
  if (!town) return nobody;
  const lived = peopleOf(town, plan);
  const counts = await countEntries(writeTown(lived, plan, order.registrationsOnly));
  const picked = pickDemoResident(lived, { home, hospital: idOf(places.get('doctor')) }, (patient) => counts.get(patient) ?? 0);
  return picked ? (tx) => tieDemoResident(tx, `Patient/${picked.patient}`) : nobody;
}
