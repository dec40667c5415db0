import { z } from 'zod';

/** What leaves the synthetic city (合成城市): to its page and to other modules. */

const text = z.object({ zh: z.string(), en: z.string() });

export const loadState = z.enum(['none', 'waiting', 'running', 'paused', 'done', 'failed']);

export const cityTown = z.object({
  code: z.string(),
  name: z.string(),
  countyName: z.string(),
  residents: z.number().int(),
  /** Resources that are in. */
  resources: z.number().int(),
  registrations: z.number().int().nullable(),
  state: z.enum(['waiting', 'begun', 'in']),
});

export const cityStatus = z.object({
  state: loadState,
  /** Why none can be begun, for those who may begin one; null when nothing stands in the way or there is one. */
  missing: text.nullable(),
  load: z
    .object({
      id: z.string(),
      seed: z.string(),
      scale: z.number(),
      until: z.iso.date(),
      registrationsOnly: z.boolean(),
      askedAt: z.iso.datetime(),
      startedAt: z.iso.datetime().nullable(),
      finishedAt: z.iso.datetime().nullable(),
      /** What went wrong last; it is tried again unless the state is `failed`. Details for those who may begin one. */
      failure: text.nullable(),
    })
    .nullable(),
  progress: z.object({
    residents: z.number().int(),
    residentsIn: z.number().int(),
    towns: z.number().int(),
    townsIn: z.number().int(),
    resources: z.number().int(),
  }),
  /** Of the towns that are in: resources by type, and what was asked beside what came out. */
  resources: z.array(z.object({ type: z.string(), count: z.number().int() })),
  figures: z.array(z.object({ code: z.string(), title: text, asked: z.number().nullable(), came: z.number() })),
});

export const townQuery = z.object({
  q: z.string().trim().max(50).optional(),
  state: z.enum(['waiting', 'begun', 'in']).optional(),
  sort: z.enum(['code', '-code', 'residents', '-residents', 'resources', '-resources']).default('code'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
export const townList = z.object({ total: z.number().int(), items: z.array(cityTown) });
export const townExportQuery = townQuery
  .omit({ limit: true, offset: true })
  .extend({ format: z.enum(['csv', 'xlsx']).default('csv') });

/** How large a city is to be begun: a share of the residents. */
export const startDraft = z.object({ scale: z.number().gt(0).max(1) }).strict();

export const turned = z.object({ state: loadState });

export type CityStatus = z.infer<typeof cityStatus>;
export type CityTown = z.infer<typeof cityTown>;
export type TownList = z.infer<typeof townList>;
export type TownQuery = z.infer<typeof townQuery>;
