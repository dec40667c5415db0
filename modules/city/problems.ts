import type { ProblemTable } from '@songhua/kernel';

export const problems: ProblemTable = {
  'city.no-areas': {
    status: 409,
    zh: '没有行政区划，无法生成合成城市；请先装入规划（npm run songhua -- migrate）。',
    en: 'There are no areas to make a synthetic city in; load a plan first (npm run songhua -- migrate).',
  },
  'city.registry-empty': {
    status: 409,
    zh: '机构库中没有合成机构，居民无处登记；请以 SONGHUA_REGISTRY=synthetic 或 institutions 启动一次。',
    en: 'The registry holds no synthetic institution at which residents could be registered; start once with SONGHUA_REGISTRY=synthetic or institutions.',
  },
  'city.no-population': {
    status: 409,
    zh: '缺少公布的人口数：{areas}。',
    en: 'The published population is missing of: {areas}.',
  },
  'city.cannot-be': {
    status: 422,
    zh: '这样的城市无法生成：{reason} {figures}',
    en: 'Such a city cannot be made: {reason} {figures}',
  },
  'city.no-scale': {
    status: 422,
    zh: '规模须大于 0 且不超过 1（占常住居民的比例），并至少得一名居民，收到：{scale}',
    en: 'The scale is a share of the residents above 0 and at most 1, of at least one resident, not: {scale}',
  },
  'city.no-day': {
    status: 422,
    zh: '截止日期须为真实存在的日期，如 2025-12-31，收到：{until}',
    en: 'The last day is a day on the calendar such as 2025-12-31, not: {until}',
  },
  'city.no-folder': { status: 422, zh: '请以 --out 给出文件夹。', en: 'Name a folder with --out.' },
  'city.folder-in-use': {
    status: 409,
    zh: '文件夹 {folder} 中已有 {file}；请换一个空文件夹，或以 --again 替换其中的 *.ndjson.gz。',
    en: 'The folder {folder} holds {file} already; name an empty one, or replace its *.ndjson.gz with --again.',
  },
  'city.no-threads': {
    status: 422,
    zh: '线程数为 1 至 64 的整数，收到：{threads}',
    en: 'Threads are a whole number from 1 to 64, not: {threads}',
  },
  'city.another-city': {
    status: 409,
    zh: '此数据库已有另一座合成城市（种子 {seed}，规模 {scale}，截至 {until}）；一个数据库只容一座。',
    en: 'This database has another synthetic city (seed {seed}, scale {scale}, until {until}); one database holds one.',
  },
  'city.under-way': {
    status: 409,
    zh: '合成城市正在由另一进程装入。',
    en: 'The synthetic city is being loaded by another process.',
  },
  'city.has-patients': {
    status: 409,
    zh: '库中已有居民登记，首次启动的合成城市不再装入。',
    en: 'There are registrations of people already; the synthetic city of a first start is not brought in.',
  },
  'city.line-refused': {
    status: 500,
    zh: '第 {line} 行未通过检查，这是合成城市自身的缺陷：{errors}',
    en: 'Line {line} did not pass the checks, a fault of the city itself: {errors}',
  },
  'city.trouble': { status: 500, zh: '装入出错：{said}', en: 'Bringing it in broke: {said}' },
  'city.told-to-managers': {
    status: 500,
    zh: '装入遇到问题，详情由管理员查看。',
    en: 'Something stands in the way; administrators see what.',
  },
  'city.nothing-to-turn': {
    status: 409,
    zh: '装入状态为“{state}”，不能这样操作。',
    en: 'The load is {state}: this cannot be done to it.',
  },
};
