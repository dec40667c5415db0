import type { ClusterLimit, ClusterRule, ClusterRuleSet, PlaceKind } from './cluster-rule.ts';

/** Limits of the national specification for reporting public health events, as this project has summarised them from a public page. */

const gathering: readonly PlaceKind[] = ['school', 'kindergarten', 'village', 'site'];
const collective: readonly PlaceKind[] = ['school', 'kindergarten', 'village', 'community', 'site', 'unit'];

const inTwoHours = { to: 'event-system', hours: 2 } as const;
const single: ClusterLimit = { count: 'cases', atLeast: 1, days: 1, within: 'county' };
const aDeath: ClusterLimit = { count: 'died', atLeast: 1, days: 1, within: 'county' };
const inAWeek = (atLeast: number, within: ClusterLimit['within'], count: ClusterLimit['count'] = 'cases'): ClusterLimit => ({
  count,
  atLeast,
  days: 7,
  within,
});
const ourWeek = (atLeast: number, within: ClusterLimit['within']): ClusterLimit => ({
  ...inAWeek(atLeast, within),
  daysAreOurs: true,
});

const infections: readonly ClusterRule[] = [
  {
    id: 'single-case',
    subjects: [
      { disease: 'plague' },
      { disease: 'cholera' },
      { disease: 'sars' },
      { disease: 'avian-influenza' },
      { disease: 'h7n9' },
      { disease: 'novel-influenza' },
      { disease: 'anthrax', subtypes: ['pulmonary'] },
      { disease: 'unexplained-pneumonia' },
      { disease: 'emerging' },
    ],
    when: [single],
    report: inTwoHours,
    summary: {
      zh: '鼠疫、霍乱、传染性非典型肺炎、人感染禽流感或新亚型流感、肺炭疽、不明原因肺炎或新发传染病：1 例即报',
      en: 'Plague, cholera, SARS, avian influenza or a novel subtype in humans, pulmonary anthrax, pneumonia of unknown cause or a new disease: one case is enough',
    },
  },
  {
    id: 'absent-five-years',
    subjects: 'any',
    when: [{ absentYears: 5 }],
    report: inTwoHours,
    summary: {
      zh: '本县（区）5 年内未报告过的传染病：1 例即报',
      en: 'A disease that the county has not reported for five years: one case is enough',
    },
  },
  {
    id: 'hepatitis-a-e',
    subjects: [{ disease: 'viral-hepatitis', subtypes: ['a', 'e'] }],
    when: [inAWeek(5, gathering)],
    report: inTwoHours,
    summary: {
      zh: '甲型、戊型肝炎：1 周内同一学校、幼儿园、自然村或工地 5 例及以上',
      en: 'Hepatitis A and E: five or more in a week in one school, kindergarten, village or building site',
    },
  },
  {
    id: 'typhoid',
    subjects: [{ disease: 'typhoid' }],
    when: [inAWeek(5, gathering)],
    report: inTwoHours,
    summary: {
      zh: '伤寒、副伤寒：1 周内同一学校、幼儿园、自然村或工地 5 例及以上',
      en: 'Typhoid and paratyphoid: five or more in a week in one school, kindergarten, village or building site',
    },
  },
  {
    id: 'childhood-infections',
    subjects: ['measles', 'rubella', 'mumps', 'scarlet-fever', 'varicella'].map((disease) => ({ disease })),
    when: [inAWeek(10, collective)],
    report: inTwoHours,
    summary: {
      zh: '麻疹、风疹、流行性腮腺炎、猩红热、水痘（各自计数）：1 周内同一集体单位 10 例及以上',
      en: 'Measles, rubella, mumps, scarlet fever, chickenpox (each by itself): ten or more in a week in one collective unit',
    },
  },
  {
    id: 'other-diarrhoea',
    subjects: [{ disease: 'other-diarrhoea' }],
    when: [inAWeek(20, collective), aDeath],
    report: inTwoHours,
    summary: {
      zh: '其他感染性腹泻：1 周内同一单位 20 例及以上，或死亡 1 例及以上',
      en: 'Other infectious diarrhoea: twenty or more in a week in one unit, or a death',
    },
  },
  {
    id: 'influenza-like-ten',
    subjects: [{ disease: 'syn-ili' }],
    when: [inAWeek(10, collective)],
    report: { to: 'county-cdc', hours: null },
    summary: {
      zh: '流感样病例：1 周内同一单位 10 例及以上，电话或传真告知县级疾控机构核实',
      en: 'Influenza-like illness: ten or more in a week in one unit; the county CDC is told by telephone or fax and verifies',
    },
  },
  {
    id: 'influenza-like-thirty',
    subjects: [{ disease: 'syn-ili' }],
    when: [inAWeek(30, collective), inAWeek(5, collective, 'hospitalised'), inAWeek(2, collective, 'died')],
    report: inTwoHours,
    summary: {
      zh: '流感样病例：1 周内同一单位 30 例及以上，或 5 例及以上住院，或 2 例及以上死亡，核实后 2 小时内报告',
      en: 'Influenza-like illness: in a week in one unit thirty or more, five or more in hospital, or two or more deaths; reported within two hours of verification',
    },
  },
];

