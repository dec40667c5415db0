import { seededRandom } from '@songhua/engine-city/random.ts';
import { append } from '@songhua/events';
import { type Job, type JobContext, must, type Tx } from '@songhua/kernel';
import { dayInBeijing, institutionsOfArea } from '@songhua/module-registry/api.ts';
import { raiseSignal } from '@songhua/module-surveillance/api.ts';
import type { SignalDraft } from '@songhua/module-surveillance/contract.ts';
import type { SignalInject, VisitsInject } from '../contract.ts';
import { drillHours } from '../domain/measure-time.ts';
import { writeVisits } from '../domain/write-visits.ts';
import { holdLiveRun, insertPlayed, isDrillHouse, listPlayed, type StoredRun } from '../store/runs.ts';

/** Institutions of a county that people of an inject come to. */
const housesEach = 3;

/** Hospitals first: that is where somebody this ill goes. */
async function housesIn(tx: Tx, area: string): Promise<string[]> {
  const all = await institutionsOfArea(tx, area);
  const hospitals = all.filter(({ class: kind }) => kind === 'hospital');
  return (hospitals.length > 0 ? hospitals : all).slice(0, housesEach).map(({ id }) => id);
}

async function playVisits(tx: Tx, inject: VisitsInject, run: StoredRun, { now, newId, records }: JobContext): Promise<void> {
  const houses = run.houses.length > 0 ? run.houses : await housesIn(tx, inject.area);
  if (houses.length === 0) return;
  must(await records.saveAll(tx, writeVisits({ inject, houses, now, newId, draw: seededRandom(`${run.id} ${inject.id}`) }), now));
}

/** Raised once: its reference is the inject's. */
async function playSignal(tx: Tx, inject: SignalInject, run: StoredRun, { now, newId }: JobContext): Promise<void> {
  const { channel, area, subject, place, observed, expected, said } = inject;
  const day = dayInBeijing(now);
  const draft: SignalDraft = {
    ...{ channel, area, subject, observed, expected, reference: `drill/${run.id}/${inject.id}`, from: day, to: day },
    ...{ town: null, place: place?.zh ?? null, p: null, level: 'alarm', method: null, said: said.zh, evidence: null },
  };
  must(await raiseSignal(tx, { ...draft, source: 'api' }, { by: { id: 'drill', name: '导调组' }, now, newId }));
}

/** Plays what is due by the drill's own time, once. Nothing is played in a house that is not set apart for drills. */
export const playInjects: Job = {
  name: 'drill.play-injects',
  title: { zh: '播放演练情景', en: 'Playing the injects of a drill' },
  everyMs: 2_000,
  run: async (tx, context) => {
    const run = await holdLiveRun(tx);
    if (run?.state !== 'running' || !(await isDrillHouse(tx))) return;
    const hours = drillHours(run, context.now);
    const played = new Set((await listPlayed(tx, run.id)).map(({ inject }) => inject));
    const due = run.script.injects.filter((one) => one.hours <= hours && !played.has(one.id));
    for (const inject of due) {
      if (inject.kind === 'visits') await playVisits(tx, inject, run, context);
      if (inject.kind === 'signal') await playSignal(tx, inject, run, context);
      await insertPlayed(tx, run.id, inject.id, hours, context.now);
    }
    if (due.length > 0) await append(tx, 'drill.run-changed', { id: run.id }, context.now, `drill/${run.id}`);
  },
};
