import { ok, refuse, route } from '@songhua/kernel';
import { z } from 'zod';
import { startDraft, turned } from '../contract.ts';
import { dayBefore } from '../domain/day-before.ts';
import { beginLoad, type ReadCity } from '../start/begin-load.ts';
import { firstCity } from '../start/first-city.ts';
import { type LoadState, newestLoad, turnLoad } from '../store/loads.ts';

const turn = (path: `/${string}`, summary: { zh: string; en: string }, from: readonly LoadState[], to: LoadState) =>
  route({
    method: 'POST',
    path,
    summary,
    permission: 'city.manage',
    people: 'none',
    body: z.object({}).strict().optional(),
    response: turned,
    handle: async ({ tx }) => {
      const load = await newestLoad(tx);
      if (load?.home !== 'server' || !(await turnLoad(tx, load.id, from, to)))
        return refuse('city.nothing-to-turn', { state: load?.state ?? 'none' });
      return ok({ state: to });
    },
  });

/** What is being written is ended or undone; nothing more follows until it goes on. */
export const pauseLoad = turn(
  '/api/city/pause',
  { zh: '暂停装入合成城市', en: 'Pause bringing the synthetic city in' },
  ['waiting', 'running'],
  'paused',
);

/** From where it was paused, or where it failed. */
export const continueLoad = turn(
  '/api/city/continue',
  { zh: '继续装入合成城市', en: 'Go on bringing the synthetic city in' },
  ['paused', 'failed'],
  'waiting',
);

/** Asks for a city where there is none: for a house that was first started without one. */
export const startLoad = (readCity: ReadCity) =>
  route({
    method: 'POST',
    path: '/api/city/start',
    summary: { zh: '开始装入合成城市', en: 'Begin bringing a synthetic city in' },
    permission: 'city.manage',
    people: 'none',
    body: startDraft,
    response: turned,
    handle: async ({ tx, records, now, newId, body }) => {
      const before = await newestLoad(tx);
      if (before?.state === 'waiting' || before?.state === 'running') return refuse('city.under-way', {});
      if (before) return refuse('city.another-city', { seed: before.seed, scale: before.scale, until: before.until });
      const { items } = await records.search(tx, 'Patient', { limit: 1 });
      if (items.length > 0) return refuse('city.has-patients', {});
      const order = { ...firstCity, scale: body.scale, until: dayBefore(now) };
      const begun = await beginLoad(tx, records, readCity, { ...order, id: newId(), home: 'server' }, now);
      return begun.ok ? ok({ state: begun.value.load.state }) : begun;
    },
  });
