import type { Label } from '@songhua/kernel';
import { z } from 'zod';
import type { GroupName } from '../policy/resource-groups.ts';

/** What the routes of one's own record's consents take and answer. */

const text = z.object({ zh: z.string(), en: z.string() });
const patientId = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/);

/** Kinds of record that somebody can permit or forbid: those about people that others look at. */
export const consentKinds = ['identity', 'care', 'clinical', 'public-health', 'billing'] as const satisfies readonly GroupName[];
export const consentPurposes = ['treatment', 'public-health', 'administration'] as const;

export const consentLabels = ['sti', 'mental', 'genetic'] as const satisfies readonly Label[];

const said = (zh: string, en: string) => ({ error: JSON.stringify({ zh, en }) });

const day = z.iso.date(said('日期应写作 2026-12-31', 'a date is written 2026-12-31'));

/** One rule in three choices: for whom, for which records and how sensitive, from when to when and for what. */
export const consentChoice = z
  .strictObject({
    who: z.enum(['everybody', 'only', 'except']),
    institutions: z
      .array(
        z.string().regex(/^Organization\/[A-Za-z0-9.-]{1,64}$/, said('应为 Organization/编号', 'is written Organization/id')),
      )
      .max(10),
    kinds: z.array(z.enum(consentKinds)).max(consentKinds.length),
    /** Of these records only what is sensitive so; empty: all, sensitive or not. */
    labels: z.array(z.enum(consentLabels)).max(consentLabels.length).default([]),
    purposes: z.array(z.enum(consentPurposes)).max(consentPurposes.length),
    from: day.nullable(),
    until: day.nullable(),
  })
  .refine(({ who, institutions }) => (who === 'everybody') === (institutions.length === 0), {
    ...said(
      '选了按机构，就要选出机构；选所有机构，就不要再选',
      'name institutions where the rule is about some, and none where it is about all',
    ),
    path: ['institutions'],
  })
  .refine(({ from, until }) => from === null || until === null || from <= until, {
    ...said('结束日期早于开始日期', 'it ends before it begins'),
    path: ['until'],
  });

export const ownConsentQuery = z.object({ patient: patientId.optional() });
export const ownConsentHistoryQuery = z.object({
  patient: patientId.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(20),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
});
export const previewInput = z.strictObject({ patient: patientId, choice: consentChoice });

/** How much of what their roles give somebody of an institution sees: all of it, some of it, nothing. */
const extent = z.enum(['all', 'part', 'none']);

const holder = z.object({
  id: z.string(),
  /** Null: an area, which the page names. */
  name: z.string().nullable(),
  until: z.iso.datetime().nullable(),
  sees: extent,
});

export const ownConsents = z.object({
  /** Records about which one may ask: one's own, and of those one acts for. */
  records: z.array(z.object({ patient: z.string(), name: z.string().nullable(), own: z.boolean() })),
  /** Whose consents these are; null: the account is nobody's in the records. */
  patient: z.string().nullable(),
  /** Whether one may add and end rules: of one's own record alone. */
  mayChange: z.boolean(),
  /** Who sees it today, by the relation that leads there. */
  seen: z.array(
    z.object({
      relation: z.string(),
      title: text,
      holders: z.array(holder),
      /** Professionals in person, beside the institutions. */
      people: z.number().int(),
      /** Whoever works there as what sees what, a sentence a role. */
      says: z.array(text),
    }),
  ),
  /** Who acts for the person. */
  helpers: z.array(z.object({ name: z.string(), kind: z.enum(['guardian', 'family']) })),
  rules: z.array(
    z.object({
      id: z.string(),
      version: z.string(),
      status: z.string(),
      /** Whether it forbids anything now. */
      binds: z.boolean(),
      written: z.iso.datetime(),
      says: z.array(text),
    }),
  ),
});

export const consentPreview = z.object({
  /** The FHIR Consent to store. */
  consent: z.looseObject({ resourceType: z.literal('Consent') }),
  says: z.array(text),
  /** Who sees it now and would see less, or more. */
  changes: z.array(z.object({ id: z.string(), name: z.string().nullable(), relation: text, before: extent, after: extent })),
});

export const ownConsentHistory = z.object({
  total: z.number().int(),
  items: z.array(
    z.object({
      id: z.string(),
      version: z.string(),
      at: z.iso.datetime(),
      /** Null: the system or another program. */
      by: z.string().nullable(),
      own: z.boolean(),
      deed: z.enum(['added', 'changed', 'ended', 'resumed', 'deleted']),
      says: z.array(text),
    }),
  ),
});

export type ConsentChoice = z.infer<typeof consentChoice>;
export type OwnConsents = z.infer<typeof ownConsents>;
export type ConsentPreview = z.infer<typeof consentPreview>;
export type OwnConsentHistory = z.infer<typeof ownConsentHistory>;
