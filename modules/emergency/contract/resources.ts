import { areaCode } from '@songhua/module-registry/contract.ts';
import { z } from 'zod';
import { by, day, id, moment, text, words } from './words.ts';

/** Teams and expert pools (应急队伍、专家库), duty rota, call-ups, supplies (应急物资). */

/** The four professions a team blends (4.4.3-b: 医疗 medical, 防控 control, 检测 laboratory, 管理 management), and TCM 中医 of the expert pools. */
export const professions = ['medical', 'control', 'laboratory', 'management', 'tcm', 'psychology', 'logistics'] as const;

export const member = z.object({
  id,
  name: words(100),
  profession: z.enum(professions),
  phone: z.union([words(40), z.null()]),
  lead: z.boolean(),
  active: z.boolean(),
});
export const memberDraft = member
  .omit({ id: true, active: true })
  .extend({ lead: z.boolean().default(false), phone: member.shape.phone.default(null) })
  .strict();
export const memberPatch = z.strictObject({ active: z.boolean() });

const teamHead = { name: words(100), kind: z.enum(['team', 'experts']), area: areaCode, base: z.union([words(200), z.null()]) };
export const teamDraft = z.strictObject({ ...teamHead, base: teamHead.base.default(null) });
export const duty = z.object({ id, member: id, name: z.string(), from: moment, until: moment });
export const dutyDraft = z.strictObject({ member: id, from: moment, until: moment });
export const team = z.object({
  id,
  ...teamHead,
  areaName: text,
  members: z.array(member),
  /** Professions that a team should blend and this one has not. */
  lacks: z.array(z.enum(professions)),
  onDuty: z.array(z.string()),
});
export const rota = z.object({
  team: id,
  from: moment,
  until: moment,
  duties: z.array(duty),
  /** When nobody is on call. */
  gaps: z.array(z.object({ from: moment, until: moment })),
});
export const teamList = z.object({ now: moment, items: z.array(team.extend({ rota })) });
export const teamQuery = z.object({ area: areaCode.optional(), from: day.optional() });
export const teamParams = z.object({ id });
export const memberParams = z.object({ id, member: id });
export const dutyParams = z.object({ id, duty: id });

export const callAnswer = z.enum(['coming', 'unable']);
export const callUp = z.object({
  id,
  team: id,
  teamName: z.string(),
  message: z.string(),
  at: moment,
  by,
  /** Until when an answer is waited for. */
  answerBy: moment,
  called: z.array(
    z.object({
      member: id,
      name: z.string(),
      phone: z.string().nullable(),
      answer: callAnswer.nullable(),
      answeredAt: moment.nullable(),
      /** When nobody had answered in time and the call was carried up. */
      escalatedAt: moment.nullable(),
    }),
  ),
});
export const callDraft = z.strictObject({
  team: id,
  message: words(500),
  /** Minutes in which to answer. */
  minutes: z
    .number()
    .int()
    .min(1)
    .max(24 * 60)
    .default(15),
});
export const callParams = z.object({ id, call: id, member: id });
export const callReply = z.strictObject({ answer: callAnswer });

export const lot = z.object({
  lot: z.string(),
  expiry: day.nullable(),
  quantity: z.number().int(),
  state: z.enum(['good', 'expiring', 'expired']),
});
export const supplyWarning = z.enum(['below-minimum', 'expiring', 'expired', 'none-left']);
export const supply = z.object({
  id,
  name: z.string(),
  category: z.enum(['protection', 'disinfection', 'medicine', 'device', 'laboratory', 'vehicle', 'other']),
  unit: z.string(),
  area: areaCode,
  areaName: text,
  place: z.string(),
  minimum: z.number().int(),
  /** All lots; `usable` without what has expired. */
  stock: z.number().int(),
  usable: z.number().int(),
  lots: z.array(lot),
  warnings: z.array(supplyWarning),
});
const quantity = z.number().int().min(1).max(1_000_000_000);
export const supplyDraft = z.strictObject({
  name: words(100),
  category: supply.shape.category,
  unit: words(20),
  area: areaCode,
  place: words(200),
  minimum: z.number().int().min(0).max(1_000_000_000),
});
export const movement = z.object({
  id,
  /** in 入库, out 出库 (issued), discard 报废, found 盘盈, lost 盘亏. */
  kind: z.enum(['in', 'out', 'discard', 'found', 'lost']),
  lot: z.string(),
  expiry: day.nullable(),
  quantity,
  event: id.nullable(),
  reason: z.string().nullable(),
  at: moment,
  by,
});
export const movementDraft = z.strictObject({
  kind: movement.shape.kind,
  lot: words(60),
  /** Of what comes in; of a lot that is there it stays as it is. */
  expiry: day.nullable().default(null),
  quantity,
  event: id.nullable().default(null),
  reason: z.union([words(500), z.null()]).default(null),
});
export const supplyList = z.object({ today: day, warned: z.number().int(), items: z.array(supply) });
export const supplyQuery = z.object({ area: areaCode.optional(), warned: z.enum(['true', 'false']).optional() });
export const supplyParams = z.object({ id });
export const supplyDetail = z.object({ supply, movements: z.array(movement) });

export type Team = z.infer<typeof team>;
export type TeamList = z.infer<typeof teamList>;
export type Member = z.infer<typeof member>;
export type Duty = z.infer<typeof duty>;
export type CallUp = z.infer<typeof callUp>;
export type Supply = z.infer<typeof supply>;
export type SupplyList = z.infer<typeof supplyList>;
export type SupplyDetail = z.infer<typeof supplyDetail>;
export type Movement = z.infer<typeof movement>;
export type MovementDraft = z.infer<typeof movementDraft>;
