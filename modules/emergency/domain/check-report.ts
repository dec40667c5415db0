import { ok, type Result, refuse } from '@songhua/kernel';
import type { EmergencyEvent, Report, ReportDraft } from '../contract.ts';
import { isOver } from './move-event.ts';

/**
 * Whether a report may follow those there are: the initial one first and once, progress after it, the closing one last and only when no
 * response runs. Counts may fall against the report before (cases are ruled out), but parts are never more than the cases.
 */
export function checkReport(
  draft: ReportDraft,
  former: readonly Pick<Report, 'kind' | 'asOf'>[],
  state: EmergencyEvent['state'],
  now: Date,
): Result<null> {
  if (isOver(state)) return refuse('emergency.event-over', { state });
  const last = former.at(-1);
  if (former.some(({ kind }) => kind === 'closing'))
    return refuse('emergency.report-order', { kind: draft.kind, after: 'closing' });
  if ((draft.kind === 'initial') !== (last === undefined))
    return refuse('emergency.report-order', { kind: draft.kind, after: last?.kind ?? '—' });
  if (draft.kind === 'closing' && state !== 'ended' && state !== 'verified') return refuse('emergency.response-runs', { state });
  const asOf = Date.parse(draft.asOf);
  if (asOf > now.getTime()) return refuse('emergency.time-ahead', { field: 'asOf', now: now.toISOString() });
  if (last && asOf < Date.parse(last.asOf)) return refuse('emergency.report-older', { asOf: draft.asOf, last: last.asOf });
  for (const part of ['deaths', 'hospitalised', 'severe'] as const) {
    const value = draft[part] ?? 0;
    if (value > draft.cases) return refuse('emergency.more-than-cases', { field: part, value, cases: draft.cases });
  }
  return ok(null);
}
