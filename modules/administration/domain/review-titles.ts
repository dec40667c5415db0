/** What each rule that finds unusual accesses is called, and each state of a review. */
export const anomalyTitles = {
  watched: { zh: '查看重点保护人员', en: 'Watched person seen' },
  'same-surname': { zh: '查看同姓人员', en: 'People of the same surname' },
  'volume-own': { zh: '远多于本人平日', en: 'Far more than on own days' },
  'volume-peers': { zh: '远多于同岗人员', en: 'Far more than peers' },
  'no-relation': { zh: '无诊疗或服务关系', en: 'Outside any relation' },
  'after-hours': { zh: '夜间查阅', en: 'At night' },
  'visit-unconfirmed': { zh: '登记的就诊无人核实', en: 'Visits nobody confirmed' },
  'visit-volume': { zh: '一日登记多次就诊', en: 'Many visits opened on one day' },
  'finds-missed': { zh: '多次查找居民未果', en: 'Looked for people and found nobody' },
} as const;

export const objectionTitles = {
  open: { zh: '待复核', en: 'Open' },
  reviewing: { zh: '复核中', en: 'Under review' },
  justified: { zh: '访问合规', en: 'Justified' },
  breach: { zh: '认定违规', en: 'Breach' },
} as const;
