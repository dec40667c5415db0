import type { Language, Text } from '@songhua/kernel';
import type { EmergencyEvent, Report, ResponseTask } from '../contract.ts';

/** The words of the situation report (态势报告), beside what the pages say. */

const said = (zh: string, en: string): Text => ({ zh, en });

export const levelWords: Readonly<Record<NonNullable<EmergencyEvent['level']>, Text>> = {
  I: said('特别重大（Ⅰ级）', 'Level I (particularly serious)'),
  II: said('重大（Ⅱ级）', 'Level II (serious)'),
  III: said('较大（Ⅲ级）', 'Level III (considerable)'),
  IV: said('一般（Ⅳ级）', 'Level IV (ordinary)'),
};

export const stateWords: Readonly<Record<EmergencyEvent['state'], Text>> = {
  reported: said('已登记，待核实', 'registered, not yet verified'),
  verified: said('已核实', 'verified'),
  responding: said('应急响应中', 'response under way'),
  ended: said('响应已终止', 'response ended'),
  closed: said('已结案', 'closed'),
  discarded: said('已排除', 'discarded'),
};

export const kindWords: Readonly<Record<EmergencyEvent['kind'], Text>> = {
  infectious: said('传染病疫情', 'Infectious disease'),
  unexplained: said('群体性不明原因疾病', 'Unexplained illness of a group'),
  'food-poisoning': said('食物中毒', 'Food poisoning'),
  'occupational-poisoning': said('急性职业中毒', 'Occupational poisoning'),
  'vaccine-reaction': said('预防接种或服药反应', 'Reaction to vaccine or prophylaxis'),
  nosocomial: said('医源性感染', 'Infection in health care'),
  'agent-loss': said('菌种毒种丢失', 'Loss of an agent'),
  other: said('其他', 'Other'),
};

export const reportWords: Readonly<Record<Report['kind'], Text>> = {
  initial: said('首次报告', 'Initial'),
  progress: said('进程报告', 'Progress'),
  closing: said('结案报告', 'Closing'),
};

export const departmentWords: Readonly<Record<ResponseTask['department'], Text>> = {
  headquarters: said('指挥部', 'Headquarters'),
  health: said('卫生健康', 'Health'),
  cdc: said('疾控', 'Disease control'),
  supervision: said('卫生监督', 'Health supervision'),
  hospital: said('医疗机构', 'Hospitals'),
  ems: said('急救', 'Ambulance service'),
  education: said('教育', 'Education'),
  'public-security': said('公安', 'Public security'),
  finance: said('财政', 'Finance'),
  'market-supervision': said('市场监管', 'Market supervision'),
  agriculture: said('农业农村', 'Agriculture'),
  'emergency-management': said('应急管理', 'Emergency management'),
  publicity: said('宣传', 'Publicity'),
  transport: said('交通运输', 'Transport'),
  industry: said('工业信息', 'Industry'),
  community: said('街道社区', 'Communities'),
};

export const taskWords: Readonly<Record<ResponseTask['state'], Text>> = {
  waiting: said('待接收', 'not taken'),
  acknowledged: said('办理中', 'under way'),
  done: said('已完成', 'done'),
  cancelled: said('已取消', 'cancelled'),
};

const beijing = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A moment in Beijing: 2026年3月1日 09:30 / 1 Mar 2026 09:30. */
export function momentWords(iso: string, language: Language): string {
  const [day = '', time = ''] = beijing.format(new Date(iso)).split(' ');
  const [year, month = 1, date] = day.split('-').map(Number);
  return language === 'zh' ? `${year}年${month}月${date}日 ${time}` : `${date} ${months[month - 1]} ${year} ${time}`;
}
