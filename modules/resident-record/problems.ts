import type { ProblemTable } from '@songhua/kernel';

export const problems: ProblemTable = {
  'resident-record.unknown-person': {
    status: 404,
    zh: '没有编号为 {id} 的居民档案，或您与该居民没有可以查阅档案的关系。',
    en: 'There is no record {id}, or you stand in no relation to the person that leads to it.',
  },
  'resident-record.not-seen-yet': {
    status: 422,
    zh: '不能把将来的时刻记为已看过。',
    en: 'A moment that lies ahead cannot have been seen.',
  },
};
