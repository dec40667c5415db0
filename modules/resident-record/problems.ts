import type { ProblemTable } from '@songhua/kernel';

export const problems: ProblemTable = {
  'resident-record.unknown-person': {
    status: 404,
    zh: '没有编号为 {id} 的居民档案，或您与该居民没有可以查阅档案的关系。',
    en: 'There is no record {id}, or you stand in no relation to the person that leads to it.',
  },
  'resident-record.unknown-visit': {
    status: 404,
    zh: '该居民没有编号为 {id} 的就诊。',
    en: 'The person has no visit {id}.',
  },
  'resident-record.unknown-entry': {
    status: 404,
    zh: '档案中没有 {id}，或它已作废。',
    en: 'The record has no {id}, or it was withdrawn.',
  },
  'resident-record.not-your-record': {
    status: 403,
    zh: '只能查阅本人或所代办居民的健康档案。',
    en: 'Only one’s own record, or that of somebody one acts for, is shown.',
  },
  'resident-record.no-record': {
    status: 404,
    zh: '您的账号还没有对应的健康档案；请到签约或就诊的机构核对身份后关联。',
    en: 'Your account is tied to no record yet; have an institution that treats you check who you are.',
  },
  'resident-record.wrong-period': {
    status: 400,
    zh: '结束日期早于开始日期。',
    en: 'The period ends before it begins.',
  },
  'resident-record.wrong-mark': {
    status: 400,
    zh: '翻页标记无效，请从第一页重新查看。',
    en: 'The mark of the page is none; begin again with the first page.',
  },
  'resident-record.not-seen-yet': {
    status: 422,
    zh: '不能把将来的时刻记为已看过。',
    en: 'A moment that lies ahead cannot have been seen.',
  },
};
