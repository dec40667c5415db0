import { z } from 'zod';
import { conversion, conversionTimes } from './conversions.ts';
import { equipmentSummary } from './equipment.ts';
import { facilityHead } from './facilities.ts';
import { forecastAnswer } from './forecasts.ts';
import { bedKind, evidence, isoDay, moment, text } from './words.ts';

/** The whole city: what is ready, what is missing, and what must convert when. */

export const ruleIds = [
  'designated-beds',
  'designated-icu',
  'designated-convertible',
  'sub-beds',
  'sub-monitored',
  'quick-beds',
] as const;

/** A rule of the plan, checked on the beds as they stand. */
export const ruleCheck = z.object({
  rule: z.enum(ruleIds),
  /** Of a rule by county. */
  area: z.string().nullable(),
  areaName: text.nullable(),
  clause: z.string(),
  /** Our summary of the sentence; the sentence itself stands on the clause's page. */
  summary: text,
  section: text,
  state: z.enum(['met', 'missed', 'undefined']),
  found: z.number(),
  wanted: z.number().nullable(),
  unit: z.enum(['beds', 'share']),
  /** Beds that are missing; 0 when met. */
  missing: z.number().int(),
  /** Why nothing is judged, or how the limit was chosen. */
  note: text.nullable(),
  /** The weakest of what it rests on; null: there is nothing. */
  evidence: evidence.nullable(),
});

export const kindSummary = z.object({
  kind: bedKind,
  wards: z.number().int(),
  beds: z.number().int(),
  /** Beds of wards whose use is known, and how many are in use, by where that is from: the two are never added up. */
  records: z.object({ wards: z.number().int(), beds: z.number().int(), occupied: z.number().int() }),
  reported: z.object({
    wards: z.number().int(),
    beds: z.number().int(),
    occupied: z.number().int(),
    stale: z.number().int(),
    oldest: isoDay.nullable(),
  }),
  unknown: z.number().int(),
});

export const cityFacility = facilityHead.extend({
  wards: z.number().int(),
  beds: z.number().int(),
  icu: z.number().int(),
  convertible: z.number().int(),
  quick: z.number().int(),
  underWay: z.number().int(),
  proposed: z.number().int(),
  /** Beds of wards whose use is known, and how many of them are in use. */
  known: z.number().int(),
  occupied: z.number().int(),
});

export const city = z.object({
  now: moment,
  mayManage: z.boolean(),
  rules: z.array(ruleCheck),
  kinds: z.array(kindSummary),
  facilities: z.array(cityFacility),
  equipment: z.array(equipmentSummary),
  /** Proposed and under way, the most urgent first. */
  conversions: z.array(conversion),
  times: conversionTimes,
  /** Of the newest forecast that is done. */
  forecast: forecastAnswer.nullable(),
});

export type RuleCheck = z.infer<typeof ruleCheck>;
export type KindSummary = z.infer<typeof kindSummary>;
export type CityFacility = z.infer<typeof cityFacility>;
export type City = z.infer<typeof city>;
