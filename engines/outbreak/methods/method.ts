import type { CountSeries, Judged } from '../series.ts';
import type { Parameter, Text, Values } from './parameter.ts';

/** Where a series lies in time; a method that moves with the calendar needs it. */
export interface SeriesDates {
  /** First day of the first step, as days since 1970-01-01; null where it is not known, and years are then so many steps. */
  readonly firstDay: number | null;
  readonly daysPerStep: 1 | 7;
}

/** A way of judging a series that can be asked for by its name. */
export interface Method {
  readonly name: string;
  readonly title: Text;
  /** Steps it is made for. */
  readonly steps: readonly ('day' | 'week')[];
  /** Paper or system it follows. */
  readonly source: string;
  readonly parameters: readonly Parameter[];
  /** True where it learns from the steps before the first judged one alone, so that not the whole series can be judged. */
  readonly learnsBefore: boolean;
  /** Judges steps of a series; what it says beyond `Judged` differs from method to method. May throw a RangeError for values that do not go together. */
  readonly run: (series: CountSeries, range: readonly number[], values: Values, dates: SeriesDates) => readonly Judged[];
}

const label = (zh: string, en: string): Text => ({ zh, en });
const units = {
  steps: label('步（日或周）', 'steps (days or weeks)'),
  days: label('日', 'days'),
  years: label('年', 'years'),
  deviations: label('标准差', 'standard deviations'),
  cases: label('例', 'cases'),
  percent: label('百分位', 'percentile'),
} as const;

type Unit = keyof typeof units;

/** A parameter that is a whole number. */
export const whole = (
  name: string,
  zh: string,
  en: string,
  unit: Unit | null,
  usual: number,
  least: number,
  most: number,
): Parameter => ({
  kind: 'whole',
  name,
  label: label(zh, en),
  unit: unit === null ? null : units[unit],
  usual,
  least,
  most,
});

/** A parameter that is any number between two. */
export const decimal = (
  name: string,
  zh: string,
  en: string,
  unit: Unit | null,
  usual: number,
  least: number,
  most: number,
): Parameter => ({
  ...whole(name, zh, en, unit, usual, least, most),
  kind: 'number',
  usual,
  least,
  most,
});

export const yesNo = (name: string, zh: string, en: string, usual: boolean): Parameter => ({
  kind: 'yes-no',
  name,
  label: label(zh, en),
  unit: null,
  usual,
});

export const choice = (name: string, zh: string, en: string, choices: readonly string[], usual: string): Parameter => ({
  kind: 'choice',
  name,
  label: label(zh, en),
  unit: null,
  choices,
  usual,
});

/** Chance of a false alarm. */
export const alpha = (usual: number): Parameter =>
  decimal('alpha', '单侧误报概率', 'chance of a false alarm, one-sided', null, usual, 1e-9, 0.5);
