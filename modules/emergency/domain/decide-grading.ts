import { ok, type Result, refuse } from '@songhua/kernel';
import { type EmergencyEvent, type Grading, levels } from '../contract.ts';
import { isWorse } from './propose-level.ts';

interface Asked {
  readonly state: EmergencyEvent['state'];
  readonly before: EmergencyEvent['level'];
  readonly level: EmergencyEvent['level'];
  /** Decisions there have been. */
  readonly former: number;
  readonly order: string | null;
  /** What the decider answers for: a county decides level IV, the city also III; II and I are decided above. */
  readonly answersFor: 'county' | 'city';
}

/** The levels that are for a decider to give, the event being at `before`: a county gives IV, and takes none away that is worse. */
export const gradable = (answersFor: 'county' | 'city', before: EmergencyEvent['level']): (typeof levels)[number][] =>
  answersFor === 'city' ? [...levels] : isWorse(before, 'IV') ? [] : ['IV'];

/** How a decision stands against the one before; refuses what is not for the decider, or not for this moment. */
export function decideGrading({ state, before, level, former, order, answersFor }: Asked): Result<Grading['direction']> {
  if (state !== 'verified' && state !== 'responding' && state !== 'ended') return refuse('emergency.not-verified', { state });
  if (answersFor === 'county' && (isWorse(level, 'IV') || isWorse(before, 'IV')))
    return refuse('emergency.level-above-own', { level: level ?? '—', before: before ?? '—' });
  const above = isWorse(level, before) ? level : before;
  if (isWorse(above, 'III') && order === null) return refuse('emergency.order-missing', { level: above ?? '—' });
  if (former === 0) return ok('first');
  if (level === before) return ok('same');
  return ok(isWorse(level, before) ? 'up' : 'down');
}