const otherEvents: readonly ClusterRule[] = [
  {
    id: 'food-poisoning',
    subjects: [{ disease: 'food-poisoning' }],
    when: [ourWeek(30, 'county'), ourWeek(5, ['school', 'kindergarten', 'site']), aDeath],
    report: inTwoHours,
    summary: {
      zh: '食物中毒：30 人及以上，学校、幼儿园或工地 5 人及以上，或死亡 1 例及以上',
      en: 'Food poisoning: thirty or more people, five or more in a school, kindergarten or building site, or a death',
    },
  },
  {
    id: 'occupational-poisoning',
    subjects: [{ disease: 'occupational-poisoning' }],
    when: [ourWeek(10, 'county'), aDeath],
    report: inTwoHours,
    summary: {
      zh: '急性职业中毒：10 人及以上，或死亡 1 例及以上',
      en: 'Acute occupational poisoning: ten or more people, or a death',
    },
  },
  {
    id: 'other-poisoning',
    subjects: [{ disease: 'other-acute-poisoning' }, { disease: 'environmental-poisoning' }],
    when: [ourWeek(3, 'county')],
    report: inTwoHours,
    summary: {
      zh: '其他急性中毒或环境因素事件：3 例及以上',
      en: 'Other acute poisoning or harm from the environment: three or more',
    },
  },
  {
    id: 'radiation',
    subjects: [{ disease: 'radiation-exposure' }],
    when: [single],
    report: inTwoHours,
    summary: { zh: '意外辐射照射：1 例即报', en: 'Accidental exposure to radiation: one person is enough' },
  },
  {
    id: 'transfusion',
    subjects: [{ disease: 'transfusion-infection' }],
    when: [{ count: 'cases', atLeast: 3, days: 365, daysAreOurs: true, within: 'county' }],
    report: inTwoHours,
    summary: {
      zh: '输血引起的乙型肝炎、丙型肝炎或艾滋病病毒感染：3 例及以上',
      en: 'Hepatitis B, hepatitis C or HIV through transfusion: three or more',
    },
  },
  {
    id: 'agent-loss',
    subjects: [{ disease: 'agent-loss' }],
    when: [single],
    report: inTwoHours,
    summary: { zh: '菌种、毒种丢失：1 起即报', en: 'Loss of a strain of bacteria or virus: one is enough' },
  },
  {
    id: 'vaccine-reaction',
    subjects: [{ disease: 'vaccine-reaction' }],
    when: [ourWeek(2, collective), aDeath],
    report: inTwoHours,
    summary: {
      zh: '预防接种或群体性预防服药后的群体反应，或死亡',
      en: 'A reaction of several people to vaccination or to medicine given to a group in prevention, or a death',
    },
  },
];

/** Subjects of these rules that are no notifiable disease: illness that is counted without being reported by card, and events. All others are codes of the notifiable list. */
export const eventCodes: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  varicella: { zh: '水痘', en: 'Chickenpox' },
  'syn-ili': { zh: '流感样病例', en: 'Influenza-like illness' },
  'food-poisoning': { zh: '食物中毒', en: 'Food poisoning' },
  'occupational-poisoning': { zh: '急性职业中毒', en: 'Acute occupational poisoning' },
  'other-acute-poisoning': { zh: '其他急性中毒', en: 'Other acute poisoning' },
  'environmental-poisoning': { zh: '环境因素事件', en: 'Harm from the environment' },
  'radiation-exposure': { zh: '意外辐射照射', en: 'Accidental exposure to radiation' },
  'transfusion-infection': { zh: '输血引起的感染', en: 'Infection through transfusion' },
  'agent-loss': { zh: '菌种、毒种丢失', en: 'Loss of a strain of bacteria or virus' },
  'vaccine-reaction': { zh: '预防接种或服药后反应', en: 'Reaction to vaccination or preventive medicine' },
};

/** The set that comes along; an authority's own takes its place as data. */
export const eventReportRules: ClusterRuleSet = {
  version: '2006-draft-2',
  source:
    '国家突发公共卫生事件相关信息报告管理工作规范（试行）, summarised from a public page and not compared with the original. Hepatitis A and E are counted together, deaths, poisonings and infections through transfusion in the whole county, and one case of a new disease counts wherever it is: this project reads it so, on the careful side.',
  verified: false,
  rules: [...infections, ...otherEvents],
};
