import type { ProblemTable } from '@songhua/kernel';

export const problems: ProblemTable = {
  'identity.unknown-person': {
    status: 404,
    zh: '没有编号为 {id} 的居民登记。',
    en: 'There is no registration with the id {id}.',
  },
  'identity.unknown-review': { status: 404, zh: '没有这项审核。', en: 'There is no such review.' },
  'identity.unknown-decision': { status: 404, zh: '没有这项决定。', en: 'There is no such decision.' },
  'identity.review-changed': {
    status: 409,
    zh: '这项审核已被他人更改（现为第 {version} 版，{state}），请重新查看后再处理。',
    en: 'Somebody has changed this review meanwhile (version {version} now, {state}). Look again before you decide.',
  },
  'identity.unfit-day': {
    status: 422,
    zh: '请选择 {first} 至 {last} 之间的一天。',
    en: 'Choose a day from {first} to {last}.',
  },
  'identity.one-person-already': {
    status: 409,
    zh: '这些登记已经是同一人。',
    en: 'These registrations are one person already.',
  },
  'identity.alone-already': {
    status: 409,
    zh: '这条登记没有与别的登记合并，不需拆分。',
    en: 'This registration is one person with no other: there is nothing to take apart.',
  },
  'identity.busy': {
    status: 409,
    zh: '这些登记正在被成批写入，暂时不能更改，请稍后再试。',
    en: 'Much is being written of these registrations just now. Nothing was changed: try again in a while.',
  },
  'identity.already-undone': { status: 409, zh: '这项决定已经撤销过。', en: 'This decision has been undone already.' },
  'identity.decided-since': {
    status: 409,
    zh: '这项决定涉及的登记此后又有新的决定，请先撤销后来的决定。',
    en: 'It has been decided otherwise of these registrations since: undo the later decisions first.',
  },
  'identity.too-large': {
    status: 422,
    zh: '合并后一人会有 {count} 条登记，超过上限 {most}，请核对。',
    en: 'One person would have {count} registrations, more than {most}: please check.',
  },
  'identity.says-nothing': {
    status: 422,
    zh: '至少填写姓名和出生日期（或电话、住址），或者证件号码，或者电话。',
    en: 'Give at least a name with a day of birth, phone or address, or a number, or a phone.',
  },
  'identity.invalid-match': {
    status: 400,
    zh: '$match 的内容不符合要求，详见各项说明。',
    en: 'What $match was sent breaks a rule; see each part.',
  },
  'identity.too-many-finds': {
    status: 429,
    zh: '一分钟内最多查找 {most} 次，请稍候。',
    en: 'At most {most} look-ups a minute: please wait.',
  },
};
