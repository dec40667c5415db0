import { institutionClasses, kindsOf, levels, ownerships } from '@songhua/engine-city/institution.ts';
import { z } from 'zod';
import { areaCode, changeMaker, evidence, exportFormat, isoDate, text } from './words.ts';

/** Institutions: the list, its filter, and one of them. */

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
  /** Null: it is at work. Else the change of its Organization by which it was retired. */
  retired: z.object({ at: z.string(), version: z.string(), by: z.array(changeMaker), source: z.string().nullable() }).nullable(),
  /** Whether the name stands in the plan itself; such an institution really exists. */
  named: z.boolean(),
  /** Section of the plan that speaks of it; null when none does. */
  section: z.string().nullable(),
  /** What each attribute (name, kind, level, ownership, place) rests on. */
  attributes: z.array(z.object({ attribute: z.string(), title: text, evidence })),
  facts: z.array(
    z.object({
      measure: z.string(),
      title: text,
      unit: text,
      value: z.number(),
      asOf: isoDate,
      evidence,
      /** For what was entered: file, row and person. */
      source: z.string().nullable(),
    }),
  ),
  services: z.array(z.object({ code: z.string(), name: text, evidence })),
  resources: z.array(z.object({ type: z.string(), id: z.string(), version: z.string(), lastUpdated: z.string() })),
});

/** The institutions under a filter, all of them, as a file. */
export const institutionExportQuery = institutionQuery
  .omit({ limit: true, offset: true })
  .extend({ format: exportFormat.default('csv') });
export const facetQuery = institutionQuery.omit({ sort: true, limit: true, offset: true });

export type Institution = z.infer<typeof institution>;
export type InstitutionList = z.infer<typeof institutionList>;
export type InstitutionDetail = z.infer<typeof institutionDetail>;
export type InstitutionQuery = z.infer<typeof institutionQuery>;
export type Facets = z.infer<typeof facets>;
