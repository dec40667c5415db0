import type { Language } from '@songhua/kernel';
import type { Interpretation } from '../contract.ts';
import { byLatest, cityTextOf, dayOf, momentOf } from './order-dates.ts';
import type { Reading } from './spread-observations.ts';

const words: Readonly<Record<Interpretation, Readonly<Record<Language, string>>>> = {
  normal: { zh: '正常', en: 'normal' },
  low: { zh: '偏低', en: 'low' },
  high: { zh: '偏高', en: 'high' },
  'critical-low': { zh: '危急偏低', en: 'critically low' },
  'critical-high': { zh: '危急偏高', en: 'critically high' },
  abnormal: { zh: '异常', en: 'abnormal' },
};

/** Readings as rows of a table, the latest first, those without a date last. */
export const listReadings = (
  readings: readonly Reading[],
  {
    codes,
    from,
    until,
  }: { readonly codes?: readonly string[] | undefined; readonly from?: string | undefined; readonly until?: string | undefined },
  language: Language,
): Readonly<Record<string, string | number | null>>[] =>
  readings
    .filter(({ key, source }) => {
      if (codes && codes.length > 0 && !codes.includes(key)) return false;
      const moment = momentOf(source.at);
      if (from === undefined && until === undefined) return true;
      const day = moment === null ? '' : dayOf(moment);
      return day !== '' && (from === undefined || day >= from) && (until === undefined || day <= until);
    })
    .toSorted((a, b) => byLatest(a.source.at, b.source.at))
    .map(({ source, name, code, measured, range, interpretation }) => ({
      at: source.at && cityTextOf(source.at),
      name,
      code,
      value: measured.value,
      text: measured.text,
      unit: measured.unit,
      low: range?.low ?? null,
      high: range?.high ?? null,
      range: range?.text ?? null,
      interpretation: interpretation && words[interpretation][language],
      institution: source.institution.name,
      resource: source.resource,
    }));
