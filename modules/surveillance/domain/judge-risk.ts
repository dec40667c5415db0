import type { Assessment } from '../contract.ts';

/**
 * The level of a risk (风险等级) from likelihood and impact, 1 to 5 each, by their sum. The matrix of 突发事件公共卫生风险评估 as this project recalls
 * it, not compared with its text; it is never lower when either grade is higher.
 */
export function judgeRisk({ likelihood, impact }: Pick<Assessment, 'likelihood' | 'impact'>): Assessment['risk'] {
  const sum = likelihood + impact;
  if (sum >= 9) return 'very-high';
  return sum >= 7 ? 'high' : sum >= 5 ? 'moderate' : 'low';
}
