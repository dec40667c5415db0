import { createHash } from 'node:crypto';
import { ok, type RecordStore, type Result, refuse, type Tx } from '@songhua/kernel';
import type { CityFacts } from '../domain/city-facts.ts';
import { type CityOrder, layCity } from '../domain/order.ts';
import { addLoad, type Load, type LoadHome, newestLoad } from '../store/loads.ts';

/** Reads what the city is made of out of the registry. */
export type ReadCity = (tx: Tx, records: RecordStore) => Promise<Result<CityFacts>>;

export interface Wanted extends CityOrder {
  readonly id: string;
  readonly home: LoadHome;
}

/** The id of a load that a command asks for: the same city has the same. */
export function idOfLoad({ seed, scale, until, registrationsOnly }: CityOrder): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([seed, scale, until, registrationsOnly]))
    .digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

const isSame = (load: Load, order: CityOrder): boolean =>
  load.seed === order.seed &&
  load.scale === order.scale &&
  load.until === order.until &&
  load.registrationsOnly === order.registrationsOnly;

/**
 * Enters a load of the city, or finds the same one unfinished. One database holds one synthetic city: another seed or scale would give the same numbers to other
 * people.
 */
export async function beginLoad(
  tx: Tx,
  records: RecordStore,
  readCity: ReadCity,
  wanted: Wanted,
  now: Date,
): Promise<Result<{ readonly facts: CityFacts; readonly load: Load }>> {
  const facts = await readCity(tx, records);
  if (!facts.ok) return facts;
  const before = await newestLoad(tx);
  if (before) {
    if (!isSame(before, wanted))
      return refuse('city.another-city', { seed: before.seed, scale: before.scale, until: before.until });
    return ok({ facts: facts.value, load: before });
  }
  const laid = layCity(facts.value, wanted);
  if (!laid.ok) return laid;
  const added = await addLoad(tx, wanted, laid.value.places, now);
  const load = await newestLoad(tx);
  if (!added || !load) return refuse('city.under-way', {});
  return ok({ facts: facts.value, load });
}
