import { dateOf, dayOf } from '@songhua/engine-outbreak/calendar/days.ts';
import { oddSteps, readArrangements } from '@songhua/engine-outbreak/calendar/working-days.ts';
import list from './holidays.json' with { type: 'json' };

function* arrangements() {
  for (const [from = '', until = ''] of list.off)
    for (let day = dayOf(from) ?? 0; day <= (dayOf(until) ?? -1); day += 1) yield { date: dateOf(day), off: true };
  for (const date of list.worked) yield { date, off: false };
}

/** Days that the State Council's yearly notices make holidays, or workdays though they are a weekend; in other years a day is what its day of the week says. */
export const arranged: ReadonlyMap<number, boolean> = readArrangements(arrangements());

/**
 * The steps of a daily series that nothing is learnt from: on holidays hardly anybody sees a doctor or reports, and an ordinary Monday after them would look like an
 * outbreak. `first`: days since 1970-01-01.
 */
export const holidaySteps = (first: number, steps: number): ReadonlySet<number> => oddSteps(first, steps, arranged);
