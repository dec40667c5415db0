import type { Script } from '../contract.ts';

const proposal = { zh: '本项目建议值', en: 'proposed by this project' };
const twoHours = {
  zh: '突发公共卫生事件应急条例第十九、二十条：2 小时内报告',
  en: 'Regulation on public-health emergencies, arts. 19–20: report within 2 hours',
};

/** 不明原因肺炎: clusters of pneumonia at two hospitals turn out to be one outbreak. */
export const respiratoryScript: Script = {
  id: 'respiratory-outbreak',
  version: 2,
  title: { zh: '呼吸道传染病暴发（新冠样）', en: 'An outbreak of respiratory disease' },
  purpose: {
    zh: '检验从首诊医生报告、疾控核实、事件登记定级到启动响应、调集队伍、发布提示的全过程是否按时。',
    en: 'Whether the chain from the first doctor’s report over verification, opening and grading of the event to response, call-up and advice keeps its times.',
  },
  audiences: ['managers', 'professionals'],
  speed: 24,
  injects: [
    {
      id: 'briefing',
      hours: 0,
      kind: 'message',
      title: { zh: '背景', en: 'Background' },
      from: { zh: '导调组', en: 'Drill control' },
      body: {
        zh: '邻省一周前报告聚集性肺炎，病原检测为新型冠状病毒变异株。各单位按日常职责工作，以页面为准。',
        en: 'A week ago a neighbouring province reported a cluster of pneumonia, found to be a new variant of the coronavirus. Work as on any day; the pages are what counts.',
      },
    },
    {
      id: 'first-visits',
      hours: 0.5,
      kind: 'visits',
      title: { zh: '首批 3 名患者就诊', en: 'The first three patients come' },
      ...{ area: '220204', people: 3, ages: [24, 61], complaint: '发热、咳嗽 3 天，气促 1 天' },
      diagnosis: { code: 'U07.1', display: '新型冠状病毒感染' },
    },
    {
      id: 'sewage',
      hours: 4,
      kind: 'signal',
      title: { zh: '污水监测阳性', en: 'Sewage turns positive' },
      ...{ area: '220204', channel: 'sewage', subject: 'covid-19', observed: 12, expected: 1 },
      place: { zh: '示例污水处理厂', en: 'A sewage works' },
      said: { zh: '新冠病毒核酸浓度升至平日的 12 倍', en: 'Viral RNA at twelve times its usual' },
    },
    {
      id: 'second-visits',
      hours: 6,
      kind: 'visits',
      title: { zh: '同一县区再有 6 名患者', en: 'Six more in the same county' },
      ...{ area: '220204', people: 6, ages: [8, 72], complaint: '发热、乏力，有聚餐史' },
      diagnosis: { code: 'U07.1', display: '新型冠状病毒感染' },
    },
    {
      id: 'banquet',
      hours: 6.5,
      kind: 'message',
      title: { zh: '病例自述共同聚餐', en: 'Cases tell of one banquet' },
      from: { zh: '接诊医院', en: 'The hospital' },
      body: {
        zh: '5 名病例三天前参加同一婚宴，宾客约 120 人，来自三个县区。',
        en: 'Five cases were at one wedding three days ago with some 120 guests of three counties.',
      },
    },
    {
      id: 'press',
      hours: 10,
      kind: 'message',
      title: { zh: '记者来电', en: 'A reporter calls' },
      from: { zh: '市民热线', en: 'The citizens’ line' },
      body: {
        zh: '网络流传“医院封控”，市民询问是否需要停课。',
        en: 'It is said online that a hospital has been closed; people ask whether schools close.',
      },
    },
  ],
  expectations: [
    {
      id: 'prepared',
      title: { zh: '系统备好 3 张报告卡', en: 'Three report cards are prepared' },
      ...{ after: 'first-visits', withinHours: 1, milestone: 'card-prepared', count: 3, standard: proposal, verified: false },
    },
    {
      id: 'reported',
      title: { zh: '首诊医生报告 3 例', en: 'Doctors report the three' },
      ...{ after: 'first-visits', withinHours: 24, milestone: 'card-reported', count: 3 },
      standard: { zh: '乙类传染病诊断后 24 小时内网络直报', en: 'Class B: reported within 24 hours of the diagnosis' },
      verified: false,
    },
    {
      id: 'answered',
      title: { zh: '核实污水监测信号', en: 'The signal of the sewage is answered' },
      ...{ after: 'sewage', withinHours: 24, milestone: 'signal-verified', count: 1, standard: proposal, verified: false },
    },
    {
      id: 'opened',
      title: { zh: '登记突发公共卫生事件', en: 'The event is opened' },
      ...{ after: 'banquet', withinHours: 2, milestone: 'event-opened', count: 1, standard: twoHours, verified: false },
    },
    {
      id: 'verified',
      title: { zh: '核实事件', en: 'The event is verified' },
      ...{ after: 'banquet', withinHours: 4, milestone: 'event-verified', count: 1, standard: proposal, verified: false },
    },
    {
      id: 'graded',
      title: { zh: '事件定级', en: 'The event is graded' },
      ...{ after: 'banquet', withinHours: 6, milestone: 'event-graded', count: 1, standard: proposal, verified: false },
    },
    {
      id: 'responded',
      title: { zh: '启动应急响应', en: 'The response is started' },
      ...{ after: 'banquet', withinHours: 8, milestone: 'response-started', count: 1, standard: proposal, verified: false },
    },
    {
      id: 'taken',
      title: { zh: '三个部门接收任务', en: 'Three departments take their tasks' },
      ...{ after: 'banquet', withinHours: 10, milestone: 'task-acknowledged', count: 3, standard: proposal, verified: false },
    },
    {
      id: 'contacts',
      title: { zh: '登记 5 名密切接触者', en: 'Five contacts are listed' },
      ...{ after: 'banquet', withinHours: 12, milestone: 'contact-listed', count: 5, standard: proposal, verified: false },
    },
    {
      id: 'ward',
      title: { zh: '一个病区转换就绪', en: 'One ward has converted' },
      ...{ after: 'banquet', withinHours: 36, milestone: 'ward-ready', count: 1, standard: proposal, verified: false },
    },
    {
      id: 'advice',
      title: { zh: '发出公众健康提示', en: 'Advice to the public is issued' },
      ...{ after: 'press', withinHours: 4, milestone: 'notice-issued', count: 1, standard: proposal, verified: false },
    },
  ],
};
