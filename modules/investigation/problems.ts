import type { ProblemTable } from '@songhua/kernel';

const unknown = (what: string, en: string) =>
  ({ status: 404, zh: `没有编号为 {id} 的${what}。`, en: `There is no ${en} {id}.` }) as const;

export const problems = {
  'investigation.unknown-outbreak': unknown('调查', 'investigation'),
  'investigation.unknown-case': unknown('病例', 'case'),
  'investigation.unknown-contact': unknown('密切接触者', 'contact'),
  'investigation.unknown-sample': unknown('样本', 'sample'),
  'investigation.unknown-task': unknown('任务', 'task'),
  'investigation.unknown-event': { status: 404, zh: '没有编号为 {event} 的事件。', en: 'There is no event {event}.' },
  'investigation.unknown-area': { status: 404, zh: '没有代码为 {area} 的县区。', en: 'There is no county with the code {area}.' },
  'investigation.unknown-worker': {
    status: 404,
    zh: '{worker} 没有加入随访队伍。',
    en: '{worker} has not signed on to follow up.',
  },
  'investigation.other-area': {
    status: 403,
    zh: '您不负责 {area}，不能在该地区开展调查。',
    en: 'You do not answer for {area} and cannot investigate there.',
  },
  'investigation.closed': {
    status: 409,
    zh: '调查“{title}”已结束，不能再写入。',
    en: 'The investigation “{title}” is closed and takes nothing any more.',
  },
  'investigation.changed-meanwhile': {
    status: 409,
    zh: '已被他人更新（现为版本 {version}，您看到的是 {seen}），请查看最新情况后再提交。',
    en: 'Somebody has changed it (it is at version {version}, you saw {seen}); look at it as it is now and send again.',
  },
  'investigation.lines-faulty': {
    status: 422,
    zh: '有 {count} 处不合要求，一行也没有保存。',
    en: 'There are {count} faults; not one line was saved.',
  },
  'investigation.lines-known': {
    status: 409,
    zh: '第 {lines} 行与已有病例或其他行相似：请选择跳过或确认是另一人。没有保存。',
    en: 'Lines {lines} resemble known cases or other lines: skip them or say that it is somebody else. Nothing was saved.',
  },
  'investigation.case-known': {
    status: 409,
    zh: '与第 {serial} 号病例相似：请核对，确是另一人再保存。',
    en: 'It resembles case {serial}: compare, and save if it is somebody else.',
  },
  'investigation.case-faulty': { status: 422, zh: '“{field}”不合要求。', en: '“{field}” breaks a rule.' },
  'investigation.days-reversed': {
    status: 422,
    zh: '起始日 {from} 晚于截止日 {to}。',
    en: 'The first day {from} is after the last one {to}.',
  },
  'investigation.exposure-ahead': {
    status: 422,
    zh: '末次接触 {day} 晚于今天（{today}）。',
    en: 'The last exposure {day} lies ahead of today ({today}).',
  },
  'investigation.onset-ahead': {
    status: 422,
    zh: '发病日期 {onset} 晚于今天（{today}）。',
    en: 'The onset {onset} lies ahead of today ({today}).',
  },
  'investigation.own-contact': {
    status: 422,
    zh: '第 {serial} 号病例不能是自己的密切接触者。',
    en: 'Case {serial} cannot be a contact of their own.',
  },
  'investigation.own-infector': { status: 422, zh: '病例不能是自己的传染来源。', en: 'A case cannot have infected itself.' },
  'investigation.contact-unnamed': { status: 422, zh: '密切接触者须有姓名。', en: 'A contact needs a name.' },
  'investigation.is-case': { status: 409, zh: '{name} 已转为病例。', en: '{name} has become a case already.' },
  'investigation.result-undated': {
    status: 422,
    zh: '结果与出结果日期须同时填写。',
    en: 'A result and its day belong together.',
  },
  'investigation.answer-faulty': {
    status: 422,
    zh: '问卷中“{question}”的回答“{answer}”不合要求：没有这一问，或不是所要的形式。',
    en: 'The answer “{answer}” to “{question}” does not fit: it is not asked, or wants another form.',
  },
  'investigation.sample-days': {
    status: 422,
    zh: '日期顺序有误：{earlier} 晚于 {later}。',
    en: 'The days are out of order: {earlier} is after {later}.',
  },
} as const satisfies ProblemTable;
