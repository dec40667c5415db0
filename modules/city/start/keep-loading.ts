import { type BackgroundContext, type BackgroundWork, type Tx, withTx } from '@songhua/kernel';
import { JobLost } from '@songhua/records';
import { dayBefore } from '../domain/day-before.ts';
import { endLoad, type Load, newestLoad, noteTrouble, releaseLoad, takeLoad } from '../store/loads.ts';
import { beginLoad, type ReadCity } from './begin-load.ts';
import { carryOut } from './carry-out.ts';
import { firstCity } from './first-city.ts';
import { tieDemo } from './tie-demo.ts';

const leaseMs = 15_000;
/** How often a process looks whether there is something to do, ms. */
const lookEvery = 5_000;
/** After something broke (the disk is full, the database away) it is tried again after this, ms. */
const restAfterTrouble = 15_000;
/** Few resources at a time, so that whoever waits for the process or for a lock waits milliseconds. */
const batch = 500;
const run = { resources: 2_000, ms: 1_000 };

/** While requests are being answered it waits, a second at most; and it always leaves the process some time. */
async function letOthersGo({ waiting, rest }: Pick<BackgroundContext, 'waiting' | 'rest'>): Promise<void> {
  await rest(10);
  for (let tries = 0; waiting() > 0 && tries < 40; tries += 1) await rest(25);
}

/** Whether nobody was ever registered: a store with people of its own gets no invented ones unasked. */
async function isWithoutPeople(tx: Tx, { records }: BackgroundContext): Promise<boolean> {
  const { items } = await records.search(tx, 'Patient', { limit: 1 });
  return items.length === 0;
}

/** Enters the city of a first start where it is due; false when there is none to be brought in, now or ever. */
async function beginFirst(context: BackgroundContext, readCity: ReadCity): Promise<void> {
  const { pool, records, clock, newId, settings } = context;
  if (settings.cityScale === 0) return;
  await withTx(pool, 'write', async (tx) => {
    if ((await newestLoad(tx)) || !(await isWithoutPeople(tx, context))) return;
    const now = clock();
    const order = { ...firstCity, scale: settings.cityScale, until: dayBefore(now) };
    await beginLoad(tx, records, readCity, { ...order, id: newId(), home: 'server' }, now);
  });
}

/** Carries a load out as long as it is ours; what breaks is told, and tried again by whichever process comes first. */
async function carry(context: BackgroundContext, readCity: ReadCity, load: Load, holder: string): Promise<void> {
  const { pool, records, clock, signal, settings, rest, tell } = context;
  const facts = await withTx(pool, 'read', (tx) => readCity(tx, records));
  if (!facts.ok) {
    const { code, params } = facts.error;
    await withTx(pool, 'write', (tx) => endLoad(tx, load.id, holder, `${code} ${JSON.stringify(params)}`, clock()));
    return;
  }
  tell({ city: load.id, scale: load.scale }, 'the synthetic city is being brought in');
  let told = 0;
  const onProgress = (resources: number, towns: number): void => {
    if (towns < told + 15) return;
    told = towns;
    tell({ city: load.id, resources, towns }, 'the synthetic city comes in');
  };
  const mayGoOn = (): Promise<void> => letOthersGo(context);
  const carrying = { pool, records, clock, facts: facts.value, holder, leaseMs, signal, threads: 1, batch, run, mayGoOn };
  try {
    await carryOut({ ...carrying, onProgress }, load);
    await withTx(pool, 'write', (tx) => tieDemo(tx, facts.value, load, settings));
    tell({ city: load.id }, 'the synthetic city is in');
  } catch (error) {
    // Somebody else has it, or it was paused.
    if (error instanceof JobLost) return;
    const said = error instanceof Error ? error.message : String(error);
    if (!signal.aborted) await withTx(pool, 'write', (tx) => noteTrouble(tx, load.id, holder, said)).catch(() => {});
    else await withTx(pool, 'write', (tx) => releaseLoad(tx, load.id, holder)).catch(() => {});
    if (signal.aborted) return;
    tell({ city: load.id, err: said }, 'the synthetic city cannot be brought in for now; it is tried again');
    await rest(restAfterTrouble);
  }
}

/**
 * Brings the city in beside the server's work. Of several processes one does it; when it dies another goes on after its lease, from the last transaction:
 *
 *   none --first start--> waiting --taken--> running --all towns are in--> done
 *   running --killed--> running (lease over) --taken by another--> running
 *   waiting, running --pause--> paused --continue--> waiting;   running --a line is refused--> failed
 */
export const keepLoading = (readCity: ReadCity): BackgroundWork => ({
  name: 'city.load',
  run: async (context) => {
    const { pool, clock, newId, signal, rest } = context;
    while (!signal.aborted) {
      await beginFirst(context, readCity);
      const holder = `${context.holder} ${newId()}`;
      const now = clock();
      const lease = { holder, until: new Date(now.getTime() + leaseMs) };
      const load = await withTx(pool, 'write', (tx) => takeLoad(tx, 'server', lease, now));
      if (load) await carry(context, readCity, load, holder);
      await rest(lookEvery);
    }
  },
});
