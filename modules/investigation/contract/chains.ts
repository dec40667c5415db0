import { z } from 'zod';
import { classification, id, words } from './words.ts';

/** Transmission chains (传播链) and epidemic curves (流行曲线). */

export const pairInput = z.strictObject({
  infectee: id,
  /** null takes back what was said of the infectee's infector. */
  infector: id.nullable(),
  reason: words(300).nullable().default(null),
});

export const chainNode = z.object({
  id,
  serial: z.number().int(),
  name: z.string().nullable(),
  classification,
  onset: z.string().nullable(),
});
const share = z.number().nullable();
export const chains = z.object({
  nodes: z.array(chainNode),
  /** More cases than a picture shows. */
  more: z.boolean(),
  /** `person`: somebody said so; `rule`: proposed, because the infectee was listed as a contact of the infector. */
  pairs: z.array(z.object({ infector: z.string(), infectee: z.string(), by: z.enum(['person', 'rule']) })),
  faults: z.array(z.object({ infector: z.string(), infectee: z.string(), kind: z.string(), days: z.number().nullable() })),
  serialInterval: z.object({ pairs: z.number(), mean: share, deviation: share, median: share }),
  offspring: z.object({ cases: z.number(), mean: share, dispersion: share, infectedNobody: share }),
  generations: z.array(z.number()),
});

export const curveGroup = z.enum(['none', 'classification', 'sex', 'age', 'town', 'outcome']);
export const curveQuery = z.object({
  by: z.enum(['onset', 'reported']).default('onset'),
  step: z.enum(['day', 'week']).default('day'),
  group: curveGroup.default('none'),
});
export const curve = z.object({
  /** Cases of which the day is not known. */
  undated: z.number().int(),
  groups: z.array(z.object({ key: z.string(), name: z.object({ zh: z.string(), en: z.string() }).nullable() })),
  points: z.array(z.object({ at: z.string(), group: z.string(), count: z.number().int() })),
  /** Cases by town, for the map. */
  towns: z.array(z.object({ town: z.string(), count: z.number().int() })),
});

export type Chains = z.infer<typeof chains>;
export type ChainNode = z.infer<typeof chainNode>;
export type Curve = z.infer<typeof curve>;
export type CurveGroup = z.infer<typeof curveGroup>;
