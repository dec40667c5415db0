import { append } from '@songhua/events';
import { may, ok, type RecordStore, refuse, route, type Tx } from '@songhua/kernel';
import { z } from 'zod';
import { live, overview, remarkDraft, run, runMove, runParams, runStart } from '../contract.ts';
import { moveRun } from '../domain/move-run.ts';
import { scripts } from '../domain/scripts.ts';
import {
  findLiveRun,
  holdLiveRun,
  holdRun,
  insertRemark,
  insertRun,
  isDrillHouse,
  listRuns,
  moveRunTo,
  takeTurn,
} from '../store/runs.ts';
import { headOf, loadRun } from './load-run.ts';

/** The first of these that the registry does not know; null: it knows all. */
async function findMissing(tx: Tx, records: Pick<RecordStore, 'read'>, houses: readonly string[]): Promise<string | null> {
  for (const id of houses) if (!(await records.read(tx, 'Organization', id))) return id;
  return null;
}

/** Runs a list shows; older ones are found by their address. */
const most = 100;

export const readDrills = route({
  method: 'GET',
  path: '/api/drill/overview',
  summary: { zh: '演练脚本与历次演练', en: 'Drill scripts and runs' },
  permission: 'drill.read',
  people: 'none',
  query: z.object({}),
  response: overview,
  handle: async ({ tx, actor, now }) =>
    ok({
      house: await isDrillHouse(tx),
      scripts: [...scripts],
      runs: (await listRuns(tx, most)).map((one) => headOf(one, now)),
      mayManage: may(actor, 'drill.manage'),
    }),
});

export const readLive = route({
  method: 'GET',
  path: '/api/drill/live',
  summary: { zh: '是否演练环境，以及正在进行的演练', en: 'Whether this house is for drills, and the one under way' },
  permission: 'drill.read',
  people: 'none',
  query: z.object({}),
  response: live,
  handle: async ({ tx }) => {
    const house = await isDrillHouse(tx);
    const run = house ? await findLiveRun(tx) : null;
    return ok({ house, run: run && { id: run.id, title: run.script.title } });
  },
});

export const readRun = route({
  method: 'GET',
  path: '/api/drill/runs/:id',
  summary: { zh: '一次演练：情景、已发生的处置与考核', en: 'One drill: injects, what happened, and how it is judged' },
  permission: 'drill.read',
  people: 'none',
  params: runParams,
  response: run,
  handle: ({ tx, actor, now, params: { id } }) => loadRun(tx, actor, id, now),
});

export const startRun = route({
  method: 'POST',
  path: '/api/drill/runs',
  summary: { zh: '按脚本开始一次演练（仅演练环境）', en: 'Begin a drill by a script, in a house set apart for it' },
  permission: 'drill.manage',
  people: 'none',
  body: runStart,
  response: run,
  handle: async ({ tx, records, actor, now, newId, body }) => {
    if (!(await isDrillHouse(tx))) return refuse('drill.not-a-drill-house');
    const script = scripts.find(({ id }) => id === body.script);
    if (!script) return refuse('drill.unknown-script', { script: body.script });
    await takeTurn(tx);
    const other = await holdLiveRun(tx);
    if (other) return refuse('drill.another-runs', { script: other.script.id });
    const id = newId();
    const { speed = script.speed, participants, houses } = body;
    const lost = await findMissing(tx, records, houses);
    if (lost !== null) return refuse('drill.unknown-institution', { id: lost });
    await insertRun(tx, { id, script, speed, participants, houses, startedBy: actor.name }, now);
    await append(tx, 'drill.run-changed', { id }, now, `drill/${id}`);
    return loadRun(tx, actor, id, now);
  },
});

export const moveRunRoute = route({
  method: 'POST',
  path: '/api/drill/runs/:id/moves',
  summary: { zh: '暂停、继续或结束演练', en: 'Halt a drill, go on with it or end it' },
  permission: 'drill.manage',
  people: 'none',
  params: runParams,
  body: runMove,
  response: run,
  handle: async ({ tx, actor, now, params: { id }, body: { to, version } }) => {
    const held = await holdRun(tx, id);
    if (!held) return refuse('drill.unknown-run', { id });
    if (held.version !== version) return refuse('drill.changed-meanwhile', { version: held.version, seen: version });
    const moved = moveRun(held.state, to);
    if (!moved.ok) return moved;
    await moveRunTo(tx, id, to, actor.name, now);
    await append(tx, 'drill.run-changed', { id }, now, `drill/${id}`);
    return loadRun(tx, actor, id, now);
  },
});

export const addRemark = route({
  method: 'POST',
  path: '/api/drill/runs/:id/remarks',
  summary: { zh: '记录优点、不足或整改措施', en: 'Note a strength, a gap or what is to be done' },
  permission: 'drill.read',
  people: 'none',
  params: runParams,
  body: remarkDraft,
  response: run,
  handle: async ({ tx, actor, now, newId, params: { id }, body }) => {
    if (!(await holdRun(tx, id))) return refuse('drill.unknown-run', { id });
    await insertRemark(tx, id, { ...body, id: newId(), by: actor.name }, now);
    await append(tx, 'drill.run-changed', { id }, now, `drill/${id}`);
    return loadRun(tx, actor, id, now);
  },
});
