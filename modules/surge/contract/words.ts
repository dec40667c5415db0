import { evidence, isoDay, text } from '@songhua/module-registry/contract.ts';
import { z } from 'zod';

/** What everything about surge beds is made of. */

export { evidence, isoDay, text };

/** infection 传染病床, monitored 监护床, icu 重症床, general 普通床; and the four that are protected: dialysis 透析, obstetric 产科, newborn 新生儿, cancer 肿瘤放化疗. */
export const bedKinds = ['infection', 'monitored', 'icu', 'general', 'dialysis', 'obstetric', 'newborn', 'cancer'] as const;
export const bedKind = z.enum(bedKinds);
/** Kinds an outbreak asks for, and into which wards convert. */
export const surgeKinds = ['infection', 'monitored', 'icu'] as const;
export const surgeKind = z.enum(surgeKinds);
/** Care that goes on in an outbreak. */
export const protectedKinds = ['dialysis', 'obstetric', 'newborn', 'cancer'] as const;
export const protectedKind = z.enum(protectedKinds);

/** designated 定点医院, sub-designated 亚（准）定点医院, county 县级救治医院 (with beds that open quickly). */
export const facilityKinds = ['designated', 'sub-designated', 'county'] as const;
export const facilityKind = z.enum(facilityKinds);

/** clear 清空, disinfect 消毒, rebuild 改造, staff 人员, supplies 物资, open 启用. */
export const stepKinds = ['clear', 'disinfect', 'rebuild', 'staff', 'supplies', 'open'] as const;
export const stepKind = z.enum(stepKinds);

export const id = z.uuid();
export const moment = z.iso.datetime({ offset: true });
export const institutionId = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9.-]{1,64}$/);
export const beds = z.number().int().min(0).max(10_000);

/** One character or more that PostgreSQL and JSON can hold. */
export const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((value) => !value.includes('\u0000') && value.isWellFormed(), {
      error: ({ input }) =>
        JSON.stringify({
          zh: '含有无法保存的字符',
          en: 'holds a character that cannot be stored',
          value: String(input).slice(0, 200),
        }),
    });

/** Who did something; null: the system by itself. */
export const by = z.string().nullable();
/** Refused when somebody has changed it since. */
export const version = z.number().int().min(0).max(2_147_483_647);

export type BedKind = z.infer<typeof bedKind>;
export type SurgeKind = z.infer<typeof surgeKind>;
export type ProtectedKind = z.infer<typeof protectedKind>;
export type FacilityKind = z.infer<typeof facilityKind>;
export type StepKind = z.infer<typeof stepKind>;
export type Evidence = z.infer<typeof evidence>;
