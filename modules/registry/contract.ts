import { z } from 'zod';
import { areaCode, evidence, exportFormat, fact, isoDate, text } from './contract/words.ts';

/** All that other modules and the pages may know of the registry (机构注册, 基础资源数据库). */

export * from './contract/area-figures.ts';
export type * from './contract/collection-records.ts';
export type * from './contract/facts.ts';
export type * from './contract/institution-record.ts';
export * from './contract/institutions.ts';
export * from './contract/judge-area-figure.ts';
export * from './contract/pages.ts';
export * from './contract/words.ts';

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

/** `open`: only what differs or is missing. An area stands for itself and all that lies in it. */
export const reconciliationQuery = z.object({ area: areaCode.optional(), show: z.enum(['all', 'open']).default('all') });
export const reconciliationExportQuery = reconciliationQuery.extend({ format: exportFormat.default('csv') });

/** Payload of `registry.institutions-changed`: how many FHIR resources, and the first of them. */
export const institutionsChanged = z.object({ resources: z.number().int(), ids: z.array(z.string()) });

export type Area = z.infer<typeof area>;
export type AreaList = z.infer<typeof areaList>;
export type Reconciliation = z.infer<typeof reconciliation>;
