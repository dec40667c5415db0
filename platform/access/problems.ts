import type { ProblemTable } from '@songhua/kernel';

export const accessProblems = {
  'access.wrong-credentials': { status: 401, zh: '用户名或密码不正确。', en: 'The username or the password is wrong.' },
  'access.too-many-attempts': {
    status: 429,
    zh: '尝试次数过多，请 {seconds} 秒后再试。已登录过的浏览器不受影响。',
    en: 'Too many attempts; try again in {seconds} s. A browser that has signed in before is not affected.',
  },
  'access.wrong-code': {
    status: 403,
    zh: '验证码不正确、已过期或已用过，请用最新的验证码。',
    en: 'The code is wrong, expired or was used already; take the newest one.',
  },
  'access.wrong-password': {
    // Not 401: the session is good, and the page must not leave for the sign-in.
    status: 403,
    zh: '当前密码不正确。',
    en: 'The present password is wrong.',
  },
  'access.demo-account': {
    status: 409,
    zh: '演示账号的密码是公开的，不能更改，也不能启用两步验证。',
    en: 'A demonstration account’s password is public: it cannot be changed, nor given a second factor.',
  },
  'access.locked': {
    status: 403,
    zh: '账号已被管理员锁定至 {until}（协调世界时）。请联系管理员。',
    en: 'An administrator has locked the account until {until} UTC. Ask the administrator.',
  },
  'access.weak-password': {
    status: 400,
    zh: '新密码不符合要求，详见说明。',
    en: 'The new password breaks a rule; see what it says.',
  },
  'access.needs-second-factor': {
    status: 409,
    zh: '您的角色必须使用两步验证，不能关闭。',
    en: 'Your role needs the second factor; it cannot be taken away.',
  },
  'access.has-second-factor': {
    status: 409,
    zh: '已启用两步验证。要换设备，请先关闭再重新启用。',
    en: 'The second factor is in use already. To change the device, take it away first.',
  },
  'access.set-up-done': {
    status: 404,
    zh: '系统已有账号，首次设置已关闭。',
    en: 'There is an account already: the first set-up is closed.',
  },
  'access.wrong-set-up-code': {
    status: 401,
    zh: '设置码不正确。设置码显示在服务器启动时的控制台上，以最近一次启动为准。',
    en: 'The set-up code is wrong. It stands on the server’s console, printed at its latest start.',
  },
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
