import { errorClasses } from '@songhua/engine-city/noise/registration.ts';
import type { CityPlan } from '@songhua/engine-city/population/plan-city.ts';
import type { Text } from '@songhua/kernel';
import type { CitySummary } from './summarise-town.ts';

/** A figure as it was asked for, beside what came out; null: nothing was asked of it. */
export interface ComparedFigure {
  readonly code: string;
  readonly title: Text;
  readonly asked: number | null;
  readonly came: number;
}

const figure = (code: string, zh: string, en: string, asked: number | null, came: number): ComparedFigure => ({
  code,
  title: { zh, en },
  asked,
  came,
});

/** Errors by class as the rates ask, for so many registrations that are not provisional. An error that cannot be made of somebody is not made, so that fewer come. */
function errorFigures({ noise }: Pick<CityPlan, 'noise'>, { errors, registrations }: CitySummary): ComparedFigure[] {
  const provisional = (errors['newborn'] ?? 0) + (errors['unknown'] ?? 0);
  return Object.entries(errorClasses).map(([code, title]) => {
    const rate = code in noise ? noise[code as keyof typeof noise] : null;
    const asked = rate === null ? null : Math.round(rate * (registrations - provisional));
    return { code: `error.${code}`, title, asked, came: errors[code] ?? 0 };
  });
}

/** What was asked for beside what came out: people to the last one, chances about. */
export function compareSummary(plan: Pick<CityPlan, 'noise' | 'lives'>, summary: CitySummary): readonly ComparedFigure[] {
  const { residents } = summary;
  return [
    figure('residents', '常住居民', 'Residents', summary.asked, residents),
    figure('people', '五年内在册人口', 'People within the five years', null, summary.people),
    figure('births', '出生', 'Births', null, summary.births),
    figure('deaths', '死亡', 'Deaths', null, summary.deaths),
    figure('moved-out', '迁出', 'Left the city', Math.round(plan.lives.left * residents), summary.movedOut),
    figure('moved-in', '迁入', 'Came to the city', null, summary.movedIn),
    figure('moved-within', '市内搬迁', 'Moved within the city', null, summary.movedWithin),
    figure('marriages', '结婚', 'Marriages', null, summary.marriages),
    figure('twins', '双胞胎', 'Twins', null, summary.twins),
    figure('registrations', '登记记录', 'Registrations', null, summary.registrations),
    ...errorFigures(plan, summary),
  ];
}
