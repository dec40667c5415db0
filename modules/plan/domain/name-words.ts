import type { Text } from '@songhua/kernel';
import type { ClauseItem, ClauseStatus, IndicatorItem, RuleStatus, Status } from '../contract.ts';

/** What binds whom: 预期性 a direction for all, 约束性 a duty of the government. */
export const natureNames: Record<IndicatorItem['nature'], Text> = {
  预期性: { zh: '预期性', en: 'Anticipatory' },
  约束性: { zh: '约束性', en: 'Binding' },
};

/** The words files and the terminal use for a status. */
export const statusNames: Record<Status, Text> = {
  met: { zh: '已达标', en: 'met' },
  'on-track': { zh: '按期', en: 'on track' },
  behind: { zh: '滞后', en: 'behind' },
  'off-track': { zh: '偏离', en: 'off track' },
  unknown: { zh: '未知', en: 'unknown' },
};

/** The words for what a rule gives. */
export const verdictNames: Record<RuleStatus, Text> = {
  pass: { zh: '符合', en: 'passes' },
  fail: { zh: '不符合', en: 'fails' },
  unknown: { zh: '未知', en: 'unknown' },
  'not-applicable': { zh: '不适用', en: 'does not apply' },
};

export const severityNames: Record<'must' | 'should', Text> = {
  must: { zh: '必须', en: 'must' },
  should: { zh: '应当', en: 'should' },
};

/** The words for how a clause stands. */
export const clauseStatusNames: Record<ClauseStatus, Text> = {
  met: { zh: '已达到', en: 'met' },
  failing: { zh: '未达到', en: 'not met' },
  'under-way': { zh: '进行中', en: 'under way' },
  late: { zh: '逾期', en: 'late' },
  'in-place': { zh: '已具备', en: 'in place' },
  planned: { zh: '未开始', en: 'not begun' },
  unknown: { zh: '未知', en: 'unknown' },
};

export const clauseTypeNames: Record<ClauseItem['type'], Text> = {
  indicator: { zh: '指标', en: 'indicator' },
  'resource-standard': { zh: '资源标准', en: 'resource standard' },
  'service-network': { zh: '服务网络', en: 'service network' },
  'information-system': { zh: '信息系统', en: 'information system' },
  governance: { zh: '体制机制', en: 'governance' },
};
