/** 随访分类: what a follow-up of pressure or sugar finds. */
export type FollowUpClass = 'controlled' | 'uncontrolled' | 'reaction' | 'complication';

/** Codes of 随访分类 in the public health forms. */
export const followUpCodes: Readonly<Record<FollowUpClass, readonly [string, string]>> = {
  controlled: ['1', '控制满意'],
  uncontrolled: ['2', '控制不满意'],
  reaction: ['3', '不良反应'],
  complication: ['4', '并发症'],
};

/** What to do after a follow-up, and in how many days the next is due. */
export interface NextStep {
  readonly class: FollowUpClass;
  readonly action: 'continue' | 'adjust' | 'refer';
  readonly days: 14 | 90;
}

/**
 * The ladder for hypertension and type 2 diabetes: content means three months; not content for the first time, or a reaction to a medicine, adjusts it and
 * asks again in two weeks; twice in a row, or with a complication, refers (National basic public health services, third edition 2017; not verified).
 */
export function decideNext(found: FollowUpClass, before: FollowUpClass | null): NextStep {
  if (found === 'controlled') return { class: found, action: 'continue', days: 90 };
  const again = found === 'complication' || (before !== null && before !== 'controlled');
  return { class: found, action: again ? 'refer' : 'adjust', days: 14 };
}

/** Pressure at goal: below 140/90, from 65 years on below 150/90, in mmHg. Same source. */
export const atGoal = ([systolic, diastolic]: readonly [number, number], age: number): boolean =>
  systolic < (age >= 65 ? 150 : 140) && diastolic < 90;

/** Fasting glucose at goal: below 7.0 mmol/L. Same source. */
export const sugarAtGoal = (glucose: number): boolean => glucose < 7;
