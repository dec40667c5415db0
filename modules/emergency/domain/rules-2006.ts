import type { GradingRule, RuleSetDraft } from '../contract.ts';

/**
 * The grading that comes along: levels as in the national emergency plan of 2006, as this project has summarised them. Level I was seen on a
 * public page, the others are recalled; none was compared with the original text, so that no rule is marked as verified. What only
 * an authority can find ("whatever the State Council's health department deems …") is no rule here: people decide that.
 */

type Draft = Omit<GradingRule, 'verified' | 'summary' | 'locator'> & { readonly zh: string; readonly en: string };

const rule = ({ zh, en, ...more }: Draft): GradingRule => ({
  ...more,
  summary: { zh, en },
  locator: `国家突发公共卫生事件应急预案（2006）1.3 事件的分级，${more.level} 级`,
  verified: false,
});

const pulmonary = ['pneumonic-plague', 'pulmonary-anthrax'] as const;
const respiratory = ['sars', 'hpai'] as const;

const first: readonly Draft[] = [
  {
    id: 'i-pulmonary-city',
    level: 'I',
    kinds: ['infectious'],
    diseases: [...pulmonary],
    when: [
      [{ fact: 'bigCity' }, { fact: 'spreading' }, { fact: 'cases', atLeast: 1 }],
      [{ fact: 'provinces', atLeast: 2, wording: '2 个以上省份：2 或更多' }, { fact: 'spreading' }],
    ],
    zh: '肺鼠疫、肺炭疽在大、中城市发生并有扩散趋势，或波及 2 个以上省份并有扩散趋势',
    en: 'Pneumonic plague or pulmonary anthrax in a large or medium city and spreading, or in two or more provinces and spreading',
  },
  {
    id: 'i-sars-hpai',
    level: 'I',
    kinds: ['infectious'],
    diseases: [...respiratory],
    when: [[{ fact: 'confirmed' }, { fact: 'spreading' }]],
    zh: '发生传染性非典型肺炎、人感染高致病性禽流感病例并有扩散趋势',
    en: 'SARS or human infection with highly pathogenic avian influenza, and spreading',
  },
  {
    id: 'i-unexplained',
    level: 'I',
    kinds: ['unexplained'],
    when: [[{ fact: 'provinces', atLeast: 2, wording: '多个省份：2 或更多' }, { fact: 'spreading' }]],
    zh: '涉及多个省份的群体性不明原因疾病并有扩散趋势',
    en: 'An unexplained illness of groups in several provinces, and spreading',
  },
  {
    id: 'i-new-disease',
    level: 'I',
    kinds: ['infectious'],
    diseases: ['new-disease', 'eliminated-disease'],
    when: [[{ fact: 'spreading' }, { fact: 'cases', atLeast: 1 }]],
    zh: '新传染病或我国尚未发现的传染病发生或传入并有扩散趋势，或已消灭的传染病重新流行',
    en: 'A new disease, or one not seen in China before, occurs and spreads; or an eliminated disease spreads again',
  },
  {
    id: 'i-agent-loss',
    level: 'I',
    kinds: ['agent-loss'],
    when: [[{ fact: 'agentVirulent' }]],
    zh: '烈性病菌株、毒株、致病因子等丢失',
    en: 'A highly virulent strain or agent is lost',
  },
];

