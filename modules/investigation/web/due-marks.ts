import type { MarkName } from '@songhua/ui/status-mark.tsx';
import type { DueState } from '../contract.ts';

export const dueMarks: Readonly<Record<DueState, MarkName>> = { due: 'behind', overdue: 'off-track', done: 'met', over: 'none' };
