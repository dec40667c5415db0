import type { Text } from '@songhua/kernel';
import type { EmergencyEvent, EventPatch } from '../contract.ts';
import { kindWords, momentWords } from './situation-words.ts';

type Field = keyof EventPatch['changes'] | keyof EmergencyEvent['times'];

const said = (zh: string, en: string): Text => ({ zh, en });

const fieldWords: Readonly<Record<Exclude<Field, 'times'>, Text>> = {
  title: said('标题', 'title'),
  kind: said('类别', 'kind'),
  disease: said('分级所用病种', 'group of the grading'),
  agent: said('疾病或致病因子', 'disease or agent'),
  area: said('地区', 'area'),
  place: said('地点', 'place'),
  longitude: said('经度', 'longitude'),
  latitude: said('纬度', 'latitude'),
  firstCaseAt: said('首例发病', 'first case'),
  detectedAt: said('发现', 'found'),
  notifiedAt: said('报告', 'told of'),
  respondedAt: said('早期响应完成', 'early response complete'),
};

type Before = Pick<EmergencyEvent, Exclude<keyof EventPatch['changes'], 'times'> | 'times'>;

/** What an edit changed, each field with what it was and what it is; null: nothing. Codes of areas are told by their names. */
export function describeChanges(before: Before, after: Before, nameOf: (area: string) => Text): Text | null {
  const word = (field: Field, value: string | number | null, language: 'zh' | 'en'): string => {
    if (value === null) return '—';
    if (field === 'kind') return kindWords[value as EmergencyEvent['kind']][language];
    if (field === 'area') return nameOf(String(value))[language];
    return field.endsWith('At') ? momentWords(String(value), language) : String(value);
  };
  const { times: timesBefore, ...headBefore } = before;
  const { times: timesAfter, ...headAfter } = after;
  const was: Readonly<Record<string, string | number | null>> = { ...headBefore, ...timesBefore };
  const is: Readonly<Record<string, string | number | null>> = { ...headAfter, ...timesAfter };
  const changed = (Object.keys(fieldWords) as (keyof typeof fieldWords)[]).filter((field) => was[field] !== is[field]);
  if (changed.length === 0) return null;
  const line = (language: 'zh' | 'en') =>
    changed
      .map((field) => {
        const [old, next] = [was[field], is[field]].map((value) => word(field, value ?? null, language));
        return `${fieldWords[field][language]} ${old} → ${next}`;
      })
      .join(language === 'zh' ? '；' : '; ');
  return { zh: line('zh'), en: line('en') };
}
