import { z } from 'zod';

/** Audit log (审计日志): entries, who saw my record (谁看过我的档案), objections (异议), anomalies (异常访问). */

const short = z.string().trim().min(1).max(200);
const day = z.iso.date();
const paging = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
};
const format = z.enum(['csv', 'xlsx']).default('csv');

export const auditOutcome = z.enum(['done', 'refused', 'failed']);
export const auditAction = z.enum(['read', 'change', 'security']);

const auditFilter = {
  /** Local days, both included. */
  from: day.optional(),
  to: day.optional(),
  actor: short.optional(),
  patient: short.optional(),
  institution: short.optional(),
  resource: short.optional(),
  event: short.optional(),
  action: auditAction.optional(),
  outcome: auditOutcome.optional(),
  address: short.optional(),
  request: short.optional(),
  emergency: z.enum(['true', 'false']).optional(),
  number: z.coerce.number().int().min(1).optional(),
  entry: z.coerce.number().int().min(1).optional(),
};

export const auditQuery = z.object({ ...auditFilter, sort: z.enum(['at', '-at']).default('-at'), ...paging });
export const auditExportQuery = z.object({ ...auditFilter, sort: z.enum(['at', '-at']).default('-at'), format });

export const auditEntry = z.object({
  /** Of the entry itself; `number` is its place in the chain, null until it has one. */
  entry: z.number().int(),
  number: z.number().int().nullable(),
  at: z.iso.datetime(),
  event: z.string(),
  actorKind: z.string(),
  actorId: z.string(),
  actorName: z.string().nullable(),
  roles: z.array(z.string()),
  institution: z.string().nullable(),
  purpose: z.string().nullable(),
  method: z.string(),
  route: z.string(),
  path: z.string(),
  status: z.number().int(),
  requestId: z.string(),
  address: z.string().nullable(),
  resources: z.array(z.string()),
  resourceCount: z.number().int(),
  patients: z.array(z.string()),
  patientCount: z.number().int(),
  way: z.string().nullable(),
  emergency: z.boolean(),
  note: z.string().nullable(),
  /** How many at the end of `patients` were only asked for: nothing of theirs was shown. */
  onlyAsked: z.number().int(),
});

const title = z.object({ zh: z.string(), en: z.string() });

export const auditList = z.object({
  total: z.number().int(),
  /** Counting stops here. */
  countedTo: z.number().int(),
  events: z.array(z.object({ event: z.string(), title })),
  items: z.array(auditEntry),
});

export const auditState = z.object({
  begun: z.boolean(),
  algorithm: z.string().nullable(),
  chained: z.number().int(),
  waiting: z.number().int(),
  keptFrom: z.number().int(),
  head: z.object({ size: z.number().int(), at: z.iso.datetime(), key: z.string() }).nullable(),
  /** The newest verification, by a server or from the console; `bad` is the first bad entry. */
  verified: z
    .object({
      at: z.iso.datetime(),
      ok: z.boolean(),
      from: z.number().int(),
      to: z.number().int(),
      bad: z.number().int().nullable(),
      kind: z.string().nullable(),
      says: z.string().nullable(),
      by: z.string(),
    })
    .nullable(),
  wholeAt: z.iso.datetime().nullable(),
  dueAt: z.iso.datetime().nullable(),
  /** The heads outside know more entries than were here. */
  behind: z
    .object({
      outside: z.number().int(),
      here: z.number().int(),
      at: z.iso.datetime(),
      restored: z.iso.datetime().nullable(),
    })
    .nullable(),
  /** Restores that were marked outside; entries from `number` + 1 to `to` were given up. */
  restores: z.array(z.object({ number: z.number().int(), to: z.number().int(), at: z.string(), backup: z.string() })),
});

