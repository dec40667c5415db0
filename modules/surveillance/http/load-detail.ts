import { type Actor, may, ok, type Result, refuse, type Tx } from '@songhua/kernel';
import { assessment, checkItems, isUnexplained, type SignalDetail, type Step } from '../contract.ts';
import { movesOf } from '../domain/move-signal.ts';
import { isInSight } from '../domain/see-area.ts';
import { findSignal, mergedSignals, similarSignals } from '../store/signals-read.ts';
import { listSteps } from '../store/steps.ts';
import { loadSurroundings, type Surroundings, showSignal } from './load-surroundings.ts';

/** The assessments among the steps, the newest first. */
export const assessmentsOf = (steps: readonly Step[]): SignalDetail['assessments'] =>
  steps
    .filter(({ kind }) => kind === 'assessed')
    .map(({ at, by, detail }) => assessment.parse({ ...detail, at, by }))
    .toReversed();

function checklistOf(steps: readonly Step[]): NonNullable<SignalDetail['checklist']> {
  return checkItems.map((item) => {
    const last = steps.findLast(({ kind, detail }) => kind === 'checked' && detail?.['item'] === item);
    const done = last?.detail?.['done'] === true;
    return { item, done, at: done ? (last?.at ?? null) : null, by: done ? (last?.by ?? null) : null };
  });
}

/** One signal as whoever asks may see it. */
export async function loadDetail(
  tx: Tx,
  actor: Actor,
  id: string,
  now: Date,
  known?: Surroundings,
): Promise<Result<SignalDetail>> {
  const around = known ?? (await loadSurroundings(tx, actor, now));
  const signal = await findSignal(tx, id);
  if (!signal || !isInSight(around.mine, signal.area, signal.town)) return refuse('surveillance.unknown-signal', { id });
  const steps = await listSteps(tx, id);
  const mayTriage = may(actor, 'surveillance.triage');
  const show = (one: typeof signal) => showSignal(around, one);
  return ok({
    now: now.toISOString(),
    signal: show(signal),
    mayTriage,
    moves: mayTriage ? movesOf(signal).filter((one) => one !== 'check' || isUnexplained(signal.subject)) : [],
    steps,
    assessments: assessmentsOf(steps),
    checklist: isUnexplained(signal.subject) ? checklistOf(steps) : null,
    similar: signal.state === 'merged' ? [] : (await similarSignals(tx, signal)).map(show),
    merged: (await mergedSignals(tx, id)).map(show),
  });
}
