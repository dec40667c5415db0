import type { Text } from '@songhua/kernel';
import type { Judged, Milestone, Remark } from '../contract.ts';

const said = (zh: string, en: string): Text => ({ zh, en });

export const milestoneWords: Readonly<Record<Milestone, Text>> = {
  'card-prepared': said('报告卡由系统备好', 'report card prepared by the software'),
  'card-reported': said('报告卡已报告', 'report card sent'),
  'signal-raised': said('出现预警信号', 'signal raised'),
  'signal-verified': said('核实信号', 'signal verified'),
  'warning-raised': said('发出预警', 'warning raised'),
  'warning-verified': said('核实预警', 'warning verified'),
  'event-opened': said('登记事件', 'event opened'),
  'event-reported': said('提交事件报告', 'report on the event'),
  'event-verified': said('核实事件', 'event verified'),
  'event-graded': said('事件定级', 'event graded'),
  'response-started': said('启动响应', 'response started'),
  'task-acknowledged': said('接收任务', 'task taken'),
  'task-done': said('办结任务', 'task done'),
  'notice-issued': said('发出通报', 'notice issued'),
  'team-called-up': said('调集队伍', 'team called up'),
  'call-answered': said('应答调集', 'call-up answered'),
  'supply-moved': said('调拨物资', 'supplies moved'),
  'contact-listed': said('登记密切接触者', 'contact listed'),
  'ward-ordered': said('下令转换病区', 'conversion of a ward ordered'),
  'ward-ready': said('病区转换就绪', 'converted ward ready'),
  'response-ended': said('终止响应', 'response ended'),
};

export const verdictWords: Readonly<Record<Judged['state'], Text>> = {
  waiting: said('情景未到', 'not yet'),
  running: said('计时中', 'running'),
  met: said('按时', 'in time'),
  late: said('超时', 'late'),
  overdue: said('已超时未完成', 'overdue'),
  missed: said('未做到', 'not done'),
};

export const remarkWords: Readonly<Record<Remark['kind'], Text>> = {
  strength: said('优点', 'Strength'),
  gap: said('不足', 'Gap'),
  action: said('整改', 'To be done'),
};
