import type { ProblemTable } from '@songhua/kernel';

const unknown = (what: string, place: string, en: string) =>
  ({ status: 404, zh: `没有编号为 {${place}} 的${what}。`, en: `There is no ${en} {${place}}.` }) as const;

export const problems = {
  'surge.unknown-institution': unknown('机构', 'institution', 'institution'),
  'surge.unknown-facility': {
    status: 404,
    zh: '机构 {institution} 不是定点、亚定点或县级救治医院。',
    en: 'The institution {institution} does not stand ready for an outbreak.',
  },
  'surge.unknown-ward': unknown('病区', 'id', 'ward'),
  'surge.unknown-conversion': unknown('转换', 'id', 'conversion'),
  'surge.unknown-step': { status: 404, zh: '这次转换没有“{step}”这一步。', en: 'The conversion has no step “{step}”.' },
  'surge.unknown-point': unknown('服务点', 'id', 'service point'),
  'surge.unknown-forecast': unknown('预测', 'id', 'forecast'),
  'surge.unknown-disease': {
    status: 404,
    zh: '没有代码为 {disease} 的法定报告疾病。',
    en: 'There is no notifiable disease {disease}.',
  },
  'surge.other-area': {
    status: 403,
    zh: '您负责的地区是 {own}，这家机构在 {area}。',
    en: 'You answer for {own}; the institution lies in {area}.',
  },
  'surge.other-institution': {
    status: 403,
    zh: '您只能填报本机构的病区；您没有在 {institution} 任职。',
    en: 'You report on the wards of your own institution; you do not work for {institution}.',
  },
  'surge.no-institution': {
    status: 403,
    zh: '您的账号没有选定任职机构。',
    en: 'Your account works for no institution at present.',
  },
  'surge.changed-meanwhile': {
    status: 409,
    zh: '已被他人更改（现为版本 {version}，您看到的是 {seen}），请查看最新情况后再提交。',
    en: 'Somebody has changed it (it is at version {version}, you saw {seen}); look at it as it is now and send again.',
  },
  'surge.name-taken': { status: 409, zh: '这家机构已有名为“{name}”的病区。', en: 'The institution has a ward named “{name}”.' },
  'surge.not-convertible': { status: 409, zh: '病区“{ward}”没有可转换的方向。', en: 'The ward “{ward}” cannot be converted.' },
  'surge.already-so': { status: 409, zh: '病区“{ward}”已经是这种病床。', en: 'The ward “{ward}” has such beds already.' },
  'surge.under-way': {
    status: 409,
    zh: '病区“{ward}”的转换正在进行或已生效。',
    en: 'The ward “{ward}” is being converted, or was.',
  },
  'surge.not-under-way': {
    status: 409,
    zh: '这次转换当前为“{state}”，不能填报步骤。',
    en: 'The conversion is “{state}”; no step is reported on it.',
  },
  'surge.not-proposed': {
    status: 409,
    zh: '这次转换当前为“{state}”，不是待确认的建议。',
    en: 'The conversion is “{state}”, not a proposal.',
  },
  'surge.step-too-early': {
    status: 409,
    zh: '前面的步骤没有完成，“{step}”不能开始。',
    en: 'What comes before is not done; “{step}” cannot begin.',
  },
  'surge.step-built-on': {
    status: 409,
    zh: '“{later}”已经开始，“{step}”不能撤回。',
    en: '“{later}” has begun, so “{step}” is not taken back.',
  },
  'surge.protected': {
    status: 409,
    zh: '不能转换：{group}床位转换后只剩 {left} 张，患者需要 {needed} 张，须保障其救治不中断。',
    en: 'Not converted: {left} beds would be left for {group}, whose patients need {needed}; their care must go on.',
  },
  'surge.protected-unknown': {
    status: 409,
    zh: '不能转换：没有填写{group}患者需要多少床位，请先在“特殊群体保障”中填写。',
    en: 'Not converted: nobody has said how many beds patients of {group} need; say so under “Continuity of care” first.',
  },
  'surge.conversions-open': {
    status: 409,
    zh: '不能取消：病区 {wards} 有待确认、进行中或已生效的转换，请先不采纳或恢复原用途。',
    en: 'Not withdrawn: {wards} are proposed for conversion, being converted or converted; decline the proposals and give the wards back first.',
  },
  'surge.withdrawal-protected': {
    status: 409,
    zh: '不能取消：随之减少 {beds} 张{group}床位后只剩 {left} 张，患者需要 {needed} 张，须保障其救治不中断。',
    en: 'Not withdrawn: {beds} beds for {group} would go with it and {left} be left, whose patients need {needed}; their care must go on.',
  },
  'surge.withdrawal-unknown': {
    status: 409,
    zh: '不能取消：该院有 {beds} 张{group}床位，没有填写患者需要多少，请先在“特殊群体保障”中填写（不需要的填 0）。',
    en: 'Not withdrawn: it has {beds} beds for {group} and nobody has said how many their patients need; say so under “Continuity of care” first (0 where none).',
  },
  'surge.more-than-beds': {
    status: 422,
    zh: '病区“{ward}”有 {beds} 张床，占用 {occupied} 张超过两倍，请核对。',
    en: 'The ward “{ward}” has {beds} beds; {occupied} in use is more than twice that. Please check.',
  },
  'surge.ward-twice': { status: 422, zh: '病区“{ward}”填报了两次。', en: 'The ward “{ward}” stands twice.' },
  'surge.equipment-twice': { status: 422, zh: '设备“{kind}”填报了两次。', en: 'The equipment “{kind}” stands twice.' },
  'surge.more-than-there': {
    status: 422,
    zh: '“{kind}”在用 {inUse} 台，超过总数 {there} 台。',
    en: '{inUse} of “{kind}” in use is more than the {there} there are.',
  },
  'surge.day-ahead': { status: 422, zh: '{day} 还没有到。', en: '{day} has not come yet.' },
  'surge.ward-elsewhere': { status: 422, zh: '病区 {ward} 不在这家机构。', en: 'The ward {ward} is not of this institution.' },
  'surge.step-twice': { status: 422, zh: '步骤“{step}”重复。', en: 'The step “{step}” stands twice.' },
  'surge.csv-head': {
    status: 422,
    zh: '第一行应有这些列：{columns}（病区、占用）。',
    en: 'The first line must name the columns {columns}.',
  },
  'surge.csv-faults': {
    status: 422,
    zh: '文件有 {faults} 处错误，什么都没有保存。',
    en: 'The file has {faults} faults; nothing was stored.',
  },
  'surge.csv-empty': { status: 422, zh: '文件里没有数据行。', en: 'The file has no rows.' },
  'surge.case-gap': {
    status: 422,
    zh: '病例数须逐日连续；{day} 与前一行不相连。',
    en: 'Cases must stand day by day; {day} does not follow the line before.',
  },
  'surge.age-groups': {
    status: 422,
    zh: '“{list}”有 {found} 个值，年龄组有 {groups} 个。',
    en: '“{list}” has {found} values for {groups} age groups.',
  },
  'surge.age-shares': {
    status: 422,
    zh: '各年龄组占比之和应为 1，现为 {sum}。',
    en: 'The shares of the age groups must sum to 1, not {sum}.',
  },
  'surge.no-step': { status: 422, zh: '这种情景需要至少一个干预步骤。', en: 'This scenario needs at least one step.' },
  'surge.too-few-cases': {
    status: 422,
    zh: '近 7 天只有 {cases} 例，不足以估计再生数，请直接填写。',
    en: 'With {cases} cases in the last seven days the reproduction number cannot be estimated; enter it.',
  },
  'surge.forecast-over': { status: 409, zh: '预测已经结束（{state}）。', en: 'The forecast is over ({state}).' },
} as const satisfies ProblemTable;
