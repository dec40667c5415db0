import { z } from 'zod';
import { by, institutionId, moment } from './words.ts';

/** Ventilators, ECMO machines and ambulances as hospitals say they have them and use them. */

/** ventilator 呼吸机, ecmo 体外膜肺氧合, ambulance 救护车, negative-pressure-ambulance 负压救护车. */
export const equipmentKinds = ['ventilator', 'ecmo', 'ambulance', 'negative-pressure-ambulance'] as const;
const kind = z.enum(equipmentKinds);
const number = z.number().int().min(0).max(10_000);

/** What a hospital said last of a kind. */
export const equipmentFigure = z.object({ kind, there: number, inUse: number, at: moment, by });
export const equipmentDraft = z.strictObject({
  institution: institutionId,
  entries: z
    .array(z.strictObject({ kind, there: number, inUse: number }))
    .min(1)
    .max(equipmentKinds.length),
});
export const equipmentTaken = z.object({ taken: z.number().int() });
/** Of the hospitals that said anything: how many they are, what they have, and how old the oldest of their figures is. */
export const equipmentSummary = z.object({
  kind,
  institutions: z.number().int(),
  there: z.number().int(),
  inUse: z.number().int(),
  oldestAt: moment,
  newestAt: moment,
});

export type EquipmentKind = (typeof equipmentKinds)[number];
export type EquipmentFigure = z.infer<typeof equipmentFigure>;
export type EquipmentDraft = z.infer<typeof equipmentDraft>;
export type EquipmentSummary = z.infer<typeof equipmentSummary>;
