import { ok, type Result, refuse } from '@songhua/kernel';
import type { RunHead } from '../contract.ts';

type State = RunHead['state'];

/** running ⇄ paused, either → ended; what ended stays so. */
const moves: Readonly<Record<State, readonly State[]>> = {
  running: ['paused', 'ended'],
  paused: ['running', 'ended'],
  ended: [],
};

export const moveRun = (from: State, to: State): Result<null> =>
  moves[from].includes(to) ? ok(null) : refuse('drill.no-such-move', { from, to });