export const numberParams = z.object({ number: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
export const proofQuery = z.object({ size: z.coerce.number().int().min(1).optional() });
export const consistencyQuery = z.object({ from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1).optional() });

/** FHIR search parameters of AuditEvent that are answered here. */
export const auditEventQuery = z.object({
  patient: short.optional(),
  date: z.union([short, z.array(short)]).optional(),
  agent: short.optional(),
  entity: short.optional(),
  action: z.enum(['C', 'R', 'U', 'D', 'E']).optional(),
  subtype: short.optional(),
  _count: z.coerce.number().int().min(0).max(500).default(50),
  _offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

/** Somebody's look at one's own record. */
export const ownAccess = z.object({
  entry: z.number().int(),
  at: z.iso.datetime(),
  who: z.string(),
  /** It was oneself, or who acts for one. */
  own: z.boolean(),
  roles: z.array(title),
  institution: z.string().nullable(),
  purpose: title.nullable(),
  way: title.nullable(),
  /** `asked`: they were looked for, and nothing of theirs was shown. */
  what: z.enum(['read', 'search', 'change', 'asked', 'export', 'visit-opened', 'emergency-opened']),
  /** Kinds of records in plain words, with how many. */
  held: z.array(z.object({ title, count: z.number().int() })),
  emergency: z.boolean(),
  objection: z.enum(['open', 'reviewing', 'justified', 'breach']).nullable(),
});
const ownFilter = {
  patient: short.optional(),
  from: day.optional(),
  to: day.optional(),
  others: z.enum(['true', 'false']).optional(),
};
export const ownAccessQuery = z.object({ ...ownFilter, ...paging });
export const ownAccessExportQuery = z.object({ ...ownFilter, format });
export const ownAccessList = z.object({
  total: z.number().int(),
  countedTo: z.number().int(),
  /** Records one may ask about; the first is shown unless another is asked for. */
  records: z.array(z.object({ patient: z.string(), kind: z.string(), name: z.string().nullable() })),
  patient: z.string().nullable(),
  items: z.array(ownAccess),
});

const words = z.string().trim().min(2).max(1_000);
export const objectionInput = z.object({ entry: z.number().int().min(1), patient: short, reason: words });
export const objectionState = z.enum(['open', 'reviewing', 'justified', 'breach']);
export const objectionFilter = z.enum(['pending', 'open', 'reviewing', 'justified', 'breach', 'all']);
export const objectionQuery = z.object({ state: objectionFilter.default('pending'), ...paging });
export const objectionExportQuery = z.object({ state: objectionFilter.default('pending'), format });
export const reviewNote = z.object({ at: z.iso.datetime(), by: z.string(), state: z.string(), note: z.string() });
export const objection = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  patient: z.string(),
  by: z.string(),
  reason: z.string(),
  state: objectionState,
  access: auditEntry.nullable(),
});
export const objectionList = z.object({ total: z.number().int(), items: z.array(objection) });
export const objectionDetail = objection.extend({ notes: z.array(reviewNote) });
export const objectionReview = z.object({ state: objectionState, note: words });
export const idParams = z.object({ id: z.string().trim().min(1).max(300) });

export const anomalyKind = z.enum([
  'watched',
  'same-surname',
  'volume-own',
  'volume-peers',
  'no-relation',
  'after-hours',
  'visit-unconfirmed',
  'visit-volume',
  'finds-missed',
]);
export const anomalyState = z.enum(['open', 'explained', 'escalated']);
const anomalyFilter = {
  state: z.enum(['open', 'explained', 'escalated', 'all']).default('open'),
  kind: anomalyKind.optional(),
  actor: short.optional(),
};
export const anomalyQuery = z.object({ ...anomalyFilter, sort: z.enum(['severity', 'day']).default('severity'), ...paging });
export const anomalyExportQuery = z.object({ ...anomalyFilter, format });
export const anomaly = z.object({
  id: z.string(),
  kind: anomalyKind,
  day,
  actorId: z.string(),
  actorName: z.string().nullable(),
  severity: z.number(),
  evidence: z.record(z.string(), z.unknown()),
  state: anomalyState,
});
export const anomalyList = z.object({ total: z.number().int(), items: z.array(anomaly) });
export const anomalyDetail = anomaly.extend({ notes: z.array(reviewNote) });
export const anomalyReview = z.object({ state: anomalyState, note: words });

export const watchedList = z.object({
  items: z.array(z.object({ patient: z.string(), reason: z.string(), since: z.iso.datetime() })),
});
export const watchInput = z.object({
  patient: z.string().regex(/^[A-Za-z0-9.-]{1,64}$/),
  reason: words,
});
export const patientParams = z.object({ patient: short });

export type AuditEntry = z.infer<typeof auditEntry>;
export type AuditList = z.infer<typeof auditList>;
export type AuditState = z.infer<typeof auditState>;
export type OwnAccess = z.infer<typeof ownAccess>;
export type OwnAccessList = z.infer<typeof ownAccessList>;
export type Objection = z.infer<typeof objection>;
export type ObjectionList = z.infer<typeof objectionList>;
export type ObjectionDetail = z.infer<typeof objectionDetail>;
export type Anomaly = z.infer<typeof anomaly>;
export type AnomalyList = z.infer<typeof anomalyList>;
export type AnomalyDetail = z.infer<typeof anomalyDetail>;
