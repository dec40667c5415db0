import { type Actor, may, type Tx } from '@songhua/kernel';
import type { CasePerson } from './contract.ts';
import { type AreaPlace, sightOf } from './domain/decide-sight.ts';
import { type CaseSeries, caseSeries as seriesOf } from './store/case-series.ts';
import {
  type CaseAsked,
  type CaseCount,
  type CaseLine,
  countCases as countsOf,
  caseFacts as factsOf,
  type LastCase,
  lastCases as lastOf,
  casePeople as peopleOf,
} from './store/cases.ts';

/** What other modules may ask of cases, in their own transaction. Cards that were not reported, dismissed, merged or deleted are no cases. */

/** The diseases that had to be reported on a day (ISO, in Beijing), with incubation and ICD-10 codes. */
export { diseasesOn as notifiableOn } from './domain/notifiable-list.ts';

/** How many cases by disease, county and town of residence and day (of onset, diagnosis or report in Beijing); none: no row. */
export const countCases = (tx: Tx, asked: CaseAsked): Promise<readonly CaseCount[]> => countsOf(tx, asked);

/** The cases of a period, a page in the order of their diagnosis; `after`: the last card of the page before. Names nobody. */
export const caseFacts = (
  tx: Tx,
  asked: CaseAsked & { readonly limit: number; readonly after?: string },
): Promise<readonly CaseLine[]> => factsOf(tx, asked);

/**
 * Who these cards are of, as the cards say: also of people who are in no register. Only cards that `actor` sees on the pages of reporting, given
 * the city's areas (`areaTree` of the registry); others are left out. A route that shows them declares `people`.
 */
export const casePeople = async (
  tx: Tx,
  { actor, areas }: { readonly actor: Actor; readonly areas: readonly AreaPlace[] },
  cards: readonly string[],
): Promise<readonly CasePerson[]> =>
  may(actor, 'reporting.read') && cards.length > 0 ? peopleOf(tx, sightOf(actor, areas), cards) : [];

/** When each disease last had a case in each county before a day (ISO, in Beijing; by diagnosis): whether one is the first for years. */
export const lastCases = (
  tx: Tx,
  asked: { readonly before: string; readonly diseases?: readonly string[] | undefined },
): Promise<readonly LastCase[]> => lastOf(tx, asked);

/** All cases diagnosed in these days (in Beijing, both included) by disease, subtype and place, their days packed: what detection reads of six years. */
export const caseSeries = (tx: Tx, asked: { readonly from: string; readonly to: string }): Promise<readonly CaseSeries[]> =>
  seriesOf(tx, asked);
