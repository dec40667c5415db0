import { evidence, isoDate, text } from '@songhua/module-registry/contract.ts';
import { z } from 'zod';
import { areaRef, indicatorQuery, source } from './indicators.ts';

/** The plan's rules over institutions and areas, and what they give. */

/** A page of a list, as every list of this module takes it. */
export const page = {
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  offset: z.coerce.number().int().min(0).default(0),
};

export const ruleStatus = z.enum(['pass', 'fail', 'unknown', 'not-applicable']);
export const severity = z.enum(['must', 'should']);
export const subjectType = z.enum(['city', 'county', 'town', 'institution']);
export const ruleSubject = z.object({ type: subjectType, id: z.string(), name: text });

/** A fact that decided a result: what it is called, what it says, and what it rests on. */
export const usedFact = z.object({
  name: text,
  value: z.union([z.number(), z.boolean(), z.string(), z.null()]),
  unit: text.nullable(),
  asOf: isoDate.nullable(),
  evidence: evidence.nullable(),
});

export const ruleResult = z.object({
  subject: ruleSubject,
  status: ruleStatus,
  facts: z.array(usedFact),
  /** How far the deciding figure is from its limit, in the rule's unit: to spare above zero, lacking below; null where nothing is measured. */
  margin: z.number().nullable(),
  /** The weakest of what decided; null where nothing did. */
  evidence: evidence.nullable(),
  /** Why it is unknown: the facts that are missing, or that it would fail by invented figures only. */
  reason: text.optional(),
  /** What each reading of an ambiguous wording gives. */
  readings: z.array(z.object({ id: z.string(), status: ruleStatus, margin: z.number().nullable() })).optional(),
});

export const ruleItem = z.object({
  id: z.string(),
  clauses: z.array(z.string()),
  summary: text,
  /** Whom it speaks of, in words. */
  scope: text,
  subjects: z.array(subjectType),
  severity,
  status: ruleStatus,
  /** Whether its wording can be read in more ways than one; the first reading decides the status. */
  ambiguous: z.boolean(),
  readings: z.array(
    z.object({ id: z.string(), text, status: ruleStatus, counts: z.partialRecord(ruleStatus, z.number().int()) }),
  ),
  /** The expression that is evaluated, as it stands in the plan's file. */
  expression: z.string(),
  unit: text.nullable(),
  decimals: z.number().int(),
  /** Until when it is to hold; null when no day is given. `reached`: the day asked about is not before it. */
  deadline: z.object({ date: isoDate, reached: z.boolean() }).nullable(),
  counts: z.partialRecord(ruleStatus, z.number().int()),
  /** What fails first, then what is unknown, then what passes; at most `results` of them. */
  results: z.array(ruleResult),
  source,
  notes: z.array(text),
});
export const ruleQuery = indicatorQuery.extend({
  ...page,
  status: ruleStatus.optional(),
  severity: severity.optional(),
  subject: subjectType.optional(),
  ambiguous: z.enum(['true', 'false']).optional(),
  clause: z.string().max(20).optional(),
  q: z.string().trim().max(100).optional(),
  sort: z.enum(['attention', 'id', '-id', 'failing', '-failing']).default('attention'),
  /** How many results of each rule to send. */
  results: z.coerce.number().int().min(0).max(1000).default(50),
});
export const ruleList = z.object({
  plan: z.string(),
  area: areaRef,
  at: isoDate,
  today: isoDate,
  total: z.number().int(),
  /** How many rules have each status, under the other filters. */
  counts: z.partialRecord(ruleStatus, z.number().int()),
  items: z.array(ruleItem),
});
export const ruleParams = z.object({ id: z.string().max(20) });
export const ruleDetailQuery = indicatorQuery.extend({
  ...page,
  status: ruleStatus.optional(),
  q: z.string().trim().max(100).optional(),
  sort: z.enum(['status', 'margin', '-margin', 'name', '-name']).default('status'),
});
export const ruleDetail = z.object({
  plan: z.string(),
  area: areaRef,
  at: isoDate,
  today: isoDate,
  item: ruleItem,
  /** Results under the filter; `item.results` is the page asked for. */
  total: z.number().int(),
});

/** The smallest single changes that would make a rule hold for a subject, the smallest first. */
export const changeQuery = indicatorQuery.extend({ subject: z.string().max(64) });
export const changeList = z.object({
  rule: z.string(),
  subject: ruleSubject,
  status: ruleStatus,
  items: z.array(
    z.object({
      /** Whose fact it is: the subject itself, or an institution of the area. */
      of: text,
      name: text,
      from: z.union([z.number(), z.boolean(), z.string(), z.null()]),
      to: z.union([z.number(), z.boolean(), z.string()]),
      unit: text.nullable(),
    }),
  ),
});

/** What the rules give in each county-level area. */
export const areaVerdicts = z.object({
  plan: z.string(),
  at: isoDate,
  today: isoDate,
  total: z.number().int(),
  items: z.array(
    z.object({
      area: areaRef,
      /** How many rules have each verdict there. */
      counts: z.partialRecord(ruleStatus, z.number().int()),
      /** How many of the failing ones are musts. */
      mustFailing: z.number().int(),
    }),
  ),
});

export type AreaVerdicts = z.infer<typeof areaVerdicts>;
export type RuleStatus = z.infer<typeof ruleStatus>;
export type RuleItem = z.infer<typeof ruleItem>;
export type RuleList = z.infer<typeof ruleList>;
export type RuleDetail = z.infer<typeof ruleDetail>;
export type RuleResult = z.infer<typeof ruleResult>;
export type RuleQuery = z.output<typeof ruleQuery>;
export type ChangeList = z.infer<typeof changeList>;
