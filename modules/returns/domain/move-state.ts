import { ok, type Refusal, type Result } from '@songhua/kernel';
import type { ReturnState } from '../contract.ts';

/**
 * What becomes of a return, and by whose doing. A county office sends in, the city reviews; only what is accepted is in the registry.
 *
 *   (upload) --> draft --submit--> submitted --accept--> accepted --undo--> undone
 *                 |  ^                |  |  \
 *                 |  | correct        |  |   `--return, with a note--> returned --correct--> returned
 *                 |  `---             |  |                               |    `--submit--> submitted
 *                 `---withdraw--> withdrawn <------------withdraw--------'
 */
export const steps = {
  correct: { from: ['draft', 'returned'], to: null, permission: 'returns.submit' },
  submit: { from: ['draft', 'returned'], to: 'submitted', permission: 'returns.submit' },
  withdraw: { from: ['draft', 'submitted', 'returned'], to: 'withdrawn', permission: 'returns.submit' },
  return: { from: ['submitted'], to: 'returned', permission: 'returns.review' },
  accept: { from: ['submitted'], to: 'accepted', permission: 'returns.review' },
  undo: { from: ['accepted'], to: 'undone', permission: 'returns.review' },
} as const satisfies Record<string, { from: readonly ReturnState[]; to: ReturnState | null; permission: string }>;

export type Step = keyof typeof steps;
export const stepNames = Object.keys(steps) as readonly Step[];

/** What is known of a return when a step is asked for. */
export interface Standing {
  readonly state: ReturnState;
  readonly version: number;
  /** Long work is going on. */
  readonly busy: boolean;
  /** The last check found a file that can be applied: no bad row, or good ones that were asked for alone. Null: not checked yet. */
  readonly sound: boolean | null;
}

export const stateTitles: Readonly<Record<ReturnState, { readonly zh: string; readonly en: string }>> = {
  draft: { zh: '草稿', en: 'Draft' },
  submitted: { zh: '已报送', en: 'Submitted' },
  returned: { zh: '退回修改', en: 'Returned for correction' },
  accepted: { zh: '已审核入库', en: 'Accepted' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  undone: { zh: '已撤销入库', en: 'Undone' },
};

const said = (state: ReturnState): string => `${stateTitles[state].zh} ${stateTitles[state].en}`;
const refused = (code: string, params?: Refusal['params']): Result<never> => ({
  ok: false,
  error: { code, ...(params && { params }) },
});

/** The state after a step, or why it may not be taken. `seen` is what the person decided by: who comes second is told of both states. */
export function moveState(step: Step, standing: Standing, seen: Pick<Standing, 'state' | 'version'>): Result<ReturnState> {
  const { state, version, busy, sound } = standing;
  if (seen.version !== version || seen.state !== state)
    return refused('returns.changed-meanwhile', { seen: said(seen.state), now: said(state), version });
  const { from, to } = steps[step];
  if (!(from as readonly ReturnState[]).includes(state)) return refused('returns.wrong-state', { state: said(state) });
  if (busy) return refused('returns.busy');
  if (step === 'submit' && sound === null) return refused('returns.not-checked');
  if ((step === 'submit' || step === 'accept') && sound !== true) return refused('returns.has-errors');
  return ok(to ?? state);
}

/** The steps that could be taken now by whoever holds the permissions; the same rules, asked beforehand. */
export const possibleSteps = (standing: Standing, holds: (permission: string) => boolean): readonly Step[] =>
  stepNames.filter((step) => holds(steps[step].permission) && moveState(step, standing, standing).ok);
