import { eventReportRules } from '@songhua/engine-outbreak/clusters/event-report-rules.ts';
import { type ClusterFinding, judgeClusters } from '@songhua/engine-outbreak/clusters/judge-clusters.ts';
import { dayInBeijing } from './beijing-day.ts';
import { dayNumber } from './judge-night.ts';

/** Rules that one case fulfils, whichever it is. */
const single = { ...eventReportRules, rules: eventReportRules.rules.filter(isSingle) };

function isSingle({ when }: (typeof eventReportRules.rules)[number]): boolean {
  return when.every((one) => 'atLeast' in one && one.atLeast === 1 && one.count === 'cases');
}

/** Ids of those rules: what they say is said with the report, not again by night. */
export const singleRules: ReadonlySet<string> = new Set(single.rules.map(({ id }) => id));

/** A case as a card reports it: its disease and subtype by the notifiable list, where the person lives and from where it was reported. */
interface Reported {
  readonly card: string;
  readonly disease: string;
  readonly subtype: string | null;
  readonly homeCounty: string | null;
  readonly reportCounty: string | null;
}

/** What a case that was reported at a moment fulfils by itself; nothing where nobody knows its county. */
export function judgeSingle({ card, disease, subtype, homeCounty, reportCounty }: Reported, at: Date): ClusterFinding[] {
  const county = homeCounty ?? reportCounty;
  if (county === null) return [];
  const day = dayNumber(dayInBeijing(at));
  return judgeClusters([{ id: card, disease, subtype, county, day, places: {}, hospitalised: false, died: false }], single);
}
