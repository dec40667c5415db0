import { ok, type Result, refuse } from '@songhua/kernel';
import { isUnexplained, type Move, type Signal, type SignalState, type Step } from '../contract.ts';

type Doing = Move['kind'] | 'event' | 'assess';

/**
 *   new ──> verifying ──> verified ──> event ──> assessed ──> response ──> closed
 *    └────────┴──> false      └──────────────────────────────────────────────┘
 *    └────────┴───────┴──> merged          reopen: false, merged and closed ones go back, with a reason
 */
const allowed: Readonly<Record<SignalState, readonly Doing[]>> = {
  new: ['take', 'assign', 'verdict', 'merge', 'check', 'note'],
  verifying: ['take', 'assign', 'verdict', 'merge', 'check', 'note'],
  verified: ['take', 'assign', 'verdict', 'event', 'assess', 'merge', 'close', 'check', 'note'],
  event: ['take', 'assign', 'assess', 'check', 'note'],
  assessed: ['take', 'assign', 'assess', 'close', 'check', 'note'],
  response: ['take', 'assign', 'assess', 'close', 'check', 'note'],
  closed: ['reopen', 'note'],
  false: ['reopen', 'note'],
  merged: ['reopen'],
};

type Standing = Pick<Signal, 'state' | 'outcome' | 'subject'>;

/** What may be done with a signal now. One whose check left it unclear may be closed without more. */
export const movesOf = ({ state, outcome }: Standing): readonly Doing[] =>
  state === 'verifying' && outcome === 'unclear' ? [...allowed.verifying, 'close'] : allowed[state];

export const mayDo = (signal: Standing, doing: Doing): Result<null> =>
  movesOf(signal).includes(doing) ? ok(null) : refuse('surveillance.no-such-move', { move: doing, state: signal.state });

/** Whether an item of the checklist of unknown causes was said to be done last. */
export const isChecked = (steps: readonly Step[], item: string): boolean =>
  steps.findLast(({ kind, detail }) => kind === 'checked' && detail?.['item'] === item)?.detail?.['done'] === true;

/** Where a verdict leads. An unknown cause is ruled out only after the known ones were looked for. */
export function decideVerdict(
  signal: Standing,
  outcome: 'true' | 'false' | 'unclear',
  steps: readonly Step[],
): Result<SignalState> {
  const may = mayDo(signal, 'verdict');
  if (!may.ok) return may;
  if (outcome === 'false' && isUnexplained(signal.subject) && !isChecked(steps, 'exclude-known'))
    return refuse('surveillance.known-not-excluded');
  return ok(outcome === 'true' ? 'verified' : outcome === 'false' ? 'false' : 'verifying');
}

/** Where a signal goes that is taken up again: what led to an event stays with it. */
export const reopenedState = ({ outcome, event }: Pick<Signal, 'outcome' | 'event'>, assessed: boolean): SignalState =>
  event ? (assessed ? 'assessed' : 'event') : outcome === 'true' ? 'verified' : 'verifying';

/** Where a signal goes when its event was heard of; null: it stays. */
export function followEvent(state: SignalState, event: string): SignalState | null {
  if (state !== 'event' && state !== 'assessed' && state !== 'response') return null;
  if (event === 'closed' || event === 'discarded') return 'closed';
  return event === 'responding' && state !== 'response' ? 'response' : null;
}
