import type { ProblemTable } from '@songhua/kernel';

export const accessProblems = {
  'access.wrong-credentials': { status: 401, zh: '用户名或密码不正确。', en: 'The username or the password is wrong.' },
  'access.sign-in-expired': {
    status: 410,
    zh: '此登录页已过期，请重新登录。',
    en: 'This sign-in page has expired; start again.',
  },
  'access.invalid-account': {
    status: 400,
    zh: '账号信息不符合要求，详见各字段说明。',
    en: 'The account breaks a rule; see each field.',
  },
  'access.username-taken': { status: 409, zh: '用户名“{username}”已被使用。', en: 'The username “{username}” is taken.' },
} as const satisfies ProblemTable;