const second: readonly Draft[] = [
  {
    id: 'ii-pulmonary',
    level: 'II',
    kinds: ['infectious'],
    diseases: [...pulmonary],
    when: [
      [{ fact: 'countyPeriodCases', atLeast: 5, wording: '5 例以上：5 或更多；一个平均潜伏期按 6 天' }],
      [{ fact: 'linkedCounties', atLeast: 2, wording: '2 个以上县（市）：2 或更多' }],
    ],
    zh: '一个县（市）一个平均潜伏期内肺鼠疫、肺炭疽 5 例以上，或相关联的疫情波及 2 个以上县（市）',
    en: 'Five or more cases of pneumonic plague or pulmonary anthrax in a county in one incubation period, or linked cases in two or more counties',
  },
  {
    id: 'ii-sars-hpai',
    level: 'II',
    kinds: ['infectious'],
    diseases: [...respiratory],
    when: [[{ fact: 'suspected' }], [{ fact: 'confirmed' }]],
    zh: '发生传染性非典型肺炎、人感染高致病性禽流感疑似病例（确诊而未扩散的不低于此级）',
    en: 'A suspected case of SARS or of highly pathogenic avian influenza (a confirmed one that does not spread is no less)',
  },
  {
    id: 'ii-bubonic',
    level: 'II',
    kinds: ['infectious'],
    diseases: ['bubonic-plague'],
    when: [
      [{ fact: 'cityPeriodCases', atLeast: 20, wording: '20 例以上：20 或更多' }],
      [{ fact: 'prefectures', atLeast: 2, wording: '2 个以上市（地）：2 或更多' }],
    ],
    zh: '一个市（地）一个平均潜伏期内腺鼠疫 20 例以上，或波及 2 个以上市（地）',
    en: 'Twenty or more cases of bubonic plague in a prefecture in one incubation period, or two or more prefectures',
  },
  {
    id: 'ii-cholera',
    level: 'II',
    kinds: ['infectious'],
    diseases: ['cholera'],
    when: [
      [{ fact: 'cityWeekCases', atLeast: 30, wording: '30 例以上：30 或更多' }],
      [{ fact: 'prefectures', atLeast: 2, wording: '2 个以上市（地）：2 或更多' }, { fact: 'spreading' }],
    ],
    zh: '霍乱在一个市（地）1 周内 30 例以上，或波及 2 个以上市（地）并有扩散趋势',
    en: 'Thirty or more cases of cholera in a prefecture in a week, or two or more prefectures and spreading',
  },
  {
    id: 'ii-class-b-c',
    level: 'II',
    kinds: ['infectious'],
    diseases: ['class-b-c'],
    when: [[{ fact: 'secondRatio', atLeast: 3, wording: '超过前 5 年同期平均水平 2 倍以上：多出 2 倍，即达到 3 倍' }]],
    zh: '乙、丙类传染病波及 2 个以上县（市），1 周内发病水平超过前 5 年同期平均 2 倍以上',
    en: 'A disease of class B or C in two or more counties, each with a weekly level at least two times above the mean of the same period in 5 years',
  },
  {
    id: 'ii-new-disease',
    level: 'II',
    kinds: ['infectious'],
    diseases: ['new-disease', 'eliminated-disease'],
    when: [[{ fact: 'cases', atLeast: 1 }]],
    zh: '我国尚未发现的传染病发生或传入，尚未造成扩散',
    en: 'A disease not seen in China before occurs and has not spread',
  },
  {
    id: 'ii-unexplained',
    level: 'II',
    kinds: ['unexplained'],
    when: [[{ fact: 'counties', atLeast: 2, wording: '扩散到县（市）以外：2 个或更多' }]],
    zh: '发生群体性不明原因疾病，扩散到县（市）以外的地区',
    en: 'An unexplained illness of groups that has spread beyond a county',
  },
  {
    id: 'ii-nosocomial',
    level: 'II',
    kinds: ['nosocomial'],
    when: [[{ fact: 'severeHarm' }]],
    zh: '发生重大医源性感染事件',
    en: 'A major infection caught in health care',
  },
  {
    id: 'ii-vaccine-death',
    level: 'II',
    kinds: ['vaccine-reaction'],
    when: [[{ fact: 'deaths', atLeast: 1 }]],
    zh: '预防接种或群体预防性服药出现人员死亡',
    en: 'A death after vaccination or mass prophylaxis',
  },
  {
    id: 'ii-food',
    level: 'II',
    kinds: ['food-poisoning'],
    when: [
      [
        { fact: 'cases', atLeast: 100, wording: '超过 100 人：按 100 或更多' },
        { fact: 'deaths', atLeast: 1 },
      ],
      [{ fact: 'deaths', atLeast: 10, wording: '10 例以上：10 或更多' }],
    ],
    zh: '一次食物中毒 100 人以上并出现死亡病例，或出现 10 例以上死亡病例',
    en: 'Food poisoning of 100 or more with a death, or with ten or more deaths',
  },
  {
    id: 'ii-occupational',
    level: 'II',
    kinds: ['occupational-poisoning'],
    when: [
      [{ fact: 'cases', atLeast: 50, wording: '50 人以上：50 或更多' }],
      [{ fact: 'deaths', atLeast: 5, wording: '5 人以上：5 或更多' }],
    ],
    zh: '一次急性职业中毒 50 人以上，或死亡 5 人以上',
    en: 'Acute occupational poisoning of 50 or more, or five or more deaths',
  },
  {
    id: 'ii-agent-loss',
    level: 'II',
    kinds: ['agent-loss'],
    when: [[{ fact: 'cases', atLeast: 1 }]],
    zh: '菌种、毒种、致病因子保管运输不当造成感染发病',
    en: 'An agent that got out has made somebody ill',
  },
];

