import type { Text } from '@songhua/kernel';
import type { IndicatorItem, Status } from '../contract.ts';

/** What binds whom: 预期性 a direction for all, 约束性 a duty of the government. */
export const natureNames: Record<IndicatorItem['nature'], Text> = {
  预期性: { zh: '预期性', en: 'Anticipatory' },
  约束性: { zh: '约束性', en: 'Binding' },
};

/** The words files and the terminal use for a status. */
export const statusNames: Record<Status, Text> = {
  met: { zh: '已达标', en: 'met' },
  'on-track': { zh: '按期', en: 'on track' },
  behind: { zh: '滞后', en: 'behind' },
  'off-track': { zh: '偏离', en: 'off track' },
  unknown: { zh: '未知', en: 'unknown' },
};
