import { ok, type Result, refuse } from '@songhua/kernel';
import type { AreaFigureInput } from '../contract.ts';
import { type AreaFigure, areaMeasureSpecs, findExcess, judgeAreaLevel, judgeAreaValue } from '../contract.ts';
import { fault } from './fault.ts';

/** What an entry is held against. */
export interface EntryFacts {
  readonly area: { readonly code: string; readonly level: string };
  /** The day it is in Beijing. */
  readonly today: string;
  readonly by: string;
  /** The area's figures of the day that is entered. */
  readonly sameDay: readonly (Pick<AreaFigure, 'measure' | 'value'> & { readonly version: string })[];
}

/** The figure to write, or why it cannot be: another level, out of range, in the future, more than its whole, or changed meanwhile. */
export function decideAreaFigure(
  { measure, value, asOf, evidence, source, version }: AreaFigureInput,
  { area, today, by, sameDay }: EntryFacts,
): Result<AreaFigure> {
  const judged = judgeAreaValue(measure, value);
  const level = judgeAreaLevel(measure, area.level);
  const excess = findExcess([...sameDay.filter((one) => one.measure !== measure), { measure, value }]);
  const words = excess && { part: areaMeasureSpecs[excess.part].title, whole: areaMeasureSpecs[excess.whole].title };
  const errors = [
    ...(level ? [fault('measure', level.rule, measure, level.message.zh, level.message.en)] : []),
    ...(judged ? [fault('value', judged.rule, value, judged.message.zh, judged.message.en)] : []),
    ...(asOf > today ? [fault('asOf', 'future', asOf, `不得晚于今天（${today}）`, `must not lie after today (${today})`)] : []),
    ...(words
      ? [
          fault(
            'value',
            'parts',
            value,
            `${words.part.zh}不得超过${words.whole.zh}`,
            `${words.part.en} cannot be more than ${words.whole.en}`,
          ),
        ]
      : []),
  ];
  if (errors.length > 0) return refuse('kernel.invalid-input', {}, errors);
  const standing = sameDay.find((one) => one.measure === measure);
  if (standing?.version !== version) return refuse('registry.figure-changed');
  return ok({ area: area.code, measure, asOf, value, evidence, source: `${source} · ${by}` });
}
