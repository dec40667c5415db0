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
  'access.patient-not-reached': {
    status: 403,
    zh: '请选择一位您有权查阅的居民。',
    en: 'Choose a resident whose records you may see.',
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
  'access.emergency-open': {
    status: 409,
    zh: '您对 {patient} 的紧急调阅尚未结束，有效至 {until}（协调世界时）。',
    en: 'Your emergency access to {patient} is open already, until {until} UTC.',
  },
  'access.too-many-emergencies': {
    status: 409,
    zh: '同时进行的紧急调阅不能超过 {most} 个，请先结束不再需要的。',
    en: 'At most {most} emergency accesses may be open at once; end those that are not needed any more.',
  },
  'access.too-many-emergencies-a-day': {
    status: 409,
    zh: '24 小时内的紧急调阅不能超过 {most} 次。确有需要，请联系隐私保护专员。',
    en: 'At most {most} emergency accesses may be opened in 24 hours. If more are needed, ask the privacy officer.',
  },
  'access.unknown-patient': { status: 404, zh: '没有 {patient}。', en: 'There is no {patient}.' },
  'access.unknown-emergency': { status: 404, zh: '没有这次紧急调阅。', en: 'There is no such emergency access.' },
  'access.emergency-over': { status: 409, zh: '这次紧急调阅已经结束。', en: 'This emergency access is over already.' },
  'access.own-emergency': {
    status: 403,
    zh: '不能审查自己的紧急调阅，请由另一位专员审查。',
    en: 'Nobody reviews their own emergency access; another officer must.',
  },
  'access.emergency-reviewed': {
    status: 409,
    zh: '这次紧急调阅已有审查结论。',
    en: 'This emergency access has been reviewed already.',
  },
  'access.people-only': {
    status: 403,
    zh: '只有登录的人员可以紧急调阅，接入系统不可以。',
    en: 'Emergency access is for people who signed in, not for connected systems.',
  },
  'access.nobody-found': {
    status: 404,
    zh: '没有找到证件号码和姓名都相符的居民，或有不止一份登记。请核对；确实没有的，可先行登记。',
    en: 'Nobody, or more than one registration, has both this identifier and this name. Check them; who is not there can be registered.',
  },
  'access.too-many-finds': {
    status: 429,
    zh: '一分钟内最多查找 {most} 次，请稍后再试。',
    en: 'One account looks for people {most} times a minute at most; try again in a while.',
  },
  'access.acts-for-nobody': {
    status: 403,
    zh: '请先选择您现在代表的机构。',
    en: 'Choose the institution that you act for first.',
  },
  'access.unknown-account': { status: 404, zh: '没有账号“{account}”。', en: 'There is no account “{account}”.' },
  'access.not-a-member': {
    status: 409,
    zh: '账号“{account}”目前不在 {institution} 任职。',
    en: 'The account “{account}” does not work at {institution} now.',
  },
  'access.not-your-record': {
    status: 403,
    zh: '只能查看您本人或由您代办的居民的授权。',
    en: 'You may see the consents of your own record and of those you act for.',
  },
  'access.not-yours-to-change': {
    status: 403,
    zh: '授权只能由居民本人设置；代办人可以查看，不能代为更改。',
    en: 'Consents are set by the person alone; whoever acts for them may look, and change nothing.',
  },
  'access.consent-not-kept': {
    status: 400,
    zh: '这条设置无法执行，详见各字段说明。',
    en: 'This rule could not be kept; see each field.',
  },
  'access.unknown-resource': { status: 404, zh: '没有 {resource}。', en: 'There is no {resource}.' },
} as const satisfies ProblemTable;
