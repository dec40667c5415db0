import type { CardState, CaseKind, Timing } from '../contract.ts';

/** What the words of a card are called, for files handed out and refusals. */
type Titles<K extends string> = Readonly<Record<K, { readonly zh: string; readonly en: string }>>;

export const stateTitles: Titles<CardState> = {
  draft: { zh: '待报告', en: 'to report' },
  reported: { zh: '待县级审核', en: 'waits for the county' },
  returned: { zh: '退回', en: 'returned' },
  checked: { zh: '待市级审核', en: 'waits for the city' },
  approved: { zh: '已审核', en: 'approved' },
  dismissed: { zh: '已排除', en: 'no case' },
  duplicate: { zh: '重卡', en: 'duplicate' },
  deleted: { zh: '已删除', en: 'deleted' },
};

export const kindTitles: Titles<CaseKind> = {
  suspected: { zh: '疑似病例', en: 'suspected' },
  clinical: { zh: '临床诊断病例', en: 'clinically diagnosed' },
  confirmed: { zh: '确诊病例', en: 'confirmed' },
  carrier: { zh: '病原携带者', en: 'carrier' },
  positive: { zh: '阳性检测', en: 'positive test' },
};

export const timingTitles: Titles<Timing> = {
  open: { zh: '未到时限', en: 'not due yet' },
  soon: { zh: '将到时限', en: 'due soon' },
  overdue: { zh: '逾期未报', en: 'overdue' },
  done: { zh: '及时', en: 'in time' },
  late: { zh: '迟报', en: 'late' },
};
