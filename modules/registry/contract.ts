import { institutionClasses, kindsOf, levels, ownerships } from '@songhua/engine-city/institution.ts';
import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import { evidenceKinds } from '@songhua/engine-plan/evidence.ts';
import { z } from 'zod';

/** All that other modules and the pages may know of the registry (机构注册, 基础资源数据库). */

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

export const area = z.object({
  code: areaCode,
  parent: areaCode.nullable(),
  /** city 市; urban 市区; county 县(市)区; zone 开发区 (statistical); town 街道/镇/乡/其他 */
  level: z.enum(['city', 'urban', 'county', 'zone', 'town']),
  /** For towns: street 街道, town 镇, township 乡, other 其他. For others as `level`. */
  type: z.string(),
  name: text,
  population: fact.nullable(),
  /** Why there is no population, when there is none. */
  populationReason: text.optional(),
});
export const areaList = z.object({ today: isoDate, items: z.array(area) });

/** The four classes of 三、优化资源配置, and the kinds within each: hospital 医院, primary 基层医疗卫生机构, public-health 专业公共卫生机构, other 其他. */
export const institutionClass = z.enum(institutionClasses);
export const institutionKind = z.enum([...kindsOf.hospital, ...kindsOf.primary, ...kindsOf['public-health'], ...kindsOf.other]);
export const hospitalLevel = z.enum(levels);
/** Who runs it: 部门办, 省办, 市办, 县办, 其他公立 (enterprise, army …), 村/集体, 民办. */
export const ownership = z.enum(ownerships);

export const institution = z.object({
  id: z.string(),
  name: z.string(),
  class: institutionClass,
  kind: institutionKind,
  level: hospitalLevel,
  ownership,
  /** County-level code the institution stands in. */
  area: areaCode,
  areaName: text,
  town: areaCode.nullable(),
  townName: z.string().nullable(),
  beds: z.number().int().nullable(),
  /** Health staff 卫生人员. */
  staff: z.number().int().nullable(),
  /** What the row's figures rest on: the weakest of them. */
  evidence,
});

