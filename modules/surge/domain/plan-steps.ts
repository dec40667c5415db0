import type { BedKind, PlannedStep, StepKind, SurgeKind } from '../contract.ts';

/** What must be done before a step may start. Staff and supplies are found while the ward is made ready. */
const after: Readonly<Record<StepKind, readonly StepKind[]>> = {
  clear: [],
  disinfect: ['clear'],
  rebuild: ['clear', 'disinfect'],
  staff: [],
  supplies: [],
  open: ['clear', 'disinfect', 'rebuild', 'staff', 'supplies'],
};
const order = Object.keys(after) as StepKind[];

/** Whether a step waits for nothing that these still hold up. */
export const mayStart = (step: StepKind, undone: readonly StepKind[]): boolean =>
  !after[step].some((before) => undone.includes(before));

/** Hours from now until the last step is done when each takes so long: the longest of the ways through them. */
export function hoursThrough(steps: readonly { readonly kind: StepKind; readonly hours: number }[]): number {
  const ends = new Map<StepKind, number>();
  for (const kind of order) {
    const step = steps.find((one) => one.kind === kind);
    if (!step) continue;
    ends.set(kind, Math.max(0, ...after[kind].map((before) => ends.get(before) ?? 0)) + step.hours);
  }
  return Math.max(0, ...ends.values());
}

/** In the order in which they are done; a kind stands once. */
export const orderSteps = (steps: readonly PlannedStep[]): PlannedStep[] =>
  order.flatMap((kind) => steps.find((step) => step.kind === kind) ?? []);

/**
 * Steps for a ward of this size where nobody has planned any: a proposal of this project, to be replaced by what the hospital knows. A ward
 * for infection that becomes intensive care is neither rebuilt for air nor emptied of other patients; one that opens quickly does so within
 * 24 hours.
 */
export function usualSteps(from: BedKind, to: SurgeKind, beds: number, quick = false): PlannedStep[] {
  const ready = from === 'infection' || (quick && to === 'infection');
  const people = Math.ceil(beds * { infection: 0.4, monitored: 0.8, icu: 2.5 }[to]);
  return [
    { kind: 'clear', hours: ready ? 8 : 24, people: Math.ceil(beds / 8) },
    { kind: 'disinfect', hours: 4, people: 4 },
    { kind: 'rebuild', hours: to === 'icu' ? 48 : ready ? 8 : 24, people: 10 },
    { kind: 'staff', hours: ready && to === 'infection' ? 12 : 24, people },
    { kind: 'supplies', hours: to === 'icu' ? 48 : ready ? 12 : 24, people: 4 },
    { kind: 'open', hours: 2, people },
  ];
}
