import { professions, specialties } from '@songhua/engine-city/vocabulary.ts';
import { z } from 'zod';
import { facetQuery, institution, institutionClass, institutionQuery } from './institutions.ts';
import { areaCode, changeMaker, evidence, exportFormat, fact, isoDate, text } from './words.ts';

/** What the registry's pages ask beside its lists. */

/** Institutions of one county-level area under a filter; null where none of them gives a figure. */
export const areaCount = z.object({
  area: areaCode,
  institutions: z.number().int(),
  beds: z.number().int().nullable(),
  staff: z.number().int().nullable(),
  /** The weakest of what was counted; null when nothing was. */
  evidence: evidence.nullable(),
});
/** The filter's own area is left out, so that the areas can be compared: every county-level area has its row. */
export const areaCountQuery = facetQuery.omit({ area: true });
export const areaCountList = z.object({ items: z.array(areaCount) });

export type AreaCountList = z.infer<typeof areaCountList>;

/** What somebody may look for: a service, a department, something an institution was made, a laboratory, a machine. */
export const offerKinds = ['service', 'department', 'designation', 'laboratory', 'equipment'] as const;
export const offerKind = z.enum(offerKinds);
/** offered 提供; absent 明确不提供: said so, or missing from a list that is complete; unknown 未知: nothing says. */
export const offerState = z.enum(['offered', 'absent', 'unknown']);
export const offer = z.object({ kind: offerKind, code: z.string(), title: text, offered: z.number().int() });
export const offerList = z.object({ items: z.array(offer) });

const offerFilter = institutionQuery.pick({ area: true, class: true, kind: true, level: true, q: true }).extend({
  what: offerKind,
  code: z.string().max(60),
  state: offerState.optional(),
});
export const offerQuery = offerFilter.extend({
  sort: z.enum(['name', '-name', 'area', 'state']).default('state'),
  limit: institutionQuery.shape.limit,
  offset: institutionQuery.shape.offset,
});
export const offerExportQuery = offerFilter.extend({ sort: offerQuery.shape.sort, format: exportFormat.default('csv') });
export const offerRow = institution
  .pick({ id: true, name: true, kind: true, level: true, area: true, areaName: true, townName: true })
  .extend({
    state: offerState,
    /** What the state rests on; null of what is unknown. */
    evidence: evidence.nullable(),
  });
/** By county-level area, whatever the area and the state asked for. */
export const offerCount = z.object({
  area: areaCode,
  offered: z.number().int(),
  absent: z.number().int(),
  unknown: z.number().int(),
});
export const offers = z.object({
  title: text,
  asOf: isoDate,
  total: z.number().int(),
  areas: z.array(offerCount),
  items: z.array(offerRow),
});

export type OfferKind = z.infer<typeof offerKind>;
export type OfferList = z.infer<typeof offerList>;
export type OfferRow = z.infer<typeof offerRow>;
export type Offers = z.infer<typeof offers>;

/** What an institution has one by one, in groups of like ones. Titles are given, so that a page need not know the codes. */
const counted = z.object({ code: z.string().nullable(), title: text.nullable(), n: z.number().int() });
const named = z.object({ id: z.string(), code: z.string(), title: text, name: z.string().nullable(), evidence });
export const institutionParts = z.object({
  asOf: isoDate,
  /** Collections that are listed completely: what is missing from them is not there. */
  complete: z.array(z.string()),
  staff: z.object({
    /** Posts held there, whether or not the person is counted there. */
    listed: z.number().int(),
    /** People counted there: it is their first place of practice. */
    counted: z.number().int(),
    established: z.number().int(),
    evidence: evidence.nullable(),
    groups: z.array(
      z.object({
        profession: counted.omit({ n: true }),
        specialty: counted.omit({ n: true }),
        n: z.number().int(),
        established: z.number().int(),
      }),
    ),
  }),
  beds: z.object({
    /** Beds of the statistics: all but observation beds. */
    counted: z.number().int(),
    evidence: evidence.nullable(),
    groups: z.array(
      z.object({
        class: counted.omit({ n: true }),
        department: counted.omit({ n: true }),
        n: z.number().int(),
        convertible: z.number().int(),
        openable: z.number().int(),
      }),
    ),
  }),
  departments: z.array(named),
  laboratories: z.array(named),
  equipment: z.array(named),
  teams: z.array(named),
  stations: z.array(
    named.omit({ code: true, title: true }).extend({ areaName: text.nullable(), townName: z.string().nullable() }),
  ),
  services: z.array(z.object({ code: z.string(), title: text, offered: z.boolean(), evidence })),
  designations: z.array(z.object({ code: z.string(), title: text })),
  fields: z.array(z.object({ code: z.string(), title: text })),
});

