import { evidenceKinds } from '@songhua/engine-plan/evidence.ts';
import { z } from 'zod';

/** What everything the registry says is made of: texts, codes, days, evidence. */

export const text = z.object({ zh: z.string(), en: z.string() });
export const evidence = z.enum(evidenceKinds);

/** The message of a refusal in both languages, as JSON, with the value refused: whoever checks input takes it apart again. */
function said(message: z.infer<typeof text>) {
  return {
    error: ({ input }: { readonly input?: unknown }): string =>
      JSON.stringify({ ...message, value: String(input).slice(0, 200) }),
  };
}

/** A GB/T 2260 six-digit code (220201 市区 is ours: the sum of districts and zones), or a nine-digit town code. */
export const areaCode = z
  .string()
  .regex(
    /^\d{6}(\d{3})?$/,
    said({ zh: '地区代码应为六位数字，乡镇（街道）为九位', en: 'an area code has six digits, a town’s nine' }),
  );
export const isoDate = z.iso.date(
  said({ zh: '应为存在的日期，写作 2025-12-31', en: 'must be a day that exists, like 2025-12-31' }),
);

/** The days somebody may ask about. Outside of them a date is a slip of the keyboard, and no calendar here reaches further. */
export const firstDay = '1900-01-01';
export const lastDay = '2200-12-31';

/** A day asked about: an ISO date from `firstDay` to `lastDay`. What is no date is refused as that alone. */
export const isoDay = isoDate.refine(
  (day) => (day >= firstDay && day <= lastDay) || !isoDate.safeParse(day).success,
  said({
    zh: `日期须在 ${firstDay} 至 ${lastDay} 之间`,
    en: `the date must lie between ${firstDay} and ${lastDay}`,
  }),
);

/** A number with what it rests on. */
export const fact = z.object({ value: z.number(), asOf: isoDate, evidence, source: z.string().optional() });

export const exportFormat = z.enum(['csv', 'xlsx']);
export const plainExportQuery = z.object({ format: exportFormat.default('csv') });
export const institutionParams = z.object({
  id: z.string().regex(
    /^[A-Za-z0-9.-]{1,64}$/,
    said({
      zh: '机构编号由 1 至 64 个字母、数字、点或连字符组成',
      en: 'an institution’s id has 1 to 64 letters, digits, dots or hyphens',
    }),
  ),
});

/** Who made a change: a person or a client; `name` of a person who has an account. */
export const changeMaker = z.object({
  kind: z.enum(['person', 'client', 'system', 'anonymous']),
  id: z.string(),
  name: z.string().nullable(),
});
