import { ok, type Result, refuse } from '@songhua/kernel';
import type { TaskState } from '../contract.ts';

/**
 * The life of a task (督办件):
 *
 *   open ──begin──> in-progress ──report as done──> reported ──accept (销号)*──> done
 *     │ ▲               │  ▲ ▲                          │                          │
 *     │ └───put back────┘  │ └──────return, why─────────┘                          │
 *     │                 │  └───────────────────reopen, why*────────────────────────┘
 *     │                 └──accept at once*──> done
 *     └──cancel, why*──> cancelled <──cancel, why*── in-progress, reported
 *                        cancelled ──take up again, why*──> open
 *
 * `*` asks for the permission to manage; `why` for a reason.
 */
interface Move {
  readonly to: TaskState;
  readonly manage: boolean;
  readonly why: boolean;
}

const moves: Readonly<Record<TaskState, readonly Move[]>> = {
  open: [
    { to: 'in-progress', manage: false, why: false },
    { to: 'cancelled', manage: true, why: true },
  ],
  'in-progress': [
    { to: 'reported', manage: false, why: false },
    { to: 'done', manage: true, why: false },
    { to: 'open', manage: false, why: false },
    { to: 'cancelled', manage: true, why: true },
  ],
  reported: [
    { to: 'done', manage: true, why: false },
    { to: 'in-progress', manage: false, why: true },
    { to: 'cancelled', manage: true, why: true },
  ],
  done: [{ to: 'in-progress', manage: true, why: true }],
  cancelled: [{ to: 'open', manage: true, why: true }],
};

/** The states somebody may move a task to from this one. */
export const movesFrom = (state: TaskState, manages: boolean): readonly TaskState[] =>
  moves[state].filter(({ manage }) => manages || !manage).map(({ to }) => to);

/** Whether a task may go from one state to another; refuses a move that is not drawn, not permitted or not explained. */
export function moveState(from: TaskState, to: TaskState, reason: string | null, manages: boolean): Result<TaskState> {
  const move = moves[from].find((one) => one.to === to);
  if (!move) return refuse('tasks.no-such-move', { from, to });
  if (move.manage && !manages) return refuse('tasks.move-not-permitted', { from, to });
  if (move.why && !reason) return refuse('tasks.reason-missing', { from, to });
  return ok(to);
}

/** Whether nothing of it may be changed before it is opened again. */
export const isClosed = (state: TaskState): boolean => state === 'done' || state === 'cancelled';

/** Whether work on it is still to be done by those responsible: what can be late. */
export const isPending = (state: TaskState): boolean => state === 'open' || state === 'in-progress';
