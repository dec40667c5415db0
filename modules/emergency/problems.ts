import type { ProblemTable } from '@songhua/kernel';

const unknown = (what: string, place: string, en: string) =>
  ({ status: 404, zh: `没有编号为 {${place}} 的${what}。`, en: `There is no ${en} {${place}}.` }) as const;

export const problems = {
  'emergency.unknown-event': unknown('事件', 'id', 'event'),
  'emergency.unknown-task': unknown('任务', 'task', 'task'),
  'emergency.unknown-plan': unknown('预案', 'plan', 'plan'),
  'emergency.unknown-notice': unknown('通报', 'notice', 'notice'),
  'emergency.unknown-institution': unknown('机构', 'institution', 'institution'),
  'emergency.no-recipient': {
    status: 422,
    zh: '部门通报须写明发给哪些部门或机构。',
    en: 'A bulletin names the departments or institutions it goes to.',
  },
  'emergency.notice-decided': {
    status: 409,
    zh: '“{title}”已处理（{state}），不能再改。',
    en: '“{title}” has been decided on ({state}) and is not changed any more.',
  },
  'emergency.unknown-team': unknown('队伍', 'team', 'team'),
  'emergency.unknown-member': unknown('在岗队员', 'member', 'active member'),
  'emergency.unknown-duty': unknown('值班', 'duty', 'duty'),
  'emergency.unknown-call': unknown('调集', 'call', 'call-up'),
  'emergency.unknown-supply': unknown('物资', 'id', 'supply'),
  'emergency.unknown-area': { status: 404, zh: '没有代码为 {area} 的地区。', en: 'There is no area with the code {area}.' },
  'emergency.other-area': {
    status: 403,
    zh: '您负责的地区是 {own}，不能在 {area} 办理。',
    en: 'You answer for {own} and cannot act in {area}.',
  },
  'emergency.for-the-city': {
    status: 403,
    zh: '预案和分级标准由市级维护，您负责的地区是 {own}。',
    en: 'Plans and grading rules are kept by the city; you answer for {own}.',
  },
  'emergency.changed-meanwhile': {
    status: 409,
    zh: '事件已被他人更新（现为版本 {version}，您看到的是 {seen}），请查看最新情况后再提交。',
    en: 'Somebody has changed the event (it is at version {version}, you saw {seen}); look at it as it is now and send again.',
  },
  'emergency.plan-changed-meanwhile': {
    status: 409,
    zh: '预案 {plan} 已有比版本 {seen} 更新的版本，您的修订没有保存。',
    en: 'There is a newer version of the plan {plan} than {seen}; your revision was not saved.',
  },
  'emergency.twice-in-plan': {
    status: 422,
    zh: '预案的 {part} 中编号“{id}”重复。',
    en: 'The id “{id}” stands twice among the plan’s {part}.',
  },
  'emergency.event-over': {
    status: 409,
    zh: '事件已结束（{state}），不能再写入；再次发生请另行登记。',
    en: 'The event is over ({state}) and nothing more is written on it; register a new one if it comes back.',
  },
  'emergency.no-such-move': {
    status: 409,
    zh: '事件不能从“{from}”直接转为“{to}”。',
    en: 'An event cannot go from “{from}” to “{to}”.',
  },
  'emergency.reason-missing': { status: 422, zh: '“{to}”须写明理由。', en: '“{to}” needs a reason.' },
  'emergency.report-missing': {
    status: 422,
    zh: '转为“{to}”前须有“{kind}”报告。',
    en: 'Before “{to}” there must be a report of the kind “{kind}”.',
  },
  'emergency.report-order': {
    status: 422,
    zh: '在“{after}”报告之后不能提交“{kind}”报告：首次报告只有一份且在最先，结案报告在最后。',
    en: 'A report “{kind}” cannot follow “{after}”: the initial one comes first and once, the closing one last.',
  },
  'emergency.report-older': {
    status: 422,
    zh: '数据截至 {asOf}，早于上一份报告的 {last}。',
    en: 'Its counts are of {asOf}, before those of the last report ({last}).',
  },
  'emergency.more-than-cases': {
    status: 422,
    zh: '“{field}”为 {value}，超过病例数 {cases}。',
    en: '“{field}” is {value}, more than the {cases} cases.',
  },
  'emergency.time-ahead': {
    status: 422,
    zh: '“{field}”晚于现在（{now}）。',
    en: '“{field}” lies ahead of now ({now}).',
  },
  'emergency.times-reversed': {
    status: 422,
    zh: '时间顺序有误：“{earlier}”晚于“{later}”。',
    en: 'The times are out of order: “{earlier}” is after “{later}”.',
  },
  'emergency.not-verified': {
    status: 409,
    zh: '事件当前为“{state}”，核实之后、结案之前才能定级和响应。',
    en: 'The event is “{state}”; it is graded and responded to after it was verified and before it is over.',
  },
  'emergency.not-graded': {
    status: 409,
    zh: '事件尚未定级，不能启动响应。',
    en: 'The event has no level yet, so no response can start.',
  },
  'emergency.no-rules': { status: 409, zh: '没有生效的分级标准。', en: 'No grading rules are in force.' },
  'emergency.level-above-own': {
    status: 403,
    zh: '县级只能决定Ⅳ级；由“{before}”改为“{level}”须由市级办理。',
    en: 'A county decides level IV only; going from “{before}” to “{level}” is for the city.',
  },
  'emergency.order-missing': {
    status: 422,
    zh: '{level} 级的确定和降级由省或国家决定，须填写其文件（order）。',
    en: 'Level {level}, also going down from it, is decided by the province or the State; give their document (order).',
  },
  'emergency.level-for-city': {
    status: 403,
    zh: '县级只办理Ⅳ级事件的响应、排除和结案；{level} 级由市级办理。',
    en: 'A county starts and ends responses, discards and closes at level IV only; level {level} is for the city.',
  },
  'emergency.graded-for-command': {
    status: 403,
    zh: '事件已定为 {level} 级，排除或结案须有指挥权限。',
    en: 'The event was graded {level}; discarding or closing it is for those who command.',
  },
  'emergency.closing-reported': {
    status: 409,
    zh: '结案报告已提交，不能再启动响应；再次发生请另行登记。',
    en: 'The closing report is in and no response starts after it; register a new event if it comes back.',
  },
  'emergency.plan-for-others': {
    status: 422,
    zh: '预案 {plan} 不适用于“{kind}”类事件。',
    en: 'The plan {plan} is not for events of the kind “{kind}”.',
  },
  'emergency.plan-without-level': {
    status: 422,
    zh: '预案 {plan} 没有 {level} 级的任务。',
    en: 'The plan {plan} has no task for level {level}.',
  },
  'emergency.response-runs': {
    status: 409,
    zh: '事件当前为“{state}”：请先终止响应，再结案或更改类别。',
    en: 'The event is “{state}”: end the response before closing it or changing its kind.',
  },
  'emergency.no-response': {
    status: 409,
    zh: '事件当前为“{state}”，没有进行中的响应。',
    en: 'The event is “{state}”; no response is under way.',
  },
  'emergency.conditions-open': {
    status: 422,
    zh: '终止条件尚未全部满足：{open}（{openInEnglish}）。',
    en: 'Not all conditions for ending are met: {openInEnglish} ({open}).',
  },
  'emergency.unknown-condition': { status: 422, zh: '预案没有终止条件“{id}”。', en: 'The plan has no condition “{id}”.' },
  'emergency.task-over': {
    status: 409,
    zh: '任务当前为“{state}”，不能再填报。',
    en: 'The task is “{state}”; nothing more is reported on it.',
  },
  'emergency.team-empty': { status: 422, zh: '队伍“{team}”没有在岗队员。', en: 'The team “{team}” has no active member.' },
  'emergency.duty-length': {
    status: 422,
    zh: '值班从 {from} 到 {until}：结束须晚于开始，最长 31 天。',
    en: 'A duty from {from} to {until}: it must end after it begins and last 31 days at most.',
  },
  'emergency.not-enough': {
    status: 409,
    zh: '批次 {lot} 只有 {there}，不够 {asked}。',
    en: 'Lot {lot} has {there}, not {asked}.',
  },
  'emergency.too-much': { status: 422, zh: '批次 {lot} 最多 {most}。', en: 'Lot {lot} can hold {most} at most.' },
  'emergency.expired': {
    status: 422,
    zh: '批次 {lot} 已于 {expiry} 过期，只能报废。',
    en: 'Lot {lot} expired on {expiry}; it can only be discarded.',
  },
  'emergency.other-expiry': {
    status: 422,
    zh: '批次 {lot} 的有效期是 {expiry}，与所填 {given} 不符。',
    en: 'Lot {lot} expires on {expiry}, not on {given}.',
  },
} as const satisfies ProblemTable;
