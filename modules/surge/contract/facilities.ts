import { exportFormat } from '@songhua/module-registry/contract.ts';
import { z } from 'zod';
import { conversion, conversionTimes, logEntry, plannedStep } from './conversions.ts';
import { equipmentFigure } from './equipment.ts';
import { occupancyFigure } from './occupancy.ts';
import {
  bedKind,
  beds,
  by,
  evidence,
  facilityKind,
  id,
  institutionId,
  isoDay,
  moment,
  protectedKind,
  surgeKind,
  text,
  version,
  words,
} from './words.ts';

/** Hospitals that stand ready, their wards, and the care of special groups that goes on. */

export const facilityHead = z.object({
  institution: institutionId,
  name: z.string(),
  area: z.string(),
  areaName: text,
  kind: facilityKind,
  /** A sub-designated hospital stands by until it is opened. */
  status: z.enum(['standby', 'active']),
  evidence,
});

export const ward = z.object({
  id,
  name: z.string(),
  /** What it is in ordinary times. */
  kind: bedKind,
  /** What it is now. */
  now: bedKind,
  beds,
  /** Into what it can be converted; null: it cannot. */
  to: surgeKind.nullable(),
  /** Opens for infectious patients within 24 hours. */
  quick: z.boolean(),
  /** Steps of its conversion by plan. */
  steps: z.array(plannedStep),
  leadHours: z.number().nullable(),
  /** Its Location in the record store. */
  location: z.string().nullable(),
  evidence,
  version,
  occupancy: z.array(occupancyFigure),
  /** Under way, proposed or in force. */
  conversion: conversion.nullable(),
});

export const facility = z.object({
  now: moment,
  today: isoDay,
  ...facilityHead.shape,
  mayManage: z.boolean(),
  mayReport: z.boolean(),
  wards: z.array(ward),
  equipment: z.array(equipmentFigure),
  times: conversionTimes,
  past: z.array(conversion),
  log: z.array(logEntry),
});
export const facilityParams = z.object({ institution: institutionId });
export const facilityDraft = z.strictObject({
  institution: institutionId,
  kind: facilityKind,
  status: z.enum(['standby', 'active']).default('standby'),
  reason: words(1000),
});
export const withdrawal = z.strictObject({ reason: words(1000) });

const wardFields = {
  name: words(100),
  kind: bedKind,
  beds: beds.min(1),
  to: surgeKind.nullable().default(null),
  quick: z.boolean().default(false),
  steps: z.array(plannedStep).max(6).optional(),
  location: institutionId.nullable().default(null),
};
export const wardDraft = z.strictObject(wardFields);
export const wardChange = z.strictObject({ ...wardFields, version });
export const wardParams = z.object({ id });
export const wardExportQuery = z.object({ format: exportFormat.default('csv') });

/** Where patients of a special group are looked after during an outbreak, and how many beds or places they need. */
export const continuityDraft = z.strictObject({
  group: protectedKind,
  institution: institutionId,
  patients: z.number().int().min(0).max(1_000_000),
  /** Beds or places they need there at one time. */
  needed: beds,
  note: z.union([words(1000), z.null()]).default(null),
});
export const continuity = continuityDraft.extend({
  id,
  institutionName: z.string(),
  areaName: text,
  evidence,
  at: moment,
  by,
});
export const continuityParams = z.object({ id });
/** A group in the whole city: what is needed, and what there is now. */
export const continuityGroup = z.object({
  group: protectedKind,
  points: z.array(continuity),
  patients: z.number().int(),
  needed: z.number().int(),
  /** Beds of the kind that are not being converted. */
  there: z.number().int(),
  state: z.enum(['enough', 'short', 'unknown']),
});
export const continuityList = z.object({ mayManage: z.boolean(), groups: z.array(continuityGroup) });

export type Facility = z.infer<typeof facility>;
export type Ward = z.infer<typeof ward>;
export type WardDraft = z.infer<typeof wardDraft>;
export type Continuity = z.infer<typeof continuity>;
export type ContinuityGroup = z.infer<typeof continuityGroup>;
export type ContinuityList = z.infer<typeof continuityList>;
