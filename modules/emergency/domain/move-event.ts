import { ok, type Result, refuse } from '@songhua/kernel';
import type { EmergencyEvent, Report } from '../contract.ts';

type State = EmergencyEvent['state'];

/**
 * The life of an event:
 *
 *   reported ──verify──> verified ──start response──> responding ──end──> ended ──close──> closed
 *       │                 │   │                           ▲                 │
 *       └──discard, why───┘   └──close (no response)──┐   └──start again────┘
 *               ▼                                     ▼
 *           discarded                              closed
 *
 * Verifying needs the initial report, closing the closing one. What is closed or discarded stays so; what comes back is a new event.
 */
const moves: Readonly<Record<State, readonly ('verified' | 'discarded' | 'closed')[]>> = {
  reported: ['verified', 'discarded'],
  verified: ['discarded', 'closed'],
  responding: [],
  ended: ['closed'],
  closed: [],
  discarded: [],
};

export const movesFrom = (state: State) => moves[state];

/** Whether nothing more is written on it. */
export const isOver = (state: State): boolean => state === 'closed' || state === 'discarded';

/** Discarding or closing an event that has a level ends what was graded: for those who command, from level III on for the city. */
export function checkMover(
  { level }: Pick<EmergencyEvent, 'level'>,
  to: 'verified' | 'discarded' | 'closed',
  { commands, answersFor }: { readonly commands: boolean; readonly answersFor: 'county' | 'city' },
): Result<null> {
  if (to === 'verified' || level === null) return ok(null);
  if (!commands) return refuse('emergency.graded-for-command', { level });
  return answersFor === 'county' && level !== 'IV' ? refuse('emergency.level-for-city', { level }) : ok(null);
}

/** Whether an event may be moved so; refuses a move that is not drawn, lacks its report, or a discarding without reason. */
export function moveEvent(
  from: State,
  to: 'verified' | 'discarded' | 'closed',
  reports: readonly Pick<Report, 'kind'>[],
  reason: string | null,
): Result<null> {
  if (!moves[from].includes(to)) return refuse('emergency.no-such-move', { from, to });
  const has = (kind: Report['kind']): boolean => reports.some((one) => one.kind === kind);
  if (to === 'verified' && !has('initial')) return refuse('emergency.report-missing', { to, kind: 'initial' });
  if (to === 'closed' && !has('closing')) return refuse('emergency.report-missing', { to, kind: 'closing' });
  if (to === 'discarded' && reason === null) return refuse('emergency.reason-missing', { to });
  return ok(null);
}
