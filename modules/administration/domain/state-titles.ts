import type { Text } from '@songhua/kernel';
import type { DeliveryState } from '../contract.ts';

/** Names of the states for exported tables; the page has its own texts. */
export const stateTitles: Readonly<Record<DeliveryState, Text>> = {
  waiting: { zh: '等待处理', en: 'Waiting' },
  behind: { zh: '等待前序事件', en: 'Behind an earlier one' },
  retry: { zh: '将自动重试', en: 'Will be retried' },
  dead: { zh: '待人工处理', en: 'Needs a person' },
  aside: { zh: '已搁置', en: 'Set aside' },
  done: { zh: '已完成', en: 'Done' },
};
