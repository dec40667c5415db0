import type { Random } from '../random.ts';

/** The groups of costs of the front page 病案首页 (2011 edition, not verified): code and name. */
export const costGroups = {
  service: '综合医疗服务类',
  diagnosis: '诊断类',
  treatment: '治疗类',
  rehabilitation: '康复类',
  tcm: '中医类',
  'western-medicine': '西药类',
  'chinese-medicine': '中药类',
  blood: '血液和血液制品类',
  materials: '耗材类',
  other: '其他类',
} as const;
export type CostGroup = keyof typeof costGroups;

export interface StayCosts {
  /** Costs of the days, and of operations with what they use, in yuan. */
  readonly days: number;
  readonly surgery: number;
}

const shares: readonly (readonly [CostGroup, days: number, surgery: number])[] = [
  ['service', 0.19, 0.03],
  ['diagnosis', 0.3, 0.04],
  ['treatment', 0.09, 0.4],
  ['rehabilitation', 0.02, 0],
  ['tcm', 0.02, 0],
  ['western-medicine', 0.27, 0.05],
  ['chinese-medicine', 0.06, 0],
  ['blood', 0.01, 0.02],
  ['materials', 0.03, 0.46],
  ['other', 0.01, 0],
];

/** Costs of a stay by group, each in whole fen and above nothing; their sum is the total exactly. In yuan. */
export function splitCosts(
  { days, surgery }: StayCosts,
  random: Random,
): { readonly total: number; readonly parts: readonly (readonly [CostGroup, number])[] } {
  const parts = shares
    .map(([group, ofDays, ofSurgery]): [CostGroup, number] => [
      group,
      Math.round(100 * (days * ofDays + surgery * ofSurgery) * (0.6 + 0.8 * random())),
    ])
    .filter(([, fen]) => fen > 0);
  const fen = parts.reduce((sum, [, one]) => sum + one, 0);
  return { total: fen / 100, parts: parts.map(([group, one]) => [group, one / 100]) };
}
