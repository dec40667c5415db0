import {
  type Anomaly,
  daysBefore,
  findPersonOf,
  keepAnomalies,
  type Look,
  listWatched,
  looksBetween,
  missesBetween,
  openedAloneBetween,
} from '@songhua/access';
import type { Job, RecordStore, Tx } from '@songhua/kernel';
import { dayOf, findAnomalies } from '../domain/find-anomalies.ts';
import { findMissedFinds } from '../domain/find-missed-finds.ts';
import { findOpenedVisits } from '../domain/find-opened-visits.ts';

const dayMs = 24 * 3_600_000;
/** Days of a person's own past. */
const pastDays = 60;
/** Days back that visits are looked for which nobody has confirmed: as long as one leads anywhere, and a week. */
const openedDays = 37;
/** People whose names are read in one run; of more only the first are held against surnames. */
const mostNames = 3_000;

interface Named {
  readonly text?: string;
  readonly family?: string;
}

async function namesOf(tx: Tx, records: RecordStore, looks: readonly Look[]): Promise<Map<string, string>> {
  const people = [...new Set(looks.flatMap(({ patients }) => patients))].slice(0, mostNames);
  const names = new Map<string, string>();
  for (const id of people) {
    const [name] = ((await records.read(tx, 'Patient', id))?.['name'] ?? []) as readonly Named[];
    const plain = name?.family ?? name?.text;
    if (plain) names.set(id, plain);
  }
  return names;
}

async function pastOf(tx: Tx, begin: Date): Promise<Map<string, readonly number[]>> {
  const past = new Map<string, number[]>();
  for (const { actorId, people } of await daysBefore(tx, new Date(begin.getTime() - pastDays * dayMs), begin))
    past.set(actorId, [...(past.get(actorId) ?? []), people]);
  return past;
}

const beginOf = (day: string): Date => new Date(`${day}T00:00:00+08:00`);

/** Looks at one local day's accesses. */
async function lookAt(tx: Tx, records: RecordStore, day: string, watched: ReadonlySet<string>): Promise<readonly Anomaly[]> {
  const begin = beginOf(day);
  const looks = await looksBetween(tx, begin, new Date(begin.getTime() + dayMs));
  if (looks.length === 0) return [];
  const seen = new Set([...watched, ...looks.flatMap(({ patients }) => patients)]);
  const personOf = await findPersonOf(tx, [...seen]);
  const [past, names] = [await pastOf(tx, begin), await namesOf(tx, records, looks)];
  return findAnomalies({ day, looks, past, watched, names, personOf });
}

/** Every quarter of an hour: what of today and yesterday looks unusual. Found again, it is the same row. */
export const lookForAnomalies: Job = {
  name: 'administration.look-for-anomalies',
  title: { zh: '查找异常访问', en: 'Look for unusual accesses' },
  everyMs: 15 * 60_000,
  run: async (tx, { now, records }) => {
    const watched = new Set((await listWatched(tx)).map(({ patient }) => patient));
    for (const day of [dayOf(new Date(now.getTime() - dayMs)), dayOf(now)]) {
      await keepAnomalies(tx, await lookAt(tx, records, day, watched), now);
      const missed = await missesBetween(tx, beginOf(day), new Date(beginOf(day).getTime() + dayMs));
      await keepAnomalies(tx, findMissedFinds(missed, day), now);
    }
    // From a day's beginning: of a part of a day fewer visits would be found again each time.
    const opened = await openedAloneBetween(tx, beginOf(dayOf(new Date(now.getTime() - openedDays * dayMs))), now);
    await keepAnomalies(tx, findOpenedVisits(opened, now), now);
  },
};
