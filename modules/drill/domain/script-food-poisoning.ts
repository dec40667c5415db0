import type { Script } from '../contract.ts';

const proposal = { zh: '本项目建议值', en: 'proposed by this project' };

/** 学校食物中毒: pupils of one school fall ill after lunch. */
export const foodPoisoningScript: Script = {
  id: 'school-food-poisoning',
  version: 1,
  title: { zh: '学校食堂食物中毒', en: 'Food poisoning at a school' },
  purpose: {
    zh: '检验学校、接诊医院、县区疾控与监督机构之间的信息通报和首次、进程报告是否按时。',
    en: 'Whether school, hospital, disease control and inspectors tell each other in time, and the first reports are sent.',
  },
  audiences: ['professionals', 'public'],
  speed: 12,
  injects: [
    {
      id: 'school-call',
      hours: 0,
      kind: 'message',
      title: { zh: '学校来电', en: 'The school calls' },
      from: { zh: '永吉县某中学校医', en: 'A school doctor in Yongji' },
      body: {
        zh: '午餐后两小时内 35 名学生呕吐、腹泻，均在食堂就餐；留样已封存。',
        en: 'Within two hours of lunch 35 pupils vomited or had diarrhoea; all ate in the canteen, samples are kept.',
      },
    },
    {
      id: 'visits',
      hours: 0.5,
      kind: 'visits',
      title: { zh: '12 名学生就诊', en: 'Twelve pupils come to hospital' },
      ...{ area: '220221', people: 12, ages: [12, 18], complaint: '呕吐、腹泻' },
      diagnosis: { code: 'A05.9', display: '细菌性食物中毒' },
    },
    {
      id: 'more',
      hours: 6,
      kind: 'message',
      title: { zh: '病例增加', en: 'More cases' },
      from: { zh: '县医院', en: 'The county hospital' },
      body: {
        zh: '累计 102 名学生有症状，18 人住院，无重症。',
        en: '102 pupils have symptoms in all, 18 are in hospital, none severely ill.',
      },
    },
  ],
  expectations: [
    {
      id: 'opened',
      title: { zh: '登记事件并提交首次报告', en: 'The event is opened with its initial report' },
      ...{ after: 'school-call', withinHours: 2, milestone: 'event-reported', count: 1 },
      standard: {
        zh: '学校食物中毒 5 人及以上，核实后 2 小时内报告（相关信息报告管理工作规范）',
        en: 'Five cases or more at a school: within 2 hours (specification for reporting public-health events)',
      },
      verified: false,
    },
    {
      id: 'graded',
      title: { zh: '事件定级', en: 'The event is graded' },
      ...{ after: 'school-call', withinHours: 4, milestone: 'event-graded', count: 1, standard: proposal, verified: false },
    },
    {
      id: 'responded',
      title: { zh: '启动应急响应', en: 'The response is started' },
      ...{ after: 'school-call', withinHours: 5, milestone: 'response-started', count: 1, standard: proposal, verified: false },
    },
    {
      id: 'raised',
      title: { zh: '病例过百后提交进程报告', en: 'A progress report after the hundredth case' },
      ...{ after: 'more', withinHours: 2, milestone: 'event-reported', count: 1, standard: proposal, verified: false },
    },
  ],
};
