import { type BackgroundContext, type BackgroundWork, type Refusal, type Tx, toProblem, withTx } from '@songhua/kernel';
import { JobLost } from '@songhua/records';
import { dayBefore } from '../domain/day-before.ts';
import { keepFailure, troubleOf } from '../domain/failures.ts';
import { problems } from '../problems.ts';
import { endLoad, type Load, newestLoad, noteTrouble, releaseLoad, takeLoad } from '../store/loads.ts';
import { beginLoad, type ReadCity } from './begin-load.ts';
import { carryOut } from './carry-out.ts';
import { firstCity } from './first-city.ts';
import { prepareDemo } from './tie-demo.ts';

const leaseMs = 15_000;
/** How often a process looks whether there is something to do, ms. */
const lookEvery = 5_000;
/** After something broke (the disk is full, the database away) it is tried again after this, ms. */
const restAfterTrouble = 15_000;
/** Few resources at a time, so that whoever waits for the process or for a lock waits milliseconds. */
const batch = 500;
/** A batch is a transaction: it rests before one, never within. */
const run = { resources: batch, ms: 1_000 };

const textOf = (error: Refusal): string => Object.values(toProblem(error, problems, 'zh').texts).join(' / ');

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

/** Enters the city of a first start where it is due. Answers why it cannot be, which is looked at again; null when nothing stands in the way. */
async function beginFirst(context: BackgroundContext, readCity: ReadCity): Promise<string | null> {
  const { pool, records, clock, newId, settings } = context;
  if (settings.cityScale === 0) return null;
  return withTx(pool, 'write', async (tx) => {
    if ((await newestLoad(tx)) || !(await isWithoutPeople(tx, context))) return null;
    const now = clock();
    const order = { ...firstCity, scale: settings.cityScale, until: dayBefore(now) };
    const begun = await beginLoad(tx, records, readCity, { ...order, id: newId(), home: 'server' }, now);
    return begun.ok ? null : textOf(begun.error);
  });
}

/** Carries a load out as long as it is ours; what breaks is told, and tried again by whichever process comes first. */
async function carry(context: BackgroundContext, readCity: ReadCity, load: Load, holder: string): Promise<void> {
  const { pool, records, clock, signal, settings, rest, tell } = context;
  const facts = await withTx(pool, 'read', (tx) => readCity(tx, records));
  if (!facts.ok) {
    tell({ city: load.id, err: textOf(facts.error) }, 'the synthetic city cannot be brought in');
    await withTx(pool, 'write', (tx) => endLoad(tx, load.id, holder, keepFailure(facts.error), clock()));
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
  const prepareEnd = () => prepareDemo(pool, facts.value, load, settings);
  const carrying = {
    pool,
    records,
    clock,
    facts: facts.value,
    holder,
    leaseMs,
    signal,
    threads: 1,
    batch,
    run,
    mayGoOn,
    prepareEnd,
  };
  try {
    await carryOut({ ...carrying, onProgress }, load);
    tell({ city: load.id }, 'the synthetic city is in');
  } catch (error) {
    // Somebody else has it, or it was paused.
    if (error instanceof JobLost) return;
    const said = error instanceof Error ? error.message : String(error);
    if (!signal.aborted)
      await withTx(pool, 'write', (tx) => noteTrouble(tx, load.id, holder, keepFailure(troubleOf(said)))).catch(() => {});
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
    let told: string | null = null;
    while (!signal.aborted) {
      const missing = await beginFirst(context, readCity);
      if (missing !== null && missing !== told)
        context.tell({ err: missing }, 'the synthetic city cannot be begun; it is looked at again');
      told = missing;
      const holder = `${context.holder} ${newId()}`;
      const now = clock();
      const lease = { holder, until: new Date(now.getTime() + leaseMs) };
      const load = await withTx(pool, 'write', (tx) => takeLoad(tx, 'server', lease, now));
      if (load) await carry(context, readCity, load, holder);
      await rest(lookEvery);
    }
  },
});
