import { z } from 'zod';
import { emergencyMinutes } from './domain/decide-emergency.ts';

export * from './contract/own-consents.ts';

/** What the routes of who-sees-what take and answer. */

const text = z.object({ zh: z.string(), en: z.string() });

/** The message of a refusal in both languages, as JSON, with the value refused: whoever checks input takes it apart again. */
const said = (message: z.infer<typeof text>) => ({
  error: ({ input }: { readonly input?: unknown }): string => JSON.stringify({ ...message, value: String(input).slice(0, 200) }),
});

const patientReference = z
  .string()
  .regex(/^Patient\/[A-Za-z0-9.-]{1,64}$/, said({ zh: '应为 Patient/编号', en: 'is written Patient/id' }));
const organizationReference = z
  .string()
  .regex(/^Organization\/[A-Za-z0-9.-]{1,64}$/, said({ zh: '应为 Organization/编号', en: 'is written Organization/id' }));
const resourceReference = z
  .string()
  .regex(
    /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/,
    said({ zh: '应为 类型/编号，如 Observation/123', en: 'is written Type/id, like Observation/123' }),
  );

export const emergencyInput = z.strictObject({
  patient: patientReference,
  reason: z
    .string()
    .trim()
    .min(5, said({ zh: '请写明原因，至少 5 个字', en: 'say why, in at least five characters' }))
    .max(500),
  minutes: z.number().int().min(emergencyMinutes.least).max(emergencyMinutes.most),
});

const onCard = z.string().trim().min(1).max(200);
export const personInput = z.strictObject({
  /** System of the identifier, a URI. */
  system: onCard,
  value: onCard,
  /** As it is written on the card. */
  name: onCard,
});
export const foundPerson = z.object({ patient: patientReference });

export const emergencyState = z.enum(['open', 'justified', 'unjustified']);

export const emergency = z.object({
  id: z.string(),
  account: z.string(),
  by: z.string().nullable(),
  username: z.string().nullable(),
  patient: z.string(),
  institution: z.string().nullable(),
  reason: z.string(),
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** Whether it leads to the record now. */
  active: z.boolean(),
  state: emergencyState,
  note: z.string().nullable(),
  reviewedAt: z.iso.datetime().nullable(),
  reviewedBy: z.string().nullable(),
});

const emergencyFilter = {
  state: z.enum([...emergencyState.options, 'all']).default('open'),
  account: z.string().trim().min(1).max(200).optional(),
  patient: patientReference.optional(),
  sort: z.enum(['since', '-since', 'until', '-until']).default('-since'),
};

export const emergencyQuery = z.object({
  ...emergencyFilter,
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export const emergencyExportQuery = z.object({ ...emergencyFilter, format: z.enum(['csv', 'xlsx']).default('csv') });

export const emergencyList = z.object({
  asOf: z.iso.datetime(),
  total: z.number().int(),
  counts: z.record(emergencyState, z.number().int()),
  items: z.array(emergency),
});

export const emergencyParams = z.object({ id: z.uuid(said({ zh: '编号应为 UUID', en: 'the id is a UUID' })) });
export const ownEmergencies = z.object({
  items: z.array(z.object({ id: z.string(), patient: z.string(), since: z.iso.datetime(), until: z.iso.datetime() })),
});
export const reviewInput = z.strictObject({
  verdict: z.enum(['justified', 'unjustified']),
  note: z.string().trim().min(2).max(1000),
});

const consentFilter = {
  patient: patientReference,
  status: z.enum(['active', 'other', 'all']).default('all'),
  sort: z.enum(['written', '-written']).default('-written'),
};

export const consentQuery = z.object({
  ...consentFilter,
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
});
export const consentExportQuery = z.object({ ...consentFilter, format: z.enum(['csv', 'xlsx']).default('csv') });

const consentItem = z.object({
  id: z.string(),
  status: z.string(),
  /** Whether it forbids anything now. */
  binds: z.boolean(),
  written: z.iso.datetime(),
  /** What it forbids, a sentence each; none: nothing. */
  forbids: z.array(text),
});
export const consentList = z.object({ total: z.number().int(), items: z.array(consentItem) });

const policy = z.object({
  id: z.string(),
  roles: z.array(z.object({ role: z.string(), title: text })),
  groups: z.array(z.object({ group: z.string(), title: text, types: z.array(z.string()) })),
  relations: z.array(z.object({ relation: z.string(), title: text })),
  /** It leads to everybody's. */
  everyone: z.boolean(),
  interactions: z.string(),
  purpose: z.object({ purpose: z.string(), title: text }),
  labels: z.array(z.object({ label: z.string(), title: text })),
  aboveConsent: z.boolean(),
  sentence: text,
});

export const policyQuery = z.object({
  role: z.string().trim().min(1).max(64).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
});
export const policyExportQuery = policyQuery.omit({ limit: true, offset: true }).extend({
  format: z.enum(['csv', 'xlsx']).default('csv'),
});

export const policyList = z.object({
  total: z.number().int(),
  /** All roles there are. */
  roles: z.array(z.object({ role: z.string(), title: text })),
  items: z.array(policy),
});

export const explainQuery = z.object({
  /** Id or username. */
  account: z.string().trim().min(1).max(200),
  institution: organizationReference.optional(),
  resource: resourceReference,
});

export const hiddenBecause = z.enum(['no-policy', 'no-relation', 'relation-over', 'label', 'consent']);

export const explanation = z.object({
  account: z.object({ id: z.string(), username: z.string(), name: z.string(), roles: z.array(text) }),
  institution: z.string().nullable(),
  resource: z.string(),
  purpose: z.object({ purpose: z.string(), title: text }),
  seen: z.boolean(),
  /** Why not; null when it is seen. */
  because: hiddenBecause.nullable(),
  /** In a sentence. */
  sentence: text,
  /** Whose record it is and what makes it sensitive are told to privacy officers alone: then both are empty, whatever they are. */
  withheld: z.boolean(),
  /** Whose record it is. */
  patients: z.array(z.string()),
  labels: z.array(z.object({ label: z.string(), title: text })),
  /** Each way that could lead there, and how far it does. */
  ways: z.array(
    z.object({
      policy: z.string(),
      sentence: text,
      leads: z.boolean(),
      because: hiddenBecause.nullable(),
      through: z.array(z.object({ relation: z.string(), title: text, holder: z.string() })),
    }),
  ),
});

export type Explanation = z.infer<typeof explanation>;
export type HiddenBecause = z.infer<typeof hiddenBecause>;
export type ConsentList = z.infer<typeof consentList>;
export type EmergencyList = z.infer<typeof emergencyList>;
export type EmergencyItem = z.infer<typeof emergency>;
export type PolicyList = z.infer<typeof policyList>;
