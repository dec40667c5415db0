/**
 * All that other modules and the pages may know of notifiable disease reporting (传染病报告). Routes, each under /api/reporting:
 *
 * GET diseases, areas · GET cards, cards/export, cards/summary, cards/:id, cards/:id/similar
 * POST cards · PUT cards/:id (a draft, or what was returned) · POST cards/:id/correct, review, dismiss, merge, delete, death
 * GET timeliness, timeliness/export · GET, POST zero-reports, POST zero-reports/withdraw · GET, PUT settings
 * GET overdue · GET laid-aside · POST laid-aside/retry
 *
 * Events: `reporting.card-prepared`, `reporting.card-reported` and `reporting.card-changed` carry a `caseFact`, their subject is `card/<id>`.
 * Counts for detection and lines for the field: api.ts.
 */
import { z } from 'zod';

export * from './contract/cards.ts';
export * from './contract/figures.ts';
export * from './contract/words.ts';

/** Payload of `reporting.noticed`: resources of the record store that may fulfil a case definition. */
export const noticed = z.object({ sources: z.array(z.string()) });
