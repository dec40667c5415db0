import type { Language, Text } from '@songhua/kernel';
import type { Current, IndicatorDetail, IndicatorItem, IndicatorList } from '../contract.ts';

/** What the contract says in one language, still in both: decided once, spoken per request. */
export type SaidCurrent = Omit<Current, 'reason'> & { readonly reason?: Text };
export type SaidTarget = Omit<IndicatorItem['target'], 'text'> & { readonly text: Text | null };
export type SaidItem = Omit<IndicatorItem, 'unit' | 'target' | 'current'> & {
  readonly unit: Text;
  readonly target: SaidTarget;
  readonly current: SaidCurrent;
};
export type SaidList = Omit<IndicatorList, 'items'> & { readonly items: readonly SaidItem[] };
export type SaidArea = Omit<IndicatorDetail['byArea'][number], 'current'> & { readonly current: SaidCurrent };
export type SaidDetail = Omit<IndicatorDetail, 'item' | 'byArea'> & {
  readonly item: SaidItem;
  readonly byArea: readonly SaidArea[];
};

const speakCurrent = ({ reason, ...rest }: SaidCurrent, language: Language): Current => ({
  ...rest,
  ...(reason && { reason: reason[language] }),
});

const speakItem = ({ unit, target, current, ...rest }: SaidItem, language: Language): IndicatorItem => ({
  ...rest,
  unit: unit[language],
  target: { ...target, text: target.text?.[language] ?? null },
  current: speakCurrent(current, language),
});

/** A list or one indicator's detail as the API answers it in a language: `unit`, `target.text` and `current.reason` in that one alone. */
export function speakAnswer(said: SaidList, language: Language): IndicatorList;
export function speakAnswer(said: SaidDetail, language: Language): IndicatorDetail;
export function speakAnswer(said: SaidList | SaidDetail, language: Language): IndicatorList | IndicatorDetail {
  if ('items' in said) return { ...said, items: said.items.map((item) => speakItem(item, language)) };
  const byArea = said.byArea.map(({ current, ...rest }) => ({ ...rest, current: speakCurrent(current, language) }));
  return { ...said, item: speakItem(said.item, language), byArea };
}
