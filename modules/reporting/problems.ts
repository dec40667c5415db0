import type { ProblemTable } from '@songhua/kernel';

export const problems: ProblemTable = {
  'reporting.unknown-card': { status: 404, zh: '没有这张报告卡。', en: 'There is no such card.' },
  'reporting.not-yours': {
    status: 403,
    zh: '这一步由另一方办理：报告由填报机构，审核先由机构所在县区、再由市级疾控。',
    en: 'This step is another’s: institutions report, disease control of their county reviews, then that of the city.',
  },
  'reporting.changed-meanwhile': {
    status: 409,
    zh: '报告卡已被他人更改（现为第 {version} 版，{state}），请重新查看后再处理。',
    en: 'Somebody has changed the card meanwhile (version {version} now, {state}). Look again before you decide.',
  },
  'reporting.wrong-state': {
    status: 409,
    zh: '报告卡现为“{state}”，不能办理这一步。',
    en: 'This step cannot be taken on a card that is “{state}”.',
  },
  'reporting.no-institution': {
    status: 422,
    zh: '报告卡由医疗卫生机构填报，请先在右上角选择执业机构。',
    en: 'Cards are reported by institutions: choose the institution you act for at the top right.',
  },
  'reporting.told-to-disease-control': {
    status: 422,
    zh: '电话、传真报告由疾控机构录入。',
    en: 'What was told by phone or fax is entered by disease control.',
  },
  'reporting.say-who-told': {
    status: 422,
    zh: '疾控机构代录时须注明报告机构、方式和接报时间。',
    en: 'Disease control says which institution told it, how and when.',
  },
  'reporting.told-when': {
    status: 422,
    zh: '接报时间应在诊断时间与现在之间。',
    en: 'It was told between the diagnosis and now.',
  },
  'reporting.unknown-institution': {
    status: 422,
    zh: '没有编号为 {institution} 的机构。',
    en: 'There is no institution {institution}.',
  },
  'reporting.unknown-disease': {
    status: 422,
    zh: '名录中没有病种 {disease}。',
    en: 'The list knows no disease {disease}.',
  },
  'reporting.unknown-patient': {
    status: 422,
    zh: '没有登记号为 {patient} 的居民，或您无权查阅。',
    en: 'There is no registration {patient}, or you may not read it.',
  },
  'reporting.unknown-town': {
    status: 422,
    zh: '没有代码为 {town} 的乡镇（街道）。',
    en: 'There is no town with the code {town}.',
  },
  'reporting.not-in-force': {
    status: 422,
    zh: '{disease}在诊断日（{day}）不是应报告的传染病。',
    en: '{disease} did not have to be reported on the day of the diagnosis ({day}).',
  },
  'reporting.incomplete': {
    status: 422,
    zh: '报告卡有 {count} 处需要填写或更正。',
    en: '{count} places of the card are to be filled in or put right.',
  },
  'reporting.card-exists': {
    status: 409,
    zh: '此人此病已有报告卡（{state}，编号 {card}）。请打开该卡填写；确属另一人或另一次患病的，注明后再新建。',
    en: 'There is a card of this illness of this person ({state}, {card}). Open it; if it is somebody else or another illness, say so and make a new one.',
  },
  'reporting.same-card': { status: 422, zh: '报告卡不能并入自身。', en: 'A card cannot be merged into itself.' },
  'reporting.merge-target': {
    status: 409,
    zh: '只能并入同一病种、已报告且未作废的报告卡。',
    en: 'Cards are merged into one of the same disease that was reported and still stands.',
  },
  'reporting.period-backwards': { status: 422, zh: '结束日期早于开始日期。', en: 'The period ends before it begins.' },
  'reporting.period-too-long': { status: 422, zh: '统计期最长 {most} 天。', en: 'A period has at most {most} days.' },
  'reporting.zero-future': {
    status: 422,
    zh: '时段尚未结束：日零报告当日起、周零报告周日起填报。',
    en: 'The period is not over yet: a day can be said to be zero from that day on, a week from its Sunday on.',
  },
  'reporting.no-zero': { status: 409, zh: '该时段没有可撤回的零报告。', en: 'No zero report of that period stands.' },
  'reporting.not-monday': {
    status: 422,
    zh: '周报告以周一为起始日（{from} 不是周一）。',
    en: 'Weeks begin on Monday; {from} is none.',
  },
  'reporting.not-zero': {
    status: 409,
    zh: '本机构这一时段已有报告卡（含草稿），不能零报告。',
    en: 'Your institution has cards of that time, drafts among them: it is not zero.',
  },
  'reporting.settings-changed': {
    status: 409,
    zh: '设置已被他人更改（现为第 {version} 版）。',
    en: 'Somebody has changed the settings meanwhile (version {version} now).',
  },
};
