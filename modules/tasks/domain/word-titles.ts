import type { Text } from '@songhua/kernel';
import type { TaskState } from '../contract.ts';

export const stateTitles: Readonly<Record<TaskState, Text>> = {
  open: { zh: '未开始', en: 'not begun' },
  'in-progress': { zh: '进行中', en: 'in progress' },
  reported: { zh: '待销号', en: 'reported as done' },
  done: { zh: '已办结', en: 'done' },
  cancelled: { zh: '已取消', en: 'cancelled' },
};

/** How a chapter without a name of its own is called. */
export const chapterTitle = (code: string): Text => ({ zh: `第${code}章`, en: `Chapter ${code}` });
