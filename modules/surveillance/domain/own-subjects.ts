import type { Text } from '@songhua/kernel';
import type { eventSubjects, syndromes } from '../contract.ts';

type Own = (typeof syndromes)[number] | (typeof eventSubjects)[number];

/** Names of the syndromes and kinds of events; those of diseases stand in the notifiable list. */
export const ownSubjects: Readonly<Record<Own, Text>> = {
  'syn-fever': { zh: '发热', en: 'Fever' },
  'syn-ili': { zh: '流感样病例', en: 'Influenza-like illness' },
  'syn-sari': { zh: '严重急性呼吸道感染', en: 'Severe acute respiratory infection' },
  'syn-diarrhoea': { zh: '腹泻', en: 'Diarrhoea' },
  'syn-vomiting': { zh: '呕吐', en: 'Vomiting' },
  'syn-rash': { zh: '发热伴出疹', en: 'Fever with rash' },
  'syn-haemorrhagic': { zh: '发热伴出血', en: 'Fever with bleeding' },
  'syn-neurological': { zh: '脑炎脑膜炎症候群', en: 'Encephalitis and meningitis syndrome' },
  'syn-jaundice': { zh: '急性黄疸', en: 'Acute jaundice' },
  'syn-eyes': { zh: '急性结膜炎', en: 'Acute conjunctivitis' },
  'unexplained-pneumonia': { zh: '不明原因肺炎', en: 'Unexplained pneumonia' },
  'unexplained-illness': { zh: '群体性不明原因疾病', en: 'Cluster of unexplained illness' },
  'unexplained-deaths': { zh: '不明原因死亡', en: 'Unexplained deaths' },
  emerging: { zh: '新发传染病', en: 'Emerging disease' },
  absence: { zh: '缺课缺勤', en: 'Absence from school or work' },
  'medicine-sales': { zh: '药品销售异常', en: 'Unusual sales of medicines' },
  'animal-deaths': { zh: '动物疫病或死亡', en: 'Illness or death of animals' },
  'vector-density': { zh: '病媒生物密度异常', en: 'Unusual density of vectors' },
  'sewage-finding': { zh: '污水检出', en: 'Finding in sewage' },
  'port-finding': { zh: '口岸检出', en: 'Finding at a port of entry' },
  'food-complaint': { zh: '食品安全投诉', en: 'Complaint about food' },
  'media-report': { zh: '媒体与网络信息', en: 'News and social media' },
  'other-event': { zh: '其他异常', en: 'Anything else unusual' },
};