/** staff: people in groups; beds: beds in groups; things: services, departments, laboratories, equipment, teams, stations. */
export const partsExportQuery = z.object({ table: z.enum(['staff', 'beds', 'things']), format: exportFormat.default('csv') });

const staffFilter = z.object({ profession: z.enum(professions).optional(), specialty: z.enum(specialties).optional() });
export const staffQuery = staffFilter.extend({ limit: institutionQuery.shape.limit, offset: institutionQuery.shape.offset });
export const staffExportQuery = staffFilter.extend({ format: exportFormat.default('csv') });
export const staffRow = z.object({
  id: z.string(),
  /** The family name alone; the rest is masked. */
  name: z.string(),
  profession: text,
  specialty: text.nullable(),
  category: text.nullable(),
  licence: text.nullable(),
  duties: z.array(text),
  post: text,
  established: z.boolean(),
  /** Whether the person counts here. */
  primary: z.boolean(),
  since: isoDate.nullable(),
  evidence,
  source: z.string().nullable(),
});
export const staffList = z.object({ total: z.number().int(), items: z.array(staffRow) });

export const changedField = z.object({
  /** Where in the resource, e.g. `name` or `extension[institution-fact].value`. */
  field: z.string(),
  /** What it is called, of figures. */
  title: text.nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export const changeRow = z.object({
  type: z.string(),
  id: z.string(),
  version: z.string(),
  at: z.string(),
  what: z.enum(['created', 'changed', 'deleted', 'restored']),
  /** Empty: nobody by a request; the system loaded it when it started, or a job of its own wrote it. Several: they wrote at the same moment. */
  by: z.array(changeMaker),
  /** File, row and person, where the resource says so. */
  source: z.string().nullable(),
  fields: z.array(changedField),
});
export const historyQuery = z.object({
  /** `edits`: without the first version of each resource. */
  show: z.enum(['all', 'edits']).default('all'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: institutionQuery.shape.offset,
});
export const historyExportQuery = historyQuery.pick({ show: true }).extend({ format: exportFormat.default('csv') });
export const historyList = z.object({ total: z.number().int(), items: z.array(changeRow) });

export type InstitutionParts = z.infer<typeof institutionParts>;
export type StaffList = z.infer<typeof staffList>;
export type HistoryList = z.infer<typeof historyList>;
export type ChangeRow = z.infer<typeof changeRow>;

/** One area: its figures, its parts beside each other, what stands in it. */
export const areaFigure = z.object({
  measure: z.string(),
  title: text,
  unit: text,
  value: z.number(),
  /** Per 1,000 residents; null where the residents are not known or it makes no sense. */
  per1000: z.number().nullable(),
  asOf: isoDate,
  evidence,
  /** Institutions it should cover that gave no figure. */
  missing: z.number().int(),
});
export const areaPart = z.object({
  code: areaCode,
  name: text,
  type: z.string(),
  population: z.number().nullable(),
  institutions: z.number().int(),
  beds: z.number().nullable(),
  staff: z.number().nullable(),
  bedsPer1000: z.number().nullable(),
  staffPer1000: z.number().nullable(),
  evidence: evidence.nullable(),
});
export const areaClass = z.object({
  class: institutionClass,
  institutions: z.number().int(),
  beds: z.number().nullable(),
  staff: z.number().nullable(),
});
export const areaDetail = z.object({
  code: areaCode,
  name: text,
  level: z.enum(['city', 'urban', 'county', 'zone', 'town']),
  type: z.string(),
  /** From the city down to its own parent. */
  within: z.array(z.object({ code: areaCode, name: text })),
  population: fact.nullable(),
  populationReason: text.optional(),
  asOf: isoDate,
  /** Of a town there are none: they are summed for counties and above. */
  figures: z.array(areaFigure),
  classes: z.array(areaClass),
  parts: z.array(areaPart),
});
export const areaParams = z.object({ code: areaCode });
export const areaExportQuery = z.object({
  table: z.enum(['parts', 'figures', 'classes']).default('parts'),
  format: exportFormat.default('csv'),
});

export type AreaDetail = z.infer<typeof areaDetail>;
