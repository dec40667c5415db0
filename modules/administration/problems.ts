import type { ProblemTable } from '@songhua/kernel';

export const problems = {
  'administration.unknown-event': {
    status: 404,
    zh: '没有编号为 {id} 的事件。已完成的事件过了保留期会被清除。',
    en: 'There is no event {id}. Handled events are dropped after their retention.',
  },
  'administration.unknown-delivery': {
    status: 404,
    zh: '事件 {id} 没有交给处理程序“{handler}”。',
    en: 'The event {id} was not handed to “{handler}”.',
  },
  'administration.nothing-to-retry': {
    status: 409,
    zh: '只有失败的事件才能重试；这一件现在不是失败状态，请刷新后再看。',
    en: 'Only what failed can be tried again, and this one is not failed now; look again.',
  },
  'administration.nothing-to-set-aside': {
    status: 409,
    zh: '这一件已经完成或已搁置，不能再搁置。',
    en: 'This one is done or set aside already.',
  },
  'administration.nothing-to-take-back': {
    status: 409,
    zh: '这一件没有被搁置，无需取回。',
    en: 'This one is not set aside, so it cannot be taken back.',
  },
  'administration.nothing-to-correct': {
    status: 409,
    zh: '这个事件已没有未完成的处理，更正不会再起作用；已搁置的请先取回。',
    en: 'Nothing of this event is open any more, so a correction would do nothing; take back first what was set aside.',
  },
  'administration.corrected-meanwhile': {
    status: 409,
    zh: '您查看之后已有人更正过这个事件。请先看过新的内容再更正。',
    en: 'Somebody has corrected this event since you looked. See what it says now, then correct it.',
  },
  'administration.payload-not-kept': {
    status: 400,
    zh: '这个内容无法保存，见各字段说明。',
    en: 'This payload cannot be stored; see each field.',
  },
  'administration.unknown-account': { status: 404, zh: '没有编号为 {id} 的账号。', en: 'There is no account {id}.' },
  'administration.unknown-client': { status: 404, zh: '没有编号为 {id} 的接入方。', en: 'There is no client {id}.' },
  'administration.invalid-client': {
    status: 400,
    zh: '接入方信息不符合要求，详见各字段说明。',
    en: 'The client breaks a rule; see each field.',
  },
  'administration.client-changed-meanwhile': {
    status: 409,
    zh: '您打开之后，{by} 已更改过这个接入方。请先看过现在的内容，再改一次。',
    en: '{by} has changed this client since you opened it. See what it says now, then change it again.',
  },
  'administration.unknown-app': { status: 404, zh: '没有授权给这个应用。', en: 'Nothing is granted to this app.' },
  'administration.no-secret': {
    status: 409,
    zh: '这个接入方不用密钥证明身份。',
    en: 'This client does not prove itself by a secret.',
  },
  'administration.unknown-session': {
    status: 404,
    zh: '这个会话已经结束。',
    en: 'This session is over already.',
  },
  'administration.last-administrator': {
    status: 409,
    zh: '这是最后一位可用的系统管理员，不能停用或取消其角色。',
    en: 'This is the last administrator; the account cannot be disabled nor lose the role.',
  },
  'administration.own-account': {
    status: 409,
    zh: '不能对自己的账号这样做，请由另一位管理员操作。',
    en: 'This cannot be done to one’s own account; another administrator must.',
  },
  'administration.named-twice': { status: 400, zh: '{what} 重复。', en: '{what} is named twice.' },
  'administration.needs-guardian': {
    status: 422,
    zh: '{patient} 未满 14 周岁，只能由监护人代办。',
    en: '{patient} is under 14: a guardian alone may act for the child.',
  },
  'administration.not-yours': {
    status: 403,
    zh: '您不能代表或代办 {what}。',
    en: 'You may not act for {what}.',
  },
  'administration.people-only': {
    status: 403,
    zh: '此处只供登录页面的人员使用，接入系统不能调用。',
    en: 'This is for people who have signed in on the page, not for other systems.',
  },
  'administration.unknown-entry': {
    status: 404,
    zh: '审计日志中没有第 {number} 条，或已到期清除。',
    en: 'The audit log has no entry {number}, or it was dropped after its time.',
  },
  'administration.no-head': {
    status: 409,
    zh: '还没有覆盖第 {number} 条的签名头，请一分钟后再试；一致性存证的起止须是签名头的条数。',
    en: 'No signed head covers {number} entries yet; try again in a minute. Both ends of a consistency proof are sizes of heads.',
  },
  'administration.not-your-record': {
    status: 403,
    zh: '只能查询您本人或由您代理的居民档案。',
    en: 'You may ask about your own record and those of people you act for.',
  },
  'administration.objected-already': {
    status: 409,
    zh: '您已对这次访问提出过异议，请等候复核。',
    en: 'You have objected to this access already; it is being reviewed.',
  },
  'administration.own-review': {
    status: 403,
    zh: '这件事涉及您本人（您的访问或您提出的异议），请由另一位隐私保护专员处理。',
    en: 'This is about yourself, what you did or objected to; another privacy officer must settle it.',
  },
  'administration.unknown-review': {
    status: 404,
    zh: '没有找到 {id}。',
    en: 'There is no {id}.',
  },
} as const satisfies ProblemTable;