const third: readonly Draft[] = [
  {
    id: 'iii-pulmonary',
    level: 'III',
    kinds: ['infectious'],
    diseases: [...pulmonary],
    when: [[{ fact: 'cases', atLeast: 1, wording: '未超过 5 例：1 至 4 例；更多时适用 II 级' }]],
    zh: '发生肺鼠疫、肺炭疽病例，一个平均潜伏期内未达 5 例，流行范围在一个县（市）以内',
    en: 'Pneumonic plague or pulmonary anthrax in one county, fewer than five in one incubation period',
  },
  {
    id: 'iii-bubonic',
    level: 'III',
    kinds: ['infectious'],
    diseases: ['bubonic-plague'],
    when: [
      [{ fact: 'countyPeriodCases', atLeast: 10, wording: '10 例以上：10 或更多' }],
      [{ fact: 'counties', atLeast: 2, wording: '2 个以上县（市）：2 或更多' }],
    ],
    zh: '一个县（市）一个平均潜伏期内腺鼠疫 10 例以上，或波及 2 个以上县（市）',
    en: 'Ten or more cases of bubonic plague in a county in one incubation period, or two or more counties',
  },
  {
    id: 'iii-cholera',
    level: 'III',
    kinds: ['infectious'],
    diseases: ['cholera'],
    when: [
      [{ fact: 'countyWeekCases', atLeast: 10, wording: '10～29 例：10 或更多；达到 II 级条件时适用 II 级' }],
      [{ fact: 'counties', atLeast: 2, wording: '2 个以上县（市）：2 或更多' }],
      [{ fact: 'firstInCityCentre' }],
    ],
    zh: '霍乱在一个县（市）1 周内 10～29 例，或波及 2 个以上县（市），或市（地）级以上城市市区首次发生',
    en: 'Ten to 29 cases of cholera in a county in a week, or two or more counties, or the first in the city’s own districts',
  },
  {
    id: 'iii-class-b-c',
    level: 'III',
    kinds: ['infectious'],
    diseases: ['class-b-c'],
    when: [[{ fact: 'ratio', atLeast: 2, wording: '超过前 5 年同期平均水平 1 倍以上：多出 1 倍，即达到 2 倍' }]],
    zh: '一个县（市）1 周内乙、丙类传染病发病水平超过前 5 年同期平均 1 倍以上',
    en: 'A disease of class B or C in a county with a weekly level at least one time above the mean of the same period in 5 years',
  },
  {
    id: 'iii-unexplained',
    level: 'III',
    kinds: ['unexplained'],
    when: [[{ fact: 'cases', atLeast: 1 }]],
    zh: '一个县（市）内发现群体性不明原因疾病',
    en: 'An unexplained illness of groups in one county',
  },
  {
    id: 'iii-food',
    level: 'III',
    kinds: ['food-poisoning'],
    when: [[{ fact: 'cases', atLeast: 100, wording: '超过 100 人：按 100 或更多' }], [{ fact: 'deaths', atLeast: 1 }]],
    zh: '一次食物中毒 100 人以上，或出现死亡病例',
    en: 'Food poisoning of 100 or more, or with a death',
  },
  {
    id: 'iii-vaccine',
    level: 'III',
    kinds: ['vaccine-reaction'],
    when: [[{ fact: 'groupReaction' }]],
    zh: '预防接种或群体预防性服药出现群体心因性反应或不良反应',
    en: 'Reactions of a group, also psychogenic ones, after vaccination or mass prophylaxis',
  },
  {
    id: 'iii-occupational',
    level: 'III',
    kinds: ['occupational-poisoning'],
    when: [
      [{ fact: 'cases', atLeast: 10, wording: '10～49 人：10 或更多；达到 50 人适用 II 级' }],
      [{ fact: 'deaths', atLeast: 1, wording: '死亡 4 人以下：1 至 4 人；5 人适用 II 级' }],
    ],
    zh: '一次急性职业中毒 10～49 人，或死亡 4 人以下',
    en: 'Acute occupational poisoning of 10 to 49, or up to four deaths',
  },
];

const fourth: readonly Draft[] = [
  {
    id: 'iv-bubonic',
    level: 'IV',
    kinds: ['infectious'],
    diseases: ['bubonic-plague'],
    when: [[{ fact: 'cases', atLeast: 1, wording: '未超过 10 例：1 至 9 例；更多时适用 III 级' }]],
    zh: '腺鼠疫在一个县（市）发生，一个平均潜伏期内未达 10 例',
    en: 'Bubonic plague in one county, fewer than ten in one incubation period',
  },
  {
    id: 'iv-cholera',
    level: 'IV',
    kinds: ['infectious'],
    diseases: ['cholera'],
    when: [[{ fact: 'cases', atLeast: 1, wording: '9 例以下：1 至 9 例；更多时适用 III 级' }]],
    zh: '霍乱在一个县（市）发生，1 周内 9 例以下',
    en: 'Cholera in one county, up to nine in a week',
  },
  {
    id: 'iv-food',
    level: 'IV',
    kinds: ['food-poisoning'],
    when: [[{ fact: 'cases', atLeast: 30, wording: '30～99 人：30 或更多；达到 100 人适用 III 级' }]],
    zh: '一次食物中毒 30～99 人，未出现死亡病例',
    en: 'Food poisoning of 30 to 99 without a death',
  },
  {
    id: 'iv-occupational',
    level: 'IV',
    kinds: ['occupational-poisoning'],
    when: [[{ fact: 'cases', atLeast: 1, wording: '9 人以下：1 至 9 人；更多时适用 III 级' }]],
    zh: '一次急性职业中毒 9 人以下，未出现死亡病例',
    en: 'Acute occupational poisoning of up to nine without a death',
  },
];

export const rules2006: RuleSetDraft = {
  edition: { zh: '国家突发公共卫生事件应急预案（2006）摘要', en: 'National plan for public-health events (2006), summarised' },
  source: '国家突发公共卫生事件应急预案（2006-02-26）；I 级见于公开网页，II–IV 级为转述，均未与原文核对',
  verified: false,
  from: '2006-02-26',
  rules: [...first, ...second, ...third, ...fourth].map(rule),
};
