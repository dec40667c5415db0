import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import type { Text } from '@songhua/kernel';
import { type AreaMeasure, areaMeasureParts, areaMeasureSpecs } from './area-figures.ts';

/** A figure of an area on a day, as it is written and read. Unit and range follow from the measure. */
export interface AreaFigure {
  readonly area: string;
  readonly measure: AreaMeasure;
  /** ISO date from which it holds, until a newer one does. */
  readonly asOf: string;
  readonly value: number;
  readonly evidence: Evidence;
  /** File, row and person, or the document it is taken from. */
  readonly source: string | null;
}

/** Id of the one figure that an area has of a measure on a day. */
export const areaFigureId = ({ area, measure, asOf }: Pick<AreaFigure, 'area' | 'measure' | 'asOf'>): string =>
  `${area}-${measure}-${asOf}`;

/** What is wrong with a value of a measure; null when nothing is. */
export function judgeAreaValue(measure: AreaMeasure, value: number): { readonly rule: string; readonly message: Text } | null {
  const { least, most, decimals, unit } = areaMeasureSpecs[measure];
  if (!Number.isFinite(value) || value < least || value > most)
    return {
      rule: 'range',
      message: { zh: `须在 ${least} 至 ${most} ${unit.zh}之间`, en: `must lie between ${least} and ${most} ${unit.en}` },
    };
  const scale = 10 ** decimals;
  if (Math.abs(value * scale - Math.round(value * scale)) <= 1e-6 * Math.max(1, value)) return null;
  return decimals === 0
    ? { rule: 'count', message: { zh: '须为整数', en: 'must be a whole number' } }
    : { rule: 'decimals', message: { zh: `至多 ${decimals} 位小数`, en: `has at most ${decimals} decimals` } };
}

/** Whether a measure is asked of areas of a level; what is wrong when it is not. */
export function judgeAreaLevel(measure: AreaMeasure, level: string): { readonly rule: string; readonly message: Text } | null {
  const { levels, title } = areaMeasureSpecs[measure];
  if (levels.some((one) => one === level)) return null;
  const named = (language: 'zh' | 'en') => levels.map((one) => levelNames[one][language]).join(language === 'zh' ? '、' : ', ');
  return {
    rule: 'level',
    message: { zh: `“${title.zh}”只按${named('zh')}填报`, en: `“${title.en}” is given for ${named('en')} only` },
  };
}

const levelNames = {
  city: { zh: '全市', en: 'the city' },
  urban: { zh: '市区', en: 'the urban area' },
  county: { zh: '县（市）区', en: 'counties and districts' },
  zone: { zh: '开发区', en: 'development zones' },
  town: { zh: '乡镇（街道）', en: 'towns' },
} as const satisfies Readonly<Record<string, Text>>;

/** Of figures of one area and day one that cannot be, because a part of it is more than the whole; null when all can. */
export function findExcess(
  figures: readonly Pick<AreaFigure, 'measure' | 'value'>[],
): { readonly part: AreaFigure['measure']; readonly whole: AreaFigure['measure']; readonly limit: number } | null {
  const valueBy = new Map(figures.map(({ measure, value }) => [measure, value]));
  for (const { part, whole } of areaMeasureParts) {
    const [some, all] = [valueBy.get(part), valueBy.get(whole)];
    if (some !== undefined && all !== undefined && some > all) return { part, whole, limit: all };
  }
  return null;
}