export const institutionQuery = z.object({
  area: areaCode.optional(),
  class: institutionClass.optional(),
  kind: z
    .enum([...institutionKind.options, ...institutionClass.exclude(['other']).options])
    .optional()
    .describe(
      'A kind (general-hospital, clinic …) or the name of a class (hospital, primary, public-health), which stands for all its kinds; `other` is the kind, use class=other for the class / 类别，或大类名（表示该大类的全部类别）；other 指类别',
    ),
  level: hospitalLevel.optional(),
  ownership: ownership.optional(),
  q: z.string().trim().max(100).optional(),
  sort: z.enum(['name', '-name', 'beds', '-beds', 'staff', '-staff', 'area', 'kind']).default('area'),
  limit: z.coerce.number().int().min(1).max(5000).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
export const institutionList = z.object({
  total: z.number().int(),
  /** Sums over all under the filter; null where none of them gives a figure. */
  beds: z.number().int().nullable(),
  staff: z.number().int().nullable(),
  asOf: isoDate.nullable(),
  /** What the totals rest on: the weakest of the institutions under the filter; null when there is none. */
  evidence: evidence.nullable(),
  /** Whether the registry holds no institution at all, whatever is asked for. */
  empty: z.boolean(),
  items: z.array(institution),
});
/** Counts for the filter boxes, under the other filters. */
export const facets = z.object({
  class: z.record(z.string(), z.number().int()),
  kind: z.record(z.string(), z.number().int()),
  level: z.record(z.string(), z.number().int()),
  ownership: z.record(z.string(), z.number().int()),
  area: z.record(z.string(), z.number().int()),
});

export const institutionDetail = institution.extend({
  /** Whether the name stands in the plan itself; such an institution really exists. */
  named: z.boolean(),
  /** Section of the plan that speaks of it; null when none does. */
  section: z.string().nullable(),
  /** What each attribute (name, kind, level, ownership, place) rests on. */
  attributes: z.array(z.object({ attribute: z.string(), title: text, evidence })),
  facts: z.array(z.object({ measure: z.string(), title: text, unit: text, value: z.number(), asOf: isoDate, evidence })),
  services: z.array(z.object({ code: z.string(), name: text, evidence })),
  resources: z.array(z.object({ type: z.string(), id: z.string(), version: z.string(), lastUpdated: z.string() })),
});

/** One published total beside the registry's own sum. */
export const reconciliationRow = z.object({
  area: z.object({ code: areaCode, name: text }),
  measure: z.string(),
  title: text,
  unit: text,
  published: z.number(),
  registry: z.number().nullable(),
  /** What the registry's sum rests on; null where there is none. */
  evidence: evidence.nullable(),
  difference: z.number().nullable(),
  status: z.enum(['equal', 'differs', 'missing']),
  source: z.string(),
});
export const reconciliation = z.object({
  asOf: isoDate,
  total: z.number().int(),
  equal: z.number().int(),
  items: z.array(reconciliationRow),
});

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

/** The institutions under a filter, all of them, as a file. */
export const institutionExportQuery = institutionQuery
  .omit({ limit: true, offset: true })
  .extend({ format: exportFormat.default('csv') });
export const facetQuery = institutionQuery.omit({ sort: true, limit: true, offset: true });
/** `open`: only what differs or is missing. An area stands for itself and all that lies in it. */
export const reconciliationQuery = z.object({ area: areaCode.optional(), show: z.enum(['all', 'open']).default('all') });
export const reconciliationExportQuery = reconciliationQuery.extend({ format: exportFormat.default('csv') });

/** Payload of `registry.institutions-changed`: how many FHIR resources, and the first of them. */
export const institutionsChanged = z.object({ resources: z.number().int(), ids: z.array(z.string()) });

export type Area = z.infer<typeof area>;
export type AreaList = z.infer<typeof areaList>;
export type Institution = z.infer<typeof institution>;
export type InstitutionList = z.infer<typeof institutionList>;
export type InstitutionDetail = z.infer<typeof institutionDetail>;
export type InstitutionQuery = z.infer<typeof institutionQuery>;
export type Facets = z.infer<typeof facets>;
export type Reconciliation = z.infer<typeof reconciliation>;

/** A figure of an institution with the day it was taken on. */
export interface MeasureFact {
  readonly value: number;
  readonly asOf: string;
  readonly evidence: Evidence;
}

/**
 * What rules may ask of one institution, as it stood on a day. Collections are grouped: `n` of them are alike. Absent from
 * a collection named in `complete` means no; absent from another means that it is not known. People count at their
 * first place of practice only.
 */
export interface InstitutionFacts {
  readonly id: string;
  readonly name: string;
  readonly area: string;
  readonly town: string | null;
  readonly class: Institution['class'];
  readonly kind: Institution['kind'];
  readonly level: Institution['level'];
  readonly ownership: Institution['ownership'];
  /** Really exists: its name is not invented. */
  readonly named: boolean;
  /** Of kind, level, owner and place: the weakest. */
  readonly evidence: Evidence;
  readonly fields: readonly string[];
  readonly designations: readonly string[];
  readonly measures: Readonly<Record<string, MeasureFact>>;
  readonly complete: readonly string[];
  readonly staff: readonly {
    readonly n: number;
    readonly profession: string;
    readonly category: string | null;
    readonly licence: string | null;
    readonly specialty: string | null;
    readonly duties: readonly string[];
    readonly post: string;
    readonly established: boolean;
    readonly years: number | null;
    readonly evidence: Evidence;
  }[];
  readonly beds: readonly {
    readonly n: number;
    readonly class: string;
    readonly department: string | null;
    readonly convertible: boolean;
    readonly openable: boolean;
    readonly evidence: Evidence;
  }[];
  readonly departments: readonly { readonly code: string; readonly evidence: Evidence }[];
  readonly services: readonly { readonly code: string; readonly offered: boolean; readonly evidence: Evidence }[];
  readonly laboratories: readonly { readonly n: number; readonly level: string; readonly evidence: Evidence }[];
  readonly equipment: readonly { readonly n: number; readonly type: string; readonly evidence: Evidence }[];
  readonly stations: readonly {
    readonly n: number;
    readonly area: string;
    readonly town: string | null;
    readonly evidence: Evidence;
  }[];
  readonly teams: readonly { readonly n: number; readonly kind: string; readonly evidence: Evidence }[];
}

/** Everything rules may ask of the registry on a day. */
export interface RegistryFacts {
  /** Those listed on the day, by id. */
  readonly institutions: readonly InstitutionFacts[];
  readonly childcare: readonly {
    readonly area: string;
    readonly town: string | null;
    readonly places: number;
    readonly evidence: Evidence;
    readonly asOf: string;
  }[];
  /** Figures of areas that are no sums of institutions, e.g. its children; none is generated. */
  readonly areaFigures: readonly {
    readonly area: string;
    readonly measure: string;
    readonly value: number;
    readonly evidence: Evidence;
    readonly asOf: string;
  }[];
}
