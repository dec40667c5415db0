import { dateOf } from '@songhua/engine-outbreak/calendar/days.ts';
import { eventReportRules } from '@songhua/engine-outbreak/clusters/event-report-rules.ts';
import { judgeClusters } from '@songhua/engine-outbreak/clusters/judge-clusters.ts';
import type { Tx } from '@songhua/kernel';
import { caseFacts } from '@songhua/module-reporting/api.ts';
import type { CaseFact } from '@songhua/module-reporting/contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { dayNumber } from '../domain/judge-night.ts';
import { singleRules } from '../domain/judge-single.ts';
import { raiseSignal } from '../store/signals.ts';
import type { NightMeans } from './night-means.ts';

/** Days of diagnosis that rules on small clusters look over; what one case is enough for is said with its report. */
const daysOfRules = 60;
const factsAtOnce = 5_000;
const mostFacts = 200_000;

/** The cases diagnosed in these days, all of them: of a large wave the newest are not left out. */
async function factsOf(tx: Tx, from: string, to: string): Promise<CaseFact[]> {
  const found: CaseFact[] = [];
  while (found.length < mostFacts) {
    const after = found.at(-1)?.card;
    const page = await caseFacts(tx, { from, to, by: 'diagnosed', limit: factsAtOnce, ...(after !== undefined && { after }) });
    found.push(...page);
    if (page.length < factsAtOnce) break;
  }
  return found;
}

/** Raises what rules on small clusters say of cases that were found in the last week; how many signals are new. */
export async function raiseByRule(tx: Tx, day: string, { now, newId }: NightMeans): Promise<number> {
  const last = dayNumber(day);
  const facts = await factsOf(tx, dateOf(last - daysOfRules), day);
  const foundOn = new Map(facts.map(({ card, diagnosed }) => [card, dayNumber(dayInBeijing(new Date(diagnosed)))] as const));
  const known = facts.flatMap(({ card, disease, subtype, onset, diagnosed, homeCounty, reportCounty, died, course }) => {
    const county = homeCounty ?? reportCounty;
    const at = dayNumber(dayInBeijing(new Date(diagnosed)));
    return county === null
      ? []
      : [
          {
            ...{ id: card, disease, subtype, county, day: onset === null ? at : dayNumber(onset.slice(0, 10)) },
            // Which school or site a case belongs to only field work knows; the institution that reported it is no such place.
            places: {},
            hospitalised: course !== null && String(course).includes('hospital'),
            died: died !== null,
          },
        ];
  });
  const found = judgeClusters(
    known.map((one) => ({ ...one, places: {} })),
    eventReportRules,
    // A case that was found late is news when it was found, however long ago it began.
  ).filter(({ rule, cases }) => !singleRules.has(rule) && Math.max(...cases.map((card) => foundOn.get(card) ?? 0)) > last - 7);
  let raised = 0;
  for (const { rule, disease, place, from, to, cases, summary, version } of found) {
    const isSingle = cases.length < 2;
    const signal = await raiseSignal(
      tx,
      {
        ...{ channel: 'case-reports', source: 'rule', reference: `${rule}/${disease}/${place.key}/${dateOf(from)}` },
        ...{ area: place.key, town: null, place: null, subject: disease, from: dateOf(from), to: dateOf(to) },
        ...{ observed: cases.length, expected: null, p: null, level: 'immediate', method: `rule ${rule}` },
        said: summary.zh,
        evidence: { rule, version, isSingle, cards: [...cases] },
      },
      { by: null, now, newId },
    );
    if (signal.ok && signal.value.isNew) raised += 1;
  }
  return raised;
}
