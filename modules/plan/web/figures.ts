import { formatFigure, formatNumber } from '@songhua/ui/format.ts';
import type { Language } from '@songhua/ui/text.ts';
import type { IndicatorItem } from '../contract.ts';

/** Held to their figure by a space that does not break. */
const signs: Readonly<Record<string, string>> = {
  '>=': '≥\u00a0',
  '<=': '≤\u00a0',
  '>': '>\u00a0',
  '<': '<\u00a0',
  '=': '=\u00a0',
  '~': '≈\u00a0',
};

/** What an exact target without a figure of its own is called: 全覆盖 reads better than the 1 it is reckoned with. */
const inWords = ({ operator, text }: IndicatorItem['target']): string | null =>
  operator === '=' && text && !/\d/.test(text) ? text : null;

/** The target in words: the plan's own when it is not a bare number, else its sign and figure. Null when there is none. */
export function targetText(item: IndicatorItem, language: Language): string | null {
  const { value, operator, text } = item.target;
  const word = inWords(item.target);
  if (word !== null) return word;
  if (value !== null) return `${signs[operator ?? ''] ?? ''}${formatFigure(value, item.format, item.decimals, language)}`;
  return text;
}

/** What is expected by now; where that is a target told in a word, the word. Null when nothing is. */
export function expectedText(item: IndicatorItem, language: Language): string | null {
  if (item.expected === null) return null;
  const word = item.expected === item.target.value ? inWords(item.target) : null;
  return word ?? formatFigure(item.expected, item.format, item.decimals, language);
}

/** Where an area has no target of its own: the city's, for comparison only. */
export const referenceText = (item: IndicatorItem, language: Language): string | null => {
  const { reference } = item.target;
  return typeof reference === 'number' ? formatFigure(reference, item.format, item.decimals, language) : null;
};

/** The baseline, with its bound as a sign; with the decimals of its indicator, as every figure beside it. */
export function baselineText(item: IndicatorItem, language: Language): string | null {
  const { value, bound } = item.baseline;
  if (value === null) return null;
  const sign = bound === 'at-least' ? '≥\u00a0' : bound === 'at-most' ? '≤\u00a0' : '';
  return sign + formatFigure(value, item.format, item.decimals, language);
}

/** The unit beside a name; a ratio or percentage carries its own, and some figures have none. */
export const unitOf = ({ format, unit }: IndicatorItem): string | null => (format === 'number' && unit !== '—' ? unit : null);

/** What is missing to the target in counts; where there is too much, how much over. Null when it cannot be said. */
export function gapText(gap: IndicatorItem['gap'], language: Language): string | null {
  if (!gap) return null;
  const size = Math.abs(gap.value);
  const amount = `${formatNumber(size, Number.isInteger(size) ? 0 : 1, language)} ${gap.unit[language]}`;
  if (gap.value >= 0) return amount;
  return language === 'zh' ? `多 ${amount}` : `${amount} over`;
}
