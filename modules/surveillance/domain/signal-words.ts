import type { Text } from '@songhua/kernel';
import type { Signal } from '../contract.ts';

/** The words of signals as files say them. */
type Words<K extends string> = Readonly<Record<K, Text>>;

export const channelWords: Words<Signal['channel']> = {
  'case-reports': { zh: '传染病报告', en: 'Case reports' },
  syndromes: { zh: '临床症候群', en: 'Clinical syndromes' },
  laboratories: { zh: '病原检测', en: 'Laboratories' },
  'animals-vectors': { zh: '动物与病媒', en: 'Animals and vectors' },
  sewage: { zh: '污水与环境', en: 'Sewage and environment' },
  community: { zh: '学校、药店与公众', en: 'Schools, pharmacies, public' },
  ports: { zh: '口岸检疫', en: 'Ports of entry' },
  'media-food': { zh: '媒体与食品', en: 'Media and food' },
};
export const sourceWords: Words<Signal['source']> = {
  detection: { zh: '模型检测', en: 'Detection' },
  rule: { zh: '规则', en: 'Rule' },
  form: { zh: '填报', en: 'Form' },
  api: { zh: '接口', en: 'Program' },
  file: { zh: '文件', en: 'File' },
};
export const levelWords: Words<Signal['level']> = {
  immediate: { zh: '即时（2 小时）', en: 'Immediate (2 h)' },
  alarm: { zh: '常规（24 小时）', en: 'Regular (24 h)' },
};
export const stateWords: Words<Signal['state']> = {
  new: { zh: '待核实', en: 'New' },
  verifying: { zh: '核实中', en: 'Being verified' },
  verified: { zh: '已核实', en: 'Verified' },
  event: { zh: '已立事件', en: 'Event opened' },
  assessed: { zh: '已评估', en: 'Assessed' },
  response: { zh: '响应中', en: 'Responding' },
  closed: { zh: '已关闭', en: 'Closed' },
  false: { zh: '已排除', en: 'Ruled out' },
  merged: { zh: '已合并', en: 'Merged' },
};
export const outcomeWords: Words<NonNullable<Signal['outcome']>> = {
  true: { zh: '属实', en: 'True' },
  false: { zh: '不属实', en: 'False' },
  unclear: { zh: '尚不清楚', en: 'Unclear' },
};
