import type { Text } from '@songhua/kernel';
import type { Status } from '../contract.ts';

/** The words files and the terminal use for a status. */
export const statusNames: Record<Status, Text> = {
  met: { zh: '已达标', en: 'met' },
  'on-track': { zh: '按期', en: 'on track' },
  behind: { zh: '滞后', en: 'behind' },
  'off-track': { zh: '偏离', en: 'off track' },
  unknown: { zh: '未知', en: 'unknown' },
};
