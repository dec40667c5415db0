import { ok, type Result, refuse } from '@songhua/kernel';
import type { BedKind, Conversion, PlannedStep, SurgeKind } from '../contract.ts';
import { type CareOf, checkProtected } from './check-protected.ts';
import type { StoredStep } from './move-step.ts';
import { usualSteps } from './plan-steps.ts';

/** What is looked at of a ward that is to convert. */
export interface Convertible {
  readonly id: string;
  readonly institution: string;
  readonly name: string;
  readonly kind: BedKind;
  readonly now: BedKind;
  readonly beds: number;
  readonly to: SurgeKind | null;
  readonly steps: readonly PlannedStep[];
}

type Made = Pick<
  Conversion,
  'id' | 'ward' | 'wardName' | 'institution' | 'from' | 'to' | 'beds' | 'state' | 'reason' | 'event' | 'proposedAt' | 'version'
> &
  Pick<Conversion, 'orderedAt' | 'orderedBy' | 'readyAt' | 'endedAt' | 'endedBy' | 'endReason'> & {
    readonly steps: readonly StoredStep[];
  };

/** The conversion of a ward, as a proposal: its steps by plan, none begun. */
export function proposeConversion(
  ward: Convertible,
  to: SurgeKind,
  {
    id,
    reason,
    event,
    at,
  }: { readonly id: string; readonly reason: string; readonly event: string | null; readonly at: string | null },
): Made {
  const planned = to === ward.to && ward.steps.length > 0 ? ward.steps : usualSteps(ward.now, to, ward.beds);
  return {
    ...{ id, ward: ward.id, wardName: ward.name, institution: ward.institution, from: ward.now, to, beds: ward.beds },
    ...{ state: 'proposed', reason, event, proposedAt: at, version: 1 },
    ...{ orderedAt: null, orderedBy: null, readyAt: null, endedAt: null, endedBy: null, endReason: null },
    steps: planned.map((step) => ({ ...step, startedAt: null, startedBy: null, doneAt: null, doneBy: null, note: null })),
  };
}

/** A proposal that a person has ordered: the clock runs from now. */
export const startOrder = <C extends Made>(conversion: C, reason: string, by: string, at: string): C => ({
  ...conversion,
  ...{ state: 'ordered' as const, reason, orderedAt: at, orderedBy: by },
});

/**
 * An order to convert: of a ward that can, is not such already and is not being converted, and whose care is not needed. What was proposed
 * for it becomes the order when it goes the same way.
 */
export function orderConversion<C extends Made>(
  ward: Convertible,
  to: SurgeKind | null,
  open: C | null,
  care: CareOf,
  { id, reason, by, at }: { readonly id: string; readonly reason: string; readonly by: string; readonly at: string },
): Result<{ readonly conversion: C | Made; readonly isNew: boolean }> {
  if (to === null || to !== ward.to) return refuse('surge.not-convertible', { ward: ward.name });
  if (open && open.state !== 'proposed') return refuse('surge.under-way', { ward: ward.name });
  if (ward.now === to) return refuse('surge.already-so', { ward: ward.name });
  const allowed = checkProtected(care, { kind: ward.now, beds: ward.beds });
  if (!allowed.ok) return allowed;
  if (open) return ok({ conversion: startOrder(open, reason, by, at), isNew: false });
  return ok({
    conversion: startOrder(proposeConversion(ward, to, { id, reason, event: null, at: null }), reason, by, at),
    isNew: true,
  });
}
