import type { ProblemTable } from '@songhua/kernel';

/** What an export may be refused for, at once or when it has been tried. */
export const exportProblems = {
  'records.export-not-async': {
    status: 400,
    zh: '导出在后台进行，请求须带有 Prefer: respond-async。',
    en: 'An export runs in the background: the request must say Prefer: respond-async.',
  },
  'records.export-parameters': {
    status: 400,
    zh: '导出参数有误，详见各项说明。',
    en: 'The parameters of the export break a rule; see each.',
  },
  'records.export-unknown': { status: 404, zh: '没有导出任务 {job}。', en: 'There is no export job {job}.' },
  'records.export-unfinished': {
    status: 409,
    zh: '导出任务 {job} 尚未完成，暂不能下载。',
    en: 'The export job {job} has not finished yet: there is nothing to download.',
  },
  'records.export-too-many': {
    status: 429,
    zh: '您已有 {limit} 个未过期的导出任务，请先删除不再需要的。',
    en: 'You have {limit} exports that have not expired; delete those you no longer need first.',
  },
  'records.export-broken': {
    status: 500,
    zh: '导出连续 {tries} 次出错，已停止；原因见服务日志。',
    en: 'The export broke {tries} times and was given up; the server’s log says why.',
  },
} as const satisfies ProblemTable;
