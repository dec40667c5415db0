import { z } from 'zod';
import { facetQuery } from './institutions.ts';
import { areaCode, evidence } from './words.ts';

/** What the registry's pages ask beside its lists. */

/** Institutions of one county-level area under a filter; null where none of them gives a figure. */
export const areaCount = z.object({
  area: areaCode,
  institutions: z.number().int(),
  beds: z.number().int().nullable(),
  staff: z.number().int().nullable(),
  /** The weakest of what was counted; null when nothing was. */
  evidence: evidence.nullable(),
});
/** The filter's own area is left out, so that the areas can be compared: every county-level area has its row. */
export const areaCountQuery = facetQuery.omit({ area: true });
export const areaCountList = z.object({ items: z.array(areaCount) });

export type AreaCountList = z.infer<typeof areaCountList>;
