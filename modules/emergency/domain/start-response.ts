import { type Language, ok, type Result, refuse } from '@songhua/kernel';
import type { EmergencyEvent, Plan, Report, ResponseTask } from '../contract.ts';
import { hour, hoursBetween } from './measure-clocks.ts';
import { isWorse } from './propose-level.ts';

type Level = NonNullable<EmergencyEvent['level']>;

export interface NewTask extends Pick<ResponseTask, 'template' | 'title' | 'department' | 'party'> {
  readonly dueAt: Date;
}
type Standing = Pick<ResponseTask, 'id' | 'template' | 'state'>;

export interface Started {
  readonly level: Level;
  /** Tasks to make, their deadlines counted from now. */
  readonly make: readonly NewTask[];
  /** Tasks of the response so far that the plan does not ask for at this level: they are cancelled. */
  readonly cancel: readonly string[];
}

/** A county responds to level IV only: what is worse, at the event's level or at that of the response under way, is for the city. */
export function checkResponder(answersFor: 'county' | 'city', concerned: readonly (Level | null)[]): Result<null> {
  const worse = concerned.find((one) => one !== null && isWorse(one, 'IV'));
  return answersFor === 'county' && worse ? refuse('emergency.level-for-city', { level: worse }) : ok(null);
}

/**
 * What starting a plan at the event's level makes, or changes when a response runs already: a task that stands keeps its deadline, what
 * was done stays done, and only what is new begins to run now.
 */
export function startResponse(
  { state, level, kind }: Pick<EmergencyEvent, 'state' | 'level' | 'kind'>,
  plan: Pick<Plan, 'id' | 'kinds' | 'tasks'>,
  standing: readonly Standing[],
  reports: readonly Pick<Report, 'kind'>[],
  now: Date,
): Result<Started> {
  if (state !== 'verified' && state !== 'responding' && state !== 'ended') return refuse('emergency.not-verified', { state });
  if (reports.some((one) => one.kind === 'closing')) return refuse('emergency.closing-reported');
  if (level === null) return refuse('emergency.not-graded');
  if (!plan.kinds.includes(kind)) return refuse('emergency.plan-for-others', { plan: plan.id, kind });
  const asked = plan.tasks.filter(({ levels }) => levels.includes(level));
  if (asked.length === 0) return refuse('emergency.plan-without-level', { plan: plan.id, level });
  const live = standing.filter((one) => one.state !== 'cancelled');
  const there = new Set(live.map(({ template }) => template));
  const wanted = new Set(asked.map(({ id }) => id));
  return ok({
    level,
    make: asked
      .filter(({ id }) => !there.has(id))
      .map(({ id, title, department, party, hours }) => {
        return { template: id, title, department, party, dueAt: new Date(now.getTime() + hours * hour) };
      }),
    cancel: live.filter((one) => one.state !== 'done' && !wanted.has(one.template)).map(({ id }) => id),
  });
}

/** Hours past its deadline at `now`, or when it was done or cancelled; 0 in time. */
export function lateHours(
  { dueAt, doneAt, cancelledAt }: Pick<ResponseTask, 'dueAt' | 'doneAt' | 'cancelledAt'>,
  now: Date,
): number {
  const end = doneAt ?? cancelledAt;
  const until = end === null ? now.getTime() : Date.parse(end);
  return Math.max(0, hoursBetween(Date.parse(dueAt), until));
}

/** Whether it is past its deadline and not done. */
export const isLate = (task: Pick<ResponseTask, 'dueAt' | 'state'>, now: Date): boolean =>
  (task.state === 'waiting' || task.state === 'acknowledged') && Date.parse(task.dueAt) < now.getTime();

/** Whether a response may end: every condition of its plan is said to be met. */
export function endResponse(plan: Pick<Plan, 'termination'>, met: readonly string[]): Result<null> {
  const open = plan.termination.filter(({ id }) => !met.includes(id));
  const name = (language: Language, between: string) => open.map(({ title }) => title[language]).join(between);
  if (open.length > 0) return refuse('emergency.conditions-open', { open: name('zh', '、'), openInEnglish: name('en', '; ') });
  const unknown = met.find((id) => !plan.termination.some((one) => one.id === id));
  return unknown === undefined ? ok(null) : refuse('emergency.unknown-condition', { id: unknown });
}

/** Kinds of events and levels for which no plan has a task. */
export function findPlanGaps(
  plans: readonly Pick<Plan, 'kinds' | 'tasks'>[],
  kinds: readonly EmergencyEvent['kind'][],
  levels: readonly Level[],
): { kind: EmergencyEvent['kind']; levels: Level[] }[] {
  return kinds.flatMap((kind) => {
    const covered = plans
      .filter((plan) => plan.kinds.includes(kind))
      .flatMap(({ tasks }) => tasks.flatMap((task) => task.levels));
    const open = levels.filter((level) => !covered.includes(level));
    return open.length > 0 ? [{ kind, levels: open }] : [];
  });
}
