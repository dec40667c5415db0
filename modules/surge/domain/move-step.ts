import { ok, type Result, refuse } from '@songhua/kernel';
import type { Conversion, ConversionStep, StepKind, StepMove } from '../contract.ts';
import { hoursThrough, mayStart } from './plan-steps.ts';

export type StoredStep = Omit<ConversionStep, 'state' | 'open'>;
export interface Standing {
  readonly state: Conversion['state'];
  readonly readyAt: string | null;
  readonly steps: readonly StoredStep[];
}

export const stateOf = (step: Pick<StoredStep, 'startedAt' | 'doneAt'>): ConversionStep['state'] =>
  step.doneAt !== null ? 'done' : step.startedAt !== null ? 'running' : 'waiting';

const undoneOf = (steps: readonly StoredStep[]): StepKind[] =>
  steps.filter(({ doneAt }) => doneAt === null).map(({ kind }) => kind);

/** The steps as they are shown: how each stands, and whether it may start now. */
export function showSteps(steps: readonly StoredStep[]): ConversionStep[] {
  const undone = undoneOf(steps);
  return steps.map((step) => ({ ...step, state: stateOf(step), open: step.doneAt === null && mayStart(step.kind, undone) }));
}

/** Hours that are left by plan: of a step under way what of its time has not passed. */
export function hoursLeft(steps: readonly StoredStep[], now: Date): number {
  return hoursThrough(
    steps.map(({ kind, hours, startedAt, doneAt }) => {
      if (doneAt !== null) return { kind, hours: 0 };
      const gone = startedAt === null ? 0 : (now.getTime() - Date.parse(startedAt)) / 3_600_000;
      return { kind, hours: Math.max(0, hours - gone) };
    }),
  );
}

/**
 * waiting ──started──> running ──done──> done, and back by mistake. A step starts when what must stand before it is done; what others were
 * built on is not taken back while they stand. When the last is done the ward is ready; when one is taken back it no longer is.
 */
export function moveStep(standing: Standing, kind: StepKind, { to, note }: StepMove, by: string, now: Date): Result<Standing> {
  if (standing.state !== 'ordered' && standing.state !== 'ready') return refuse('surge.not-under-way', { state: standing.state });
  const step = standing.steps.find((one) => one.kind === kind);
  if (!step) return refuse('surge.unknown-step', { step: kind });
  const others = standing.steps.filter((one) => one.kind !== kind);
  if (to !== 'waiting' && !mayStart(kind, undoneOf(others))) return refuse('surge.step-too-early', { step: kind });
  const built = others.find(({ kind: later, startedAt }) => startedAt !== null && !mayStart(later, [kind]));
  if (to !== 'done' && step.doneAt !== null && built) return refuse('surge.step-built-on', { step: kind, later: built.kind });
  const at = now.toISOString();
  const started = to === 'waiting' ? null : (step.startedAt ?? at);
  const moved: StoredStep = {
    ...step,
    ...{ startedAt: started, startedBy: started === null ? null : (step.startedBy ?? by) },
    ...{ doneAt: to === 'done' ? (step.doneAt ?? at) : null, doneBy: to === 'done' ? (step.doneBy ?? by) : null },
    note: note ?? step.note,
  };
  const steps = standing.steps.map((one) => (one.kind === kind ? moved : one));
  const ready = undoneOf(steps).length === 0;
  return ok({ state: ready ? 'ready' : 'ordered', readyAt: ready ? (standing.readyAt ?? at) : null, steps });
}
