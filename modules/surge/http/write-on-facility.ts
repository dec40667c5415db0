import { append } from '@songhua/events';
import type { Actor, Result, Text, Tx } from '@songhua/kernel';
import type { Facility, SurgeNews } from '../contract.ts';
import { addLog, type By } from '../store/log.ts';
import { loadFacility } from './load-facility.ts';
import type { Surroundings } from './load-surroundings.ts';

/** Adds a line to the log and tells the open pages. */
export async function tell(
  tx: Tx,
  place: { readonly institution: string; readonly ward: string | null },
  said: Text,
  by: By,
  now: Date,
  conversion?: SurgeNews['conversion'],
): Promise<void> {
  await addLog(tx, place, said, by, now);
  const news: SurgeNews = { institution: place.institution, ...(conversion && { conversion }) };
  await append(tx, 'surge.changed', news, now, `surge/${place.institution}`);
}

interface Written {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
  readonly around: Surroundings;
  readonly institution: string;
  readonly ward?: string;
  readonly said: Text;
  /** The conversion that was ordered or became ready by this. */
  readonly reached?: { readonly id: string; readonly state: 'ordered' | 'ready' } | undefined;
}

/** What every write on a hospital ends with: the log, the news, and the hospital as it then stands. */
export async function answerWritten({
  tx,
  actor,
  now,
  around,
  institution,
  ward,
  said,
  reached,
}: Written): Promise<Result<Facility>> {
  const conversion = reached && { ...reached, by: actor.name, said };
  await tell(tx, { institution, ward: ward ?? null }, said, actor, now, conversion);
  return loadFacility(tx, actor, institution, now, around);
}
