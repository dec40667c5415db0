import { append } from '@songhua/events';
import { type Actor, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { returnInput, returnParams, type SubmissionDetail, stepInput, submissionDetail, undoInput } from '../contract.ts';
import { mayActFor, mayReview } from '../domain/may-act-for.ts';
import { moveState, type Standing, type Step, steps } from '../domain/move-state.ts';
import type { AreaInfo } from '../domain/registry-shapes.ts';
import { movedOf } from '../events/carry-out-work.ts';
import { readAreas } from '../events/read-view.ts';
import { readUndo, refuseUndo } from '../events/undo-return.ts';
import { findSubmission, holdSubmission, insertHistory, type SubmissionRow, saveStep } from '../store/submissions.ts';
import { askWork } from '../store/work.ts';
import { sayReturnInFull, standingOf } from './say-return.ts';

interface Asked {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly id: string;
  readonly step: Step;
  readonly seen: Pick<Standing, 'state' | 'version'>;
  readonly now: Date;
}

/** The return held for a step that may be taken: area, role, state and version agree. */
async function hold({
  tx,
  actor,
  id,
  step,
  seen,
  now,
}: Asked): Promise<Result<{ readonly row: SubmissionRow; readonly areas: ReadonlyMap<string, AreaInfo> }>> {
  const row = await holdSubmission(tx, id);
  if (!row) return refuse('returns.unknown-return', { id });
  const areas = await readAreas(tx);
  const acts = mayActFor(areas, actor.area, row.area);
  if (!acts.ok) return acts;
  const reviews = steps[step].permission === 'returns.review' ? mayReview(areas, actor.area) : ok(null);
  if (!reviews.ok) return reviews;
  const state = moveState(step, standingOf(row, now), seen);
  return state.ok ? ok({ row, areas }) : state;
}

const answer = async (
  tx: Tx,
  id: string,
  areas: ReadonlyMap<string, AreaInfo>,
  actor: Actor,
  now: Date,
): Promise<Result<SubmissionDetail>> => {
  const row = await findSubmission(tx, id);
  if (!row) throw new Error(`the return ${id} is held`);
  return ok(await sayReturnInFull(tx, row, areas, actor, now));
};

/** A step that is taken at once: the state, the history, and what is told of it. */
async function take(asked: Asked, note: string | null, event: string): Promise<Result<SubmissionDetail>> {
  const held = await hold(asked);
  if (!held.ok) return held;
  const { row, areas } = held.value;
  const { tx, actor, step, now } = asked;
  const to = steps[step].to ?? row.state;
  if (step !== 'submit' && step !== 'withdraw' && step !== 'return') throw new Error(`${step} is not taken at once`);
  await saveStep(tx, row.id, { state: to }, now);
  await insertHistory(tx, row.id, { action: step, from: row.state, to, note, file: null }, actor, now);
  await append(tx, event, movedOf(row), now, `returns/${row.id}`);
  return answer(tx, row.id, areas, actor, now);
}

const simple = { params: returnParams, response: submissionDetail };

export const submitReturn = route({
  ...simple,
  method: 'POST',
  path: '/api/returns/submissions/:id/submit',
  summary: { zh: '报送：交市级审核', en: 'Submit a return for review' },
  permission: 'returns.submit',
  people: 'none',
  body: stepInput,
  handle: ({ tx, actor, now, params, body }) =>
    take({ tx, actor, id: params.id, step: 'submit', seen: body, now }, body.note ?? null, 'returns.submitted'),
});

export const withdrawReturn = route({
  ...simple,
  method: 'POST',
  path: '/api/returns/submissions/:id/withdraw',
  summary: { zh: '撤回报送', en: 'Withdraw a return' },
  permission: 'returns.submit',
  people: 'none',
  body: stepInput,
  handle: ({ tx, actor, now, params, body }) =>
    take({ tx, actor, id: params.id, step: 'withdraw', seen: body, now }, body.note ?? null, 'returns.withdrawn'),
});

export const sendBackReturn = route({
  ...simple,
  method: 'POST',
  path: '/api/returns/submissions/:id/return',
  summary: { zh: '退回修改，写明意见', en: 'Return a return for correction, with a note' },
  permission: 'returns.review',
  people: 'none',
  body: returnInput,
  handle: ({ tx, actor, now, params, body }) =>
    take({ tx, actor, id: params.id, step: 'return', seen: body, now }, body.note, 'returns.returned'),
});

/** Accepting writes the registry, which takes its time: it is asked for here and done behind the scenes. */
export const acceptReturn = route({
  ...simple,
  method: 'POST',
  path: '/api/returns/submissions/:id/accept',
  summary: { zh: '审核通过并入库', en: 'Accept a return into the registry' },
  permission: 'returns.review',
  people: 'none',
  body: stepInput,
  handle: async ({ tx, actor, now, params, body }) => {
    const held = await hold({ tx, actor, id: params.id, step: 'accept', seen: body, now });
    if (!held.ok) return held;
    const { row, areas } = held.value;
    await askWork(tx, row.id, { what: 'apply', by: actor, note: body.note ?? null, force: false }, now);
    await append(tx, 'returns.work-asked', { ...movedOf(row), what: 'apply' }, now, `returns/${row.id}`);
    return answer(tx, row.id, areas, actor, now);
  },
});

export const undoAccepted = route({
  ...simple,
  method: 'POST',
  path: '/api/returns/submissions/:id/undo',
  summary: { zh: '撤销入库，写明理由', en: 'Undo an accepted return, with a reason' },
  permission: 'returns.review',
  people: 'none',
  body: undoInput,
  handle: async ({ tx, records, actor, now, params, body }) => {
    const held = await hold({ tx, actor, id: params.id, step: 'undo', seen: body, now });
    if (!held.ok) return held;
    const { row, areas } = held.value;
    const allowed = refuseUndo(await readUndo(tx, records, row.id), body.force, 'whole');
    if (!allowed.ok) return allowed;
    await askWork(tx, row.id, { what: 'undo', by: actor, note: body.reason, force: body.force }, now);
    await append(tx, 'returns.work-asked', { ...movedOf(row), what: 'undo' }, now, `returns/${row.id}`);
    return answer(tx, row.id, areas, actor, now);
  },
});

/** Checks the file once more, where a check broke off or the registry has changed since. */
export const recheckReturn = route({
  ...simple,
  method: 'POST',
  path: '/api/returns/submissions/:id/check',
  summary: { zh: '重新检查文件', en: 'Check the file of a return again' },
  permission: 'returns.submit',
  people: 'none',
  body: stepInput,
  handle: async ({ tx, actor, now, params, body }) => {
    const held = await hold({ tx, actor, id: params.id, step: 'withdraw', seen: body, now });
    if (!held.ok) return held;
    const { row, areas } = held.value;
    await askWork(tx, row.id, { what: 'check', by: actor, note: null, force: false }, now);
    await append(tx, 'returns.work-asked', { ...movedOf(row), what: 'check' }, now, `returns/${row.id}`);
    return answer(tx, row.id, areas, actor, now);
  },
});
