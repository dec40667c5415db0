import type { Tx } from '@songhua/kernel';
import type { CaseFact } from './contract.ts';
import { type CaseAsked, type CaseCount, countCases as countsOf, caseFacts as factsOf } from './store/cases.ts';

/** What other modules may ask of cases, in their own transaction. Cards that were not reported, dismissed, merged or deleted are no cases. */

/** The diseases that had to be reported on a day (ISO, in Beijing), with incubation and ICD-10 codes. */
export { diseasesOn as notifiableOn } from './domain/notifiable-list.ts';

/** How many cases by disease, county and town of residence and day (of onset, diagnosis or report in Beijing); none: no row. */
export const countCases = (tx: Tx, asked: CaseAsked): Promise<readonly CaseCount[]> => countsOf(tx, asked);

/** The cases of a period, a page in the order of their diagnosis; `after`: the last card of the page before. */
export const caseFacts = (
  tx: Tx,
  asked: CaseAsked & { readonly limit: number; readonly after?: string },
): Promise<readonly CaseFact[]> => factsOf(tx, asked);
