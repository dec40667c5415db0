import type { ProblemTable } from '@songhua/kernel';

/** What an import may be refused for, at once or when it has been tried. */
export const importProblems = {
  'records.import-not-async': {
    status: 400,
    zh: '导入在后台进行，请求须带有 Prefer: respond-async。',
    en: 'An import runs in the background: the request must say Prefer: respond-async.',
  },
  'records.import-parameters': {
    status: 400,
    zh: '导入参数有误，详见各项说明。',
    en: 'The parameters of the import break a rule; see each.',
  },
  'records.import-unknown': { status: 404, zh: '没有导入任务 {job}。', en: 'There is no import job {job}.' },
  'records.import-ended': { status: 409, zh: '导入任务 {job} 已结束。', en: 'The import job {job} has ended.' },
  'records.import-refused': {
    status: 422,
    zh: '有 {refused} 行不符合要求，按严格模式未导入任何内容。',
    en: 'Lines that break a rule: {refused}; as the mode is strict, nothing was imported.',
  },
  'records.import-address-refused': {
    status: 400,
    zh: '不允许从 {address} 读取：须为公网 https 地址。',
    en: '{address} may not be read: it must be a public https address.',
  },
  'records.import-file-refused': {
    status: 400,
    zh: '不允许读取文件 {file}：须位于 SONGHUA_IMPORT_FOLDER 所设文件夹内。',
    en: 'The file {file} may not be read: it must lie in the folder set by SONGHUA_IMPORT_FOLDER.',
  },
  'records.import-source-unreadable': {
    status: 422,
    zh: '无法读取 {address}：{reason}',
    en: '{address} cannot be read: {reason}',
  },
  'records.import-source-changed': {
    status: 409,
    zh: '{address} 在导入过程中发生了变化，已导入的部分保留，请重新导入。',
    en: '{address} changed while it was imported; what was imported stays, please import it again.',
  },
  'records.import-bundle-too-long': {
    status: 413,
    zh: '{address} 超过 {limit} 字节，请改用 NDJSON。',
    en: '{address} is longer than {limit} bytes; use NDJSON instead.',
  },
  'records.import-broken': {
    status: 500,
    zh: '导入连续 {tries} 次出错而无进展，已停止；原因见服务日志。',
    en: 'The import broke {tries} times without coming forward and was given up; the server’s log says why.',
  },
} as const satisfies ProblemTable;
