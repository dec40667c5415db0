import type { ClauseStatus, RuleStatus, Status } from '../contract.ts';

/** What is known of a task that embodies a clause. */
export interface TaskState {
  readonly id: string;
  readonly state: string;
  readonly due: string | null;
  readonly late: boolean;
  readonly percent: number;
  /** Whether anybody has been given it, or has begun. */
  readonly given: boolean;
}

const ofIndicator: Readonly<Record<Status, ClauseStatus>> = {
  met: 'met',
  'on-track': 'under-way',
  behind: 'late',
  'off-track': 'failing',
  unknown: 'unknown',
};

const ofRule: Readonly<Record<RuleStatus, ClauseStatus>> = {
  pass: 'met',
  fail: 'failing',
  unknown: 'unknown',
  'not-applicable': 'unknown',
};

export const stateIndicator = (status: Status | undefined): ClauseStatus => (status ? ofIndicator[status] : 'unknown');
export const stateRule = (status: RuleStatus | undefined): ClauseStatus => (status ? ofRule[status] : 'unknown');
/** A function of this house is in place when its module is there. */
export const stateFunction = (present: boolean): ClauseStatus => (present ? 'in-place' : 'planned');

export function stateTask(task: TaskState | undefined): ClauseStatus {
  if (!task || task.state === 'cancelled') return 'unknown';
  if (task.state === 'done') return 'met';
  if (!task.given) return 'planned';
  return task.late ? 'late' : 'under-way';
}

/** The worst first; what is built in says least, so it speaks only where nothing else decides. */
const worst = [
  'failing',
  'late',
  'planned',
  'unknown',
  'under-way',
  'in-place',
  'met',
] as const satisfies readonly ClauseStatus[];

const worstOf = (states: readonly ClauseStatus[]): ClauseStatus => worst.find((one) => states.includes(one)) ?? 'unknown';

/**
 * How a clause stands: the worst of the indicators, rules and tasks that embody it; where none does, whether the
 * functions and registers that do are there.
 */
export function stateClause(parts: readonly { readonly kind: string; readonly status: ClauseStatus }[]): ClauseStatus {
  const deciding = parts.filter(({ kind }) => kind === 'indicator' || kind === 'rule' || kind === 'task');
  return worstOf((deciding.length > 0 ? deciding : parts).map(({ status }) => status));
}
