import type { FieldError, Language, Refusal, Text } from './result.ts';

/** What a module may refuse, listed once: code -> HTTP status and text; `{name}` in a text is filled from the refusal's params. */
export type ProblemTable = Readonly<Record<string, { readonly status: number } & Text>>;

/** RFC 9457 problem details, with both languages beside the negotiated one. Sent as `application/problem+json`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly texts: Text;
  readonly errors?: readonly FieldError[];
  readonly instance?: string;
}

/** Problems any route can meet, owned by no module. */
export const kernelProblems = {
  'kernel.invalid-input': {
    status: 400,
    zh: '提交的内容不符合要求，详见各字段说明。',
    en: 'The input breaks a rule; see each field.',
  },
  'kernel.malformed-body': { status: 400, zh: '请求内容无法解析：{reason}', en: 'The request body cannot be parsed: {reason}' },
  'kernel.not-signed-in': { status: 401, zh: '请先登录。', en: 'Sign in first.' },
  'kernel.not-permitted': { status: 403, zh: '您没有“{permission}”权限。', en: 'You do not have the permission “{permission}”.' },
  'kernel.not-found': { status: 404, zh: '没有找到 {what}。', en: '{what} was not found.' },
  'kernel.method-not-allowed': {
    status: 405,
    zh: '{what} 不接受 {method}，可用：{allowed}。',
    en: '{what} does not take {method}; it takes {allowed}.',
  },
  'kernel.too-slow': {
    status: 408,
    zh: '请求未在规定时间内送达完毕。',
    en: 'The request did not arrive in time.',
  },
  'kernel.body-too-large': {
    status: 413,
    zh: '提交的内容过大，上限 {limit} 字节。',
    en: 'The body is too large; the limit is {limit} bytes.',
  },
  'kernel.unsupported-media-type': {
    status: 415,
    zh: '不支持的内容类型“{type}”。',
    en: 'The media type “{type}” is not supported.',
  },
  'kernel.cross-site': { status: 403, zh: '拒绝来自其他网站的请求。', en: 'Requests from another site are refused.' },
  'kernel.wrong-host': { status: 421, zh: '本服务只以 {host} 的名义应答。', en: 'This server answers by the name {host} only.' },
  'kernel.too-many-requests': {
    status: 429,
    zh: '请求过于频繁，请 {seconds} 秒后再试。',
    en: 'Too many requests; try again in {seconds} s.',
  },
  'kernel.unexpected': {
    status: 500,
    zh: '系统内部出错，已记录，编号 {request}。',
    en: 'Something broke inside; it is logged as {request}.',
  },
  'kernel.unavailable': {
    status: 503,
    zh: '数据库暂时不可用，稍后自动恢复。',
    en: 'The database is unavailable for now; it heals by itself.',
  },
  'kernel.read-only': {
    status: 503,
    zh: '主数据库不可用，系统暂时只读：可以查阅，不能保存，恢复后自动可写。',
    en: 'The primary database is gone, so nothing can be saved for now; reading goes on, and writing heals by itself.',
  },
} as const satisfies ProblemTable;

const fill = (template: string, params: Refusal['params']): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => String(params?.[name] ?? whole));

/** Turns a refusal into a problem by its table. A code that is in no table is breakage, not a client error. */
export function toProblem(refusal: Refusal, table: ProblemTable, language: Language, instance?: string): Problem {
  const row = table[refusal.code];
  if (!row) throw new Error(`refusal code ${refusal.code} is in no problem table`);
  const texts = { zh: fill(row.zh, refusal.params), en: fill(row.en, refusal.params) };
  return {
    type: `urn:songhua:problem:${refusal.code}`,
    title: texts[language],
    status: row.status,
    code: refusal.code,
    texts,
    ...(refusal.errors && { errors: refusal.errors }),
    ...(instance && { instance }),
  };
}
